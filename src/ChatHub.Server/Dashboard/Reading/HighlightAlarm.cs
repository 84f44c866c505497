using ChatHub.Chat;

namespace ChatHub.Server.Dashboard.Reading;

/// <summary>What is told at once of new lines that a viewer wants to hear of.</summary>
/// <param name="Rule">The rule of the last of them.</param>
/// <param name="Last">The last of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Sounds">Whether a rule of one of them sounds.</param>
/// <param name="Notifies">Whether a rule of one of them notifies.</param>
public sealed record HighlightNews(HighlightRule Rule, ChatMessage Last, int Count, bool Sounds, bool Notifies);

/// <summary>Finds the new lines that a viewer's highlights sound or notify for, and tells of them at most once in <see cref="Quiet"/>. For one thread at a time.</summary>
public sealed class HighlightAlarm
{
    /// <summary>Least time between two that are told.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    /// <summary>Most lines that are looked at each time: what came before them is let go.</summary>
    public const int Most = 500;

    private readonly MessageHistory _history;
    private readonly TimeProvider _time;
    private long _readTo;
    private DateTimeOffset _toldAt = DateTimeOffset.MinValue;
    private HighlightNews? _waits;

    /// <summary>For the lines that come from now on.</summary>
    public HighlightAlarm(MessageHistory history, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(history);
        (_history, _time, _readTo) = (history, time, history.LastId);
    }

    /// <summary>Looks at what came since the last call.</summary>
    /// <returns>What is to be told now; null for nothing.</returns>
    public HighlightNews? Look(HighlightRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var last = _history.LastId;
        if (last != _readTo)
        {
            foreach (var message in _history.Read(Math.Max(_readTo, last - Most) + 1, Most))
            {
                Take(message, rules);
                _readTo = message.Id;
            }

            _readTo = Math.Max(_readTo, last);
        }

        if (_waits is not { } news || _time.GetUtcNow() - _toldAt < Quiet)
        {
            return null;
        }

        (_waits, _toldAt) = (null, _time.GetUtcNow());
        return news;
    }

    /// <summary>Rules look at the beginning alone: a megabyte need not be decoded for each tab that has some.</summary>
    private static string BeginningOf(ChatMessage message) =>
        message.TextLength <= 4 * HighlightRule.MostText ? message.Text : message.Encoding.GetString(message.TextBytes[..(4 * HighlightRule.MostText)]);

    /// <summary>What operators and the server itself say is no news to an operator.</summary>
    private void Take(ChatMessage message, HighlightRules rules)
    {
        if (message.EndsEarlier || message.Kind is MessageKind.System or MessageKind.Server)
        {
            return;
        }

        var (text, sender) = (BeginningOf(message), message.Sender);
        var found = rules.Alarming.Where(rule => rule.Matches(text) || rule.Matches(sender)).ToArray();
        if (found is [var first, ..])
        {
            _waits = new(first, message, (_waits?.Count ?? 0) + 1, _waits?.Sounds == true || found.Any(rule => rule.Sounds), _waits?.Notifies == true || found.Any(rule => rule.Notifies));
        }
    }
}
