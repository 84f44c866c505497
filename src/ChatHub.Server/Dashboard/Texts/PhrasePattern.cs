using System.Text.RegularExpressions;

namespace ChatHub.Server.Dashboard.Texts;

/// <summary>English words with places for what is told, and what they are in another language: <c>{0} entries as {1}</c>. Where one place is enough, <see cref="Phrase"/> does.</summary>
internal sealed class PhrasePattern
{
    private readonly Regex _english;
    private readonly string _translation;
    private readonly Func<string, string>? _inner;

    /// <summary>One phrase.</summary>
    /// <param name="english">The English, all of it; each place takes as little as it can, and one with a sign of number, as in <c>{#0}</c>, only digits.</param>
    /// <param name="translation">The other language, with the same places.</param>
    /// <param name="inner">What becomes of what stands in a place; null leaves it as it is.</param>
    public PhrasePattern(string english, string translation, Func<string, string>? inner = null)
    {
        var parts = Regex.Split(english, @"(\{#?\d\})").Select(part => part.StartsWith("{#", StringComparison.Ordinal) ? "([0-9]+)" : part.StartsWith('{') ? "(.+?)" : Regex.Escape(part));
        _english = new($"^{string.Concat(parts)}$", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
        (_translation, _inner) = (translation, inner);
    }

    /// <summary>Words in the other language; null where they are others.</summary>
    public string? Translate(string words)
    {
        if (_english.Match(words) is not { Success: true } found)
        {
            return null;
        }

        var said = found.Groups.Values.Skip(1).Select(group => (object)(_inner is null ? group.Value : _inner(group.Value))).ToArray();
        return string.Format(System.Globalization.CultureInfo.InvariantCulture, _translation, said);
    }

    /// <summary>Words in the other language; as they are where no phrase is like them.</summary>
    /// <param name="words">The words.</param>
    /// <param name="patterns">What there is, what is more exact first.</param>
    public static string Translate(string words, IEnumerable<PhrasePattern> patterns) => patterns.Select(pattern => pattern.Translate(words)).FirstOrDefault(said => said is not null) ?? words;
}
