using System.Text;
using ChatHub.Chat;

namespace ChatHub.Server.Storage.MessageLog.Index;

/// <summary>
/// Tokens for what an entry is filtered by, beside those of its text. Each begins with a byte that no UTF-8 has, so no text can have it. Names are
/// hashes of their capitals: a list of hits is checked against the entries all the same.
/// </summary>
internal static class Facets
{
    /// <summary>Most bytes of such a token.</summary>
    public const int MostBytes = 12;

    private const byte Mark = 0xFF;

    /// <summary>Of a room.</summary>
    public static byte[] Room(string name) => Named((byte)'r', name);

    /// <summary>Of a listener.</summary>
    public static byte[] Listener(string name) => Named((byte)'l', name);

    /// <summary>Of a sender.</summary>
    public static byte[] Sender(string name) => Named((byte)'s', name);

    /// <summary>Of a remote address without its port.</summary>
    public static byte[] Address(string address) => Named((byte)'a', address);

    /// <summary>Of a connection.</summary>
    public static byte[] Connection(long id) => Numbered((byte)'c', (ulong)id);

    /// <summary>Of a kind.</summary>
    public static byte[] Kind(MessageKind kind) => Numbered((byte)'k', (ulong)kind);

    private static byte[] Named(byte what, string name)
    {
        var hash = 14695981039346656037UL; // FNV-1a
        foreach (var value in Encoding.UTF8.GetBytes(name.ToUpperInvariant()))
        {
            hash = (hash ^ value) * 1099511628211UL;
        }

        return Numbered(what, (hash ^ (hash >> 32)) & 0xFF_FFFF_FFFF_FFFF);
    }

    /// <summary>Seven bits a byte, each above ASCII: the tokenizer takes such bytes as letters.</summary>
    private static byte[] Numbered(byte what, ulong number)
    {
        Span<byte> token = stackalloc byte[MostBytes];
        token[0] = Mark;
        token[1] = what;
        var length = 2;
        do
        {
            token[length++] = (byte)(0x80 | (number & 0x7F));
            number >>= 7;
        }
        while (number > 0);
        return token[..length].ToArray();
    }
}
