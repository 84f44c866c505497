namespace ChatHub.Server.Dashboard.Texts;

/// <summary>Words that the server has in English wherever they come from (the log, a refusal), and what they are in another language.</summary>
/// <param name="Before">What the English begins with.</param>
/// <param name="After">What it ends with; what stands between is put in the place of {0}.</param>
/// <param name="Translation">The other language.</param>
internal sealed record Phrase(string Before, string After, string Translation)
{
    /// <summary>Words in the other language; as they are where no phrase is like them.</summary>
    /// <param name="words">The words.</param>
    /// <param name="phrases">What there is, what is more exact first.</param>
    /// <param name="inner">What becomes of the part between; null leaves it as it is.</param>
    public static string Translate(string words, IEnumerable<Phrase> phrases, Func<string, string>? inner = null)
    {
        var phrase = phrases.FirstOrDefault(phrase => phrase.Fits(words));
        return phrase is null ? words : phrase.Translation.Replace("{0}", inner is null ? phrase.Between(words) : inner(phrase.Between(words)), StringComparison.Ordinal);
    }

    private bool Fits(string words) =>
        words.Length >= Before.Length + After.Length && words.StartsWith(Before, StringComparison.Ordinal) && words.EndsWith(After, StringComparison.Ordinal)
        && (Translation.Contains("{0}", StringComparison.Ordinal) || words.Length == Before.Length + After.Length);

    private string Between(string words) => words[Before.Length..^After.Length];
}
