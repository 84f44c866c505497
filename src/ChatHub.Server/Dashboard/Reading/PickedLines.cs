using System.Globalization;
using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;

namespace ChatHub.Server.Dashboard.Reading;

/// <summary>The lines of a log that somebody marked for copying: one, or all between two.</summary>
public sealed class PickedLines
{
    /// <summary>Most lines that are copied at once.</summary>
    public const int Most = 2_000;

    private const int MostCharacters = 1_000_000;

    private long? _from;
    private long? _to;

    /// <summary>Whether any are marked.</summary>
    public bool Any => _from is not null;

    /// <summary>Marks a line, or, when one is marked already, all between that and this.</summary>
    public void Pick(long id)
    {
        if (_from is null)
        {
            _from = id;
        }
        else
        {
            _to = id;
        }
    }

    /// <summary>Marks none.</summary>
    public void Clear() => (_from, _to) = (null, null);

    /// <summary>Whether a line is marked.</summary>
    public bool Has(long id) => _from is { } from && id >= Math.Min(from, _to ?? from) && id <= Math.Max(from, _to ?? from);

    /// <summary>The marked ones of these, at most <see cref="Most"/>.</summary>
    public ChatMessage[] Of(IEnumerable<ChatMessage> messages) => [.. messages.Where(message => Has(message.Id)).Take(Most)];

    /// <summary>Whether these, which are the marked ones at hand, are fewer than were marked: the first or the last is not among them.</summary>
    public bool IsCut(IReadOnlyList<ChatMessage> marked)
    {
        if (_from is not { } from)
        {
            return false;
        }

        var to = _to ?? from;
        return marked.Count == 0 || Math.Min(marked[0].Id, marked[^1].Id) != Math.Min(from, to) || Math.Max(marked[0].Id, marked[^1].Id) != Math.Max(from, to);
    }

    /// <summary>Lines as text with time and sender; what a screen would hide or obey is made seen.</summary>
    public static string Write(IEnumerable<ChatMessage> messages, UiTexts texts, Viewer viewer)
    {
        var text = new StringBuilder();
        foreach (var message in messages)
        {
            var line = LogLine.Of(message, texts);
            var said = message.Kind == MessageKind.System ? string.Concat(line.Text.Select(run => run.Text)) : MarkedText.Of(message.Text);
            text.Append(viewer.Local(message.At).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)).Append('\t').Append(line.Who).Append('\t').Append(said).Append('\n');
            if (text.Length > MostCharacters)
            {
                break;
            }
        }

        return text.ToString();
    }
}
