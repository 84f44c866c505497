using System.Text;
using ChatHub.Chat;

namespace ChatHub.Server.Dashboard.Messages;

/// <summary>
/// Makes seen what a screen would hide or obey: control characters as their pictures (<c>␛</c>), characters that turn the direction, have no
/// width or are halves as <c>⟦U+202E⟧</c>. Which they are says <see cref="HiddenCharacters"/>.
/// </summary>
public static class MarkedText
{
    /// <summary>Most runs of a text: each becomes an element of the page, and a hostile text could be nothing but marks. What comes after is one run.</summary>
    public const int MostRuns = 100;

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
        for (var i = 0; i < end;)
        {
            var whole = Rune.TryGetRuneAt(text, i, out var rune);
            var length = whole ? rune.Utf16SequenceLength : 1;
            var stays = whole && ((keepLines && rune.Value is '\n' or '\t') || !HiddenCharacters.Has(text, i, rune));
            var mark = stays ? null : VisibleText.Picture(whole ? rune.Value : text[i]);
            if (mark is not null)
            {
                Add(runs, tail, text[start..i], false);
                Add(runs, tail, mark, true);
                start = i + length;
            }

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
}
