using System.Text;

namespace ChatHub.Chat;

/// <summary>What an operator says.</summary>
/// <param name="Body">The bytes; the text in UTF-8 where it is text.</param>
/// <param name="Wording">How it goes out; null for the server's plain word.</param>
public sealed record ServerSaying(ReadOnlyMemory<byte> Body, ServerWording? Wording = null)
{
    /// <summary>A text.</summary>
    public static ServerSaying Of(string text, ServerWording? wording = null) => new(Encoding.UTF8.GetBytes(text), wording);
}
