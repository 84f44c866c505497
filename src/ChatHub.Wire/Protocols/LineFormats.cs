using ChatHub.Chat;
using ChatHub.Framing;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Protocols;

/// <summary>The formats of one listener, one for each ending that its clients may want, shared by all its connections.</summary>
internal sealed class LineFormats
{
    private readonly BatchFormat _unknown;
    private readonly BatchFormat _none;
    private readonly BatchFormat _lf;
    private readonly BatchFormat _crLf;
    private readonly OutputLineEnding _fixed;

    /// <summary>Makes them.</summary>
    /// <param name="ending">The listener's setting.</param>
    /// <param name="make">Makes a format for an ending; null stands for "not known yet".</param>
    public LineFormats(OutputLineEnding ending, Func<byte[]?, BatchFormat> make)
    {
        _fixed = ending;
        _unknown = make(null);
        _none = make([]);
        _lf = make("\n"u8.ToArray());
        _crLf = make("\r\n"u8.ToArray());
    }

    /// <summary>The format of a client that has not shown its ending.</summary>
    public BatchFormat Initial => _fixed switch
    {
        OutputLineEnding.None => _none,
        OutputLineEnding.Lf => _lf,
        OutputLineEnding.CrLf => _crLf,
        _ => _unknown,
    };

    /// <summary>The format of a client that ended a message so. A lone CR comes from terminals in raw mode, which need CR LF.</summary>
    public BatchFormat For(LineEnding ending) => _fixed != OutputLineEnding.Auto
        ? Initial
        : ending switch
        {
            LineEnding.None => _none,
            LineEnding.Lf => _lf,
            _ => _crLf,
        };

    /// <summary>The format for the same ending as one of other formats has.</summary>
    public BatchFormat Like(LineFormats others, BatchFormat format) =>
        ReferenceEquals(format, others._none) ? _none
        : ReferenceEquals(format, others._lf) ? _lf
        : ReferenceEquals(format, others._crLf) ? _crLf
        : _unknown;

    /// <summary>The bytes that end a line of the hub in a format.</summary>
    public ReadOnlySpan<byte> EndingOf(BatchFormat format) =>
        ReferenceEquals(format, _none) ? [] : ReferenceEquals(format, _crLf) ? "\r\n"u8 : "\n"u8;
}
