using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Search;

namespace ChatHub.Server.Dashboard.Messages;

/// <summary>Finds in a text what a search found it by, the way the log's index reads both: without regard to case, accents and width. Immutable.</summary>
public sealed class SearchMarks
{
    /// <summary>Most places that are marked in a text.</summary>
    public const int Most = 20;

    private readonly IReadOnlyList<SearchTerm> _terms;

    private SearchMarks(IReadOnlyList<SearchTerm> terms) => _terms = terms;

    /// <summary>Marks nothing.</summary>
    public static SearchMarks None { get; } = new([]);

    /// <summary>The marks of a search; none where it cannot be searched for.</summary>
    public static SearchMarks Of(string? search)
    {
        try
        {
            return SearchText.Parse(search) is { } text ? new(text.Terms) : None;
        }
        catch (MessageQueryException)
        {
            return None; // the reader says why
        }
    }

    /// <summary>The places, in order, none touching another, at most <see cref="Most"/>.</summary>
    public IReadOnlyList<(int Start, int End)> In(string text)
    {
        if (_terms.Count == 0 || text.Length == 0)
        {
            return [];
        }

        var tokens = Tokens(text);
        var found = new List<(int Start, int End)>();
        for (var at = 0; at < tokens.Count && found.Count < Most * 4; at++)
        {
            foreach (var term in _terms)
            {
                if (Occurs(tokens, at, term) is { } end)
                {
                    found.Add((tokens[at].Start, end));
                }
            }
        }

        return Join(found);
    }

    private static int? Occurs(List<Token> tokens, int at, SearchTerm term)
    {
        if (at + term.Tokens.Count > tokens.Count)
        {
            return null;
        }

        for (var i = 0; i < term.Tokens.Count; i++)
        {
            var token = tokens[at + i].Utf8.AsSpan();
            var wanted = term.Tokens[i].AsSpan();
            if (!(term.IsPrefix && i == term.Tokens.Count - 1 ? token.StartsWith(wanted) : token.SequenceEqual(wanted)))
            {
                return null;
            }
        }

        var last = tokens[at + term.Tokens.Count - 1];
        return term.Tokens[^1].Length > last.OwnLength ? last.EndOfNext : last.End;
    }

    private static List<(int Start, int End)> Join(List<(int Start, int End)> found)
    {
        var joined = new List<(int Start, int End)>();
        foreach (var (start, end) in found.OrderBy(place => place.Start))
        {
            if (joined is [.., var last] && start <= last.End)
            {
                joined[^1] = (last.Start, Math.Max(last.End, end));
            }
            else if (joined.Count < Most)
            {
                joined.Add((start, end));
            }
        }

        return joined;
    }

    /// <summary>The tokens of a text as <see cref="TokenWriter"/> writes them, with the places they came from.</summary>
    private static List<Token> Tokens(string text)
    {
        var tokens = new List<Token>();
        var run = false; // the last token is an ideograph that waits for its next one
        var word = false;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var end = at + rune.Utf16SequenceLength;
            foreach (var part in FoldedRune.Of(rune))
            {
                switch (part.Class)
                {
                    case TokenClass.Word when word:
                        tokens[^1] = tokens[^1] with { Utf8 = [.. tokens[^1].Utf8, .. part.Utf8.Take(TokenWriter.MostWordBytes - tokens[^1].Utf8.Length)], OwnLength = int.MaxValue, End = end };
                        break;
                    case TokenClass.Word:
                        tokens.Add(new(part.Utf8, int.MaxValue, at, end, end));
                        break;
                    case TokenClass.Ideograph:
                        if (run)
                        {
                            tokens[^1] = tokens[^1] with { Utf8 = [.. tokens[^1].Utf8, .. part.Utf8], EndOfNext = end };
                        }

                        tokens.Add(new(part.Utf8, part.Utf8.Length, at, end, end));
                        break;
                    case TokenClass.Ignored:
                        tokens = word || run ? Lengthen(tokens, at, end) : tokens;
                        continue;
                }

                (word, run) = (part.Class == TokenClass.Word, part.Class == TokenClass.Ideograph);
            }

            at = end;
        }

        return tokens;
    }

    /// <summary>An accent belongs to the character before it.</summary>
    private static List<Token> Lengthen(List<Token> tokens, int at, int end)
    {
        if (tokens[^1] is var last && last.End == at)
        {
            tokens[^1] = last with { End = end, EndOfNext = end };
        }

        if (tokens.Count > 1 && tokens[^2] is var before && before.EndOfNext == at)
        {
            tokens[^2] = before with { EndOfNext = end };
        }

        return tokens;
    }

    /// <param name="Utf8">The token: a folded word, or an ideograph and its next.</param>
    /// <param name="OwnLength">Bytes of the ideograph itself.</param>
    /// <param name="Start">Where it starts in the text.</param>
    /// <param name="End">Where the word or the ideograph itself ends.</param>
    /// <param name="EndOfNext">Where the ideograph after it ends.</param>
    private readonly record struct Token(byte[] Utf8, int OwnLength, int Start, int End, int EndOfNext);
}
