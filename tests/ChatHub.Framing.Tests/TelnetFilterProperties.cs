using FsCheck;
using FsCheck.Fluent;

namespace ChatHub.Framing.Tests;

public sealed class TelnetFilterProperties
{
    private static readonly byte[][] Commands =
    [
        [0xFF, 0xFB, 0x18], [0xFF, 0xFD, 0x03], [0xFF, 0xFD, 0x06], [0xFF, 0xFC, 0x01], [0xFF, 0xFE, 0x01], [0xFF, 0xF6], [0xFF, 0xF1],
        [0xFF, 0xEC], [0xFF, 0xFA, 0x1F, 0, 0x0D, 0xFF, 0xFF, 0xFF, 0xF0],
    ];

    private static readonly Gen<byte[]> Command = Gen.Elements(Commands);

    private static readonly Gen<byte[]> Fragment =
        Gen.Elements<byte>(0xFF, 0xFA, 0xF0, 0xFB, 0xFD, 0, 0x0D, 0xF6).Select(value => new[] { value });

    [Fact]
    public void Filter_AnySplit_GivesTheSameDataAndReplies()
    {
        Gen<byte[]> piece = Gen.Frequency((2, Streams.Text), (2, Streams.Ending), (3, Command), (4, Fragment), (1, Streams.AnyByte));
        Streams.Holds(Streams.Of(piece).ToShrinking(), stream =>
        {
            TelnetBench whole = new TelnetBench().Read(stream.Bytes);
            foreach (IEnumerable<byte[]> reads in new[] { stream.Reads, stream.SingleBytes })
            {
                TelnetBench split = new TelnetBench().ReadAll(reads);
                Assert.Equal(whole.Data, split.Data);
                Assert.Equal(whole.Replies, split.Replies);
                Assert.Equal(whole.Filter.EndOfInput, split.Filter.EndOfInput);
                Assert.Equal(whole.Filter.IsTelnet, split.Filter.IsTelnet);
            }
        });
    }

    [Fact]
    public void Filter_DataWrittenAsTelnetWritesIt_ComesBackUnchanged()
    {
        // RFC 854: IAC is doubled, a CR that no LF follows gets a NUL, and commands may stand between any two bytes.
        Gen<(byte[] Data, byte[] Command)[]> parts = Gen.Zip(
            Gen.Frequency((3, Streams.Text), (1, Streams.AnyByte), (1, Gen.Constant("\r\n"u8.ToArray())), (1, Gen.Constant(new byte[] { 0x0D }))),
            Gen.Frequency((2, Gen.Constant(Array.Empty<byte>())), (1, Command))).ArrayOf();
        Streams.Holds(parts.ToArbitrary(), all =>
        {
            byte[] written = [.. all.SelectMany(part => Write(part.Data).Concat(part.Command))];
            byte[] data = [.. all.SelectMany(part => part.Data)];
            Assert.Equal(data, new TelnetBench().Read(written).Data);
            Assert.Equal(data, new TelnetBench().ReadAll(written.Chunk(3)).Data);
        });
    }

    private static IEnumerable<byte> Write(byte[] data) =>
        data.SequenceEqual("\r\n"u8.ToArray())
            ? data
            : data.SelectMany(value => value switch { 0xFF => [value, value], 0x0D => [value, 0], _ => new[] { value } });
}
