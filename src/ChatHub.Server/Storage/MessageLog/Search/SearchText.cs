using System.Text;

namespace ChatHub.Server.Storage.MessageLog.Search;

/// <summary>What a reader searches for: terms that must all occur. Immutable.</summary>
internal sealed class SearchText
{
    /// <summary>Most characters of a search.</summary>
    public const int MostCharacters = 200;

    private SearchText(IReadOnlyList<SearchTerm> terms) => Terms = terms;

    /// <summary>The terms; at least one.</summary>
    public IReadOnlyList<SearchTerm> Terms { get; }

    /// <summary>Reads words, prefixes with <c>*</c>, and phrases in quotes (also the Chinese ones); a quote that is not closed goes to the end.</summary>
    /// <returns>Null when nothing is asked for.</returns>
    /// <exception cref="MessageQueryException">It is too long, or there is nothing in it that can be found.</exception>
    public static SearchText? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (text.Length > MostCharacters)
        {
            throw new MessageQueryException($"The search has {text.Length} characters; at most {MostCharacters} are allowed.");
        }

        var terms = new List<SearchTerm>();
        var writer = new TokenWriter();
        foreach (var (part, isPrefix) in Split(text))
        {
            if (Term(writer, part, isPrefix) is { } term && !terms.Exists(known => known.Pattern.AsSpan().SequenceEqual(term.Pattern)))
            {
                terms.Add(term);
            }
        }

        return terms.Count > 0 ? new(terms) : throw new MessageQueryException("The search has no letter, digit, Chinese character or emoji in it.");
    }

    /// <summary>Whether all terms occur in a text.</summary>
    /// <param name="tokens">Its tokens, as a <see cref="TokenWriter"/> writes them.</param>
    public bool IsIn(ReadOnlySpan<byte> tokens)
    {
        foreach (var term in Terms)
        {
            if (tokens.IndexOf(term.Pattern) < 0)
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<(string Part, bool IsPrefix)> Split(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var isPhrase = IsQuote(text[at]);
            var start = isPhrase ? at + 1 : at;
            var end = start;
            while (end < text.Length && !(IsQuote(text[end]) || (!isPhrase && char.IsWhiteSpace(text[end]))))
            {
                end++;
            }

            var part = text[start..end];
            at = end < text.Length && (isPhrase || char.IsWhiteSpace(text[end])) ? end + 1 : end;
            var isPrefix = part is [.., '*' or '＊'];
            if (isPhrase && at < text.Length && text[at] is '*' or '＊')
            {
                isPrefix = true;
                at++;
            }

            yield return (part, isPrefix);
        }
    }

    private static bool IsQuote(char value) => value is '"' or '“' or '”' or '„' or '＂' or '「' or '」';

    private static SearchTerm? Term(TokenWriter writer, string part, bool isPrefix)
    {
        writer.Clear();
        writer.Write(Encoding.UTF8.GetBytes(part.TrimEnd('*', '＊')));
        var tokens = new List<byte[]>();
        var rest = writer.Written;
        while (TokenWriter.TryNext(ref rest, out var token))
        {
            tokens.Add(token.ToArray());
        }

        if (tokens.Count == 0)
        {
            return null;
        }

        if (writer.EndsWithRunOf > 1)
        {
            tokens.RemoveAt(tokens.Count - 1); // the last character alone: the text may go on after it
        }

        return new(tokens, writer.EndsWithRunOf == 1 || (isPrefix && writer.EndsWithWord));
    }
}
