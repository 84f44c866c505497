using System.Text;
using ChatHub.Chat;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>The text of an entry as one reads it: in an encoding of the reader's choice, in pieces that a browser can lay out.</summary>
internal sealed class EntryReading
{
    /// <summary>Most characters of a piece.</summary>
    public const int PieceLength = 16 * 1024;

    /// <summary>The choice of the encoding that the entry came in.</summary>
    public const string AsSent = "";

    private static readonly Encoding s_gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    private readonly string _text;
    private readonly List<int> _starts = [0];

    /// <summary>Reads an entry.</summary>
    /// <param name="message">The entry, whole.</param>
    /// <param name="encoding">One of <see cref="Encodings"/>, or <see cref="AsSent"/>.</param>
    public EntryReading(ChatMessage message, string encoding)
    {
        _text = encoding == AsSent || message.Body.IsEmpty ? message.Text : EncodingOf(encoding).GetString(message.TextBytes);
        while (_text.Length - _starts[^1] > PieceLength)
        {
            var end = _starts[^1] + PieceLength;
            _starts.Add(char.IsHighSurrogate(_text[end - 1]) ? end - 1 : end);
        }
    }

    /// <summary>The encodings to choose from.</summary>
    public static IReadOnlyList<string> Encodings { get; } = ["UTF-8", "GB18030", "Latin-1"];

    /// <summary>All of the text.</summary>
    public string Text => _text;

    /// <summary>How many pieces it has; at least one.</summary>
    public int Pieces => _starts.Count;

    /// <summary>A piece.</summary>
    public string Piece(int number) => _text[_starts[number]..(number + 1 < _starts.Count ? _starts[number + 1] : _text.Length)];

    private static Encoding EncodingOf(string name) => name switch
    {
        "GB18030" => s_gb18030,
        "Latin-1" => Encoding.Latin1,
        _ => Encoding.UTF8,
    };
}
