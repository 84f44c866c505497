using System.Globalization;
using System.Text;

namespace ChatHub.Server.Dashboard.Messages;

/// <summary>
/// Makes seen what a screen would hide or obey: control characters as their pictures (<c>␛</c>), characters that turn the direction, have no
/// width or are halves as <c>⟦U+202E⟧</c>. Joiners inside emoji stay, or a family would fall apart.
/// </summary>
public static class MarkedText
{
    /// <summary>Most runs of a text: each becomes an element of the page, and a hostile text could be nothing but marks. What comes after is one run.</summary>
    public const int MostRuns = 100;

    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>The text in runs, at most <paramref name="limit"/> characters of it.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="limit">Most characters to take; a pair of surrogates is not cut.</param>
    /// <param name="keepLines">Whether line feeds and tabs stay what they are.</param>
    public static IReadOnlyList<TextRun> Split(string text, int limit = int.MaxValue, bool keepLines = false)
    {
        var runs = new List<TextRun>(1);
        var tail = new StringBuilder();
        var end = Math.Min(text.Length, limit);
        if (end < text.Length && end > 0 && char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }

        var start = 0;
        var pictograph = false;
        for (var i = 0; i < end;)
        {
            var whole = Rune.TryGetRuneAt(text, i, out var rune);
            var length = whole ? rune.Utf16SequenceLength : 1;
            var mark = whole ? MarkOf(rune, pictograph && JoinsPictograph(text, i), keepLines) : Name(text[i]);
            if (mark is not null)
            {
                Add(runs, tail, text[start..i], false);
                Add(runs, tail, mark, true);
                start = i + length;
            }

            pictograph = mark is null && whole && IsPictograph(rune, pictograph);
            i += length;
        }

        Add(runs, tail, text[start..end], false);
        if (tail.Length > 0)
        {
            runs.Add(new(tail.ToString(), false));
        }

        return runs;
    }

    /// <summary>The text with its marks as one string.</summary>
    public static string Of(string text) => string.Concat(Split(text).Select(run => run.Text));

    /// <summary>The text in runs, with what a search found set off.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="marks">What to set off.</param>
    /// <param name="limit">Most characters to take.</param>
    /// <param name="mostRuns">Most runs; what comes after is one more.</param>
    /// <param name="keepLines">Whether line feeds and tabs stay what they are.</param>
    public static IReadOnlyList<TextRun> Split(string text, SearchMarks marks, int limit, int mostRuns, bool keepLines = false)
    {
        text = limit < text.Length ? text[..(char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit)] : text;
        var runs = new List<TextRun>();
        var start = 0;
        foreach (var (from, to) in marks.In(text))
        {
            runs.AddRange(Split(text[start..from], keepLines: keepLines));
            runs.AddRange(Split(text[from..to], keepLines: keepLines).Select(run => run with { IsFound = true }));
            start = to;
        }

        runs.AddRange(Split(text[start..], keepLines: keepLines));
        return runs.Count <= mostRuns ? runs : [.. runs.Take(mostRuns), new(string.Concat(runs.Skip(mostRuns).Select(run => run.Text)), false)];
    }

    private static void Add(List<TextRun> runs, StringBuilder tail, string text, bool isMark)
    {
        if (runs.Count >= MostRuns)
        {
            tail.Append(text);
        }
        else if (text.Length > 0)
        {
            runs.Add(new(text, isMark));
        }
    }

    private static string? MarkOf(Rune rune, bool joins, bool keepLines) => rune.Value switch
    {
        '\n' or '\t' when keepLines => null,
        < 0x20 => ((char)(0x2400 + rune.Value)).ToString(),
        0x7F => "␡",
        ZeroWidthJoiner when joins => null,
        0x600 or 0x601 or 0x602 or 0x603 or 0x604 or 0x605 or 0x6DD or 0x70F or 0x8E2 => null, // Arabic signs: format characters that are seen
        0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or 0x34F => Name(rune.Value), // fillers: letters, symbols and marks that are not seen
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            ? Name(rune.Value)
            : null,
    };

    private static string Name(int value) => string.Create(CultureInfo.InvariantCulture, $"⟦U+{value:X4}⟧");

    private static bool JoinsPictograph(string text, int at) => Rune.TryGetRuneAt(text, at + 1 < text.Length ? at + 1 : at, out var next) && IsPictograph(next, false);

    /// <summary>An emoji, or what follows one: a skin tone or the variation that asks for the coloured picture.</summary>
    private static bool IsPictograph(Rune rune, bool after) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol || rune.Value is >= 0x1F3FB and <= 0x1F3FF || (after && rune.Value == 0xFE0F);
}
