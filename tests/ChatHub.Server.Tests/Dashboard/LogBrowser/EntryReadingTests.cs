using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.LogBrowser;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.LogBrowser;

public sealed class EntryReadingTests
{
    [Theory]
    [InlineData("", "ÄãºÃ")]
    [InlineData("GB18030", "你好")]
    [InlineData("Latin-1", "ÄãºÃ")]
    public void Text_Encoding_IsTheReadersChoice(string encoding, string expected)
    {
        var entry = ChatMessage.FromSession(MessageKind.Text, Sample.Noon, new SessionIdentity(1, "relay", "", Encoding.Latin1), "Anna", new byte[] { 0xC4, 0xE3, 0xBA, 0xC3, 0x0A }, 4);

        Assert.Equal(expected, new EntryReading(entry, encoding).Text);
    }

    [Fact]
    public void Pieces_LongText_AreAllOfItAndCutNoPair()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("😀", 20_000));
        var reading = new EntryReading(Sample.Said(text), EntryReading.AsSent);
        var pieces = Enumerable.Range(0, reading.Pieces).Select(reading.Piece).ToArray();

        Assert.Equal(3, pieces.Length);
        Assert.Equal(text, string.Concat(pieces));
        Assert.All(pieces, piece => Assert.False(char.IsHighSurrogate(piece[^1])));
    }

    [Theory]
    [InlineData(8, "000000  48 69 00 e4 bd a0 0d 0a  Hi······\n000008  7e                       ~\n")]
    [InlineData(16, "000000  48 69 00 e4 bd a0 0d 0a  7e                       Hi······~\n")]
    public void Hex_Bytes_HaveOffsetHexAndAscii(int width, string expected) =>
        Assert.Equal(expected, HexDump.Lines([0x48, 0x69, 0, 0xE4, 0xBD, 0xA0, 13, 10, 0x7E], 0, width));

    [Fact]
    public void Hex_HugeBody_ComesInPieces()
    {
        var bytes = new byte[HexDump.PieceLength + 1];

        Assert.Equal(2, HexDump.Pieces(bytes.Length));
        Assert.Equal(HexDump.PieceLength / 16, HexDump.Lines(bytes, 0, 16).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("001000  00 ", HexDump.Lines(bytes, 1, 16), StringComparison.Ordinal);
    }

    [Fact]
    public void Hex_Plain_IsForCopying() => Assert.Equal("00 ff 0a", HexDump.Plain([0, 255, 10]));
}
