using System.Globalization;
using System.Net;
using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;

namespace ChatHub.Server.Tests.Storage.MessageLog.Reading;

/// <summary>
/// What a search should find, told once more and in another way: a text is a list of units (a word, or one ideograph), and a search is looked for in
/// the list. Knows nothing of tokens and tables. Good for the characters of <see cref="Corpus"/>.
/// </summary>
internal static class PlainScan
{
    /// <summary>A word or one ideograph; whether it stands directly after an ideograph.</summary>
    internal readonly record struct Unit(string Text, bool IsIdeograph, bool IsGlued);

    public static Unit[] UnitsOf(string text)
    {
        var units = new List<Unit>();
        var word = new StringBuilder();
        var isGlued = false;
        foreach (var rune in Folded(text).EnumerateRunes())
        {
            var isIdeograph = rune.Value is (>= 0x3400 and <= 0x9FFF) or (>= 0x1F000 and <= 0x1FAFF) or (>= 0x20000 and <= 0x2FFFF);
            if (Rune.IsLetterOrDigit(rune) && !isIdeograph)
            {
                word.Append(rune.ToString());
                continue;
            }

            var hadWord = EndWord();
            isGlued &= isIdeograph && !hadWord;
            if (isIdeograph)
            {
                units.Add(new(rune.ToString(), true, isGlued));
            }

            isGlued = isIdeograph;
        }

        EndWord();
        return [.. units];

        bool EndWord()
        {
            if (word.Length == 0)
            {
                return false;
            }

            units.Add(new(word.ToString(), false, false));
            word.Clear();
            return true;
        }
    }

    /// <summary>Whether units of a search (one term) stand in those of a text.</summary>
    public static bool Has(Unit[] text, Unit[] search, bool isPrefix)
    {
        for (var at = 0; at + search.Length <= text.Length; at++)
        {
            var i = 0;
            while (i < search.Length && Same(text[at + i], search[i], isPrefix && i == search.Length - 1, i > 0 && search[i - 1].IsIdeograph))
            {
                i++;
            }

            if (i == search.Length)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an entry meets all but the text.</summary>
    public static bool Meets(ChatMessage message, MessageQuery query) =>
        (query.Room is null || message.Room == "*" || string.Equals(message.Room, query.Room, StringComparison.OrdinalIgnoreCase))
        && (query.Listener is null || string.Equals(ListenerOf(message), query.Listener, StringComparison.OrdinalIgnoreCase))
        && (query.Connection is null || message.Origin?.Id == query.Connection)
        && (query.Sender is null || string.Equals(message.Sender, query.Sender, StringComparison.OrdinalIgnoreCase))
        && (query.Remote is null || (message.Origin is { } origin && IsRemote(origin.Remote, query.Remote)))
        && (query.Kinds is null || query.Kinds.Contains(message.Kind))
        && (query.From is null || message.At >= query.From)
        && (query.To is null || message.At < query.To);

    private static string? ListenerOf(ChatMessage message) =>
        message.Origin?.Listener ?? (message.Event is >= SystemEvent.ListenerStarted and <= SystemEvent.ListenerFaulted ? message.Sender : null);

    private static bool IsRemote(string remote, string asked) =>
        IPAddress.TryParse(asked, out var address) && !asked.Contains("]:", StringComparison.Ordinal) ? IPEndPoint.Parse(remote).Address.Equals(address) : IPEndPoint.Parse(remote).Equals(IPEndPoint.Parse(asked));

    private static bool Same(Unit unit, Unit asked, bool isPrefix, bool followsIdeograph) =>
        unit.IsIdeograph == asked.IsIdeograph
        && (isPrefix && !asked.IsIdeograph ? unit.Text.StartsWith(asked.Text, StringComparison.Ordinal) : unit.Text == asked.Text)
        && (!followsIdeograph || !asked.IsIdeograph || unit.IsGlued == asked.IsGlued);

    private static string Folded(string text)
    {
        var folded = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNotAssigned or UnicodeCategory.Control)
            {
                folded.Append(' ');
                continue;
            }

            foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
            {
                if (Rune.GetUnicodeCategory(part) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
                {
                    folded.Append(Rune.ToLowerInvariant(part).ToString());
                }
            }
        }

        return folded.ToString();
    }
}
