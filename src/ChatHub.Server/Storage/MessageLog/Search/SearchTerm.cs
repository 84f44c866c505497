namespace ChatHub.Server.Storage.MessageLog.Search;

/// <summary>One thing that has to occur in a text: tokens that follow each other.</summary>
/// <param name="Tokens">The tokens, folded, each without spaces.</param>
/// <param name="IsPrefix">Whether the last one need only begin like this.</param>
internal sealed record SearchTerm(IReadOnlyList<byte[]> Tokens, bool IsPrefix)
{
    /// <summary>What stands in the tokens of a text where the term occurs: each token with a space before it, and one at the end unless it is a prefix.</summary>
    public byte[] Pattern { get; } = [.. Tokens.SelectMany(token => token.Prepend((byte)' ')), .. IsPrefix ? (byte[])[] : [(byte)' ']];

    /// <summary>Whether the index alone decides: it knows which tokens a text has, and not where.</summary>
    public bool IsSingle => Tokens.Count == 1;
}
