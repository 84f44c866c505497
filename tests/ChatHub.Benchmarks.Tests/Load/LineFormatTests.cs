using ChatHub.Benchmarks.Load.Lines;
using Xunit;

namespace ChatHub.Benchmarks.Tests.Load;

public sealed class LineFormatTests
{
    private static readonly LineHeader s_header = new(12, 345_678, 987_654_321);

    private readonly LineFormat _format = new(run: 0xC0FFEE, bytes: 64);

    [Theory]
    [InlineData("", "")]
    [InlineData("guest-7: ", "")]
    [InlineData("服务器连接成功！", "\r")]
    public void Read_LineAsItWasSent_IsWhole(string before, string after)
    {
        byte[] line = [.. System.Text.Encoding.UTF8.GetBytes(before), .. Written(_format), .. System.Text.Encoding.UTF8.GetBytes(after)];

        Assert.Equal(LineVerdict.Whole, _format.Read(line, out var header));
        Assert.Equal(s_header, header);
    }

    [Fact]
    public void Read_AnyOneBitChanged_IsNotWhole()
    {
        var sent = Written(_format);
        for (var bit = 0; bit < sent.Length * 8; bit++)
        {
            var line = sent.ToArray();
            line[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.NotEqual(LineVerdict.Whole, _format.Read(line, out _));
        }
    }

    [Fact]
    public void Read_CutOrJoinedLines_AreDamaged()
    {
        var line = Written(_format);

        Assert.Equal(LineVerdict.Damaged, _format.Read(line.AsSpan(0, 50), out _));
        Assert.Equal(LineVerdict.Damaged, _format.Read([.. line, .. line], out _));
    }

    [Fact]
    public void Read_LineOfAnotherRunAndWordsOfTheServer_AreOther()
    {
        Assert.Equal(LineVerdict.Other, _format.Read(Written(new LineFormat(run: 1, bytes: 80)), out _));
        Assert.Equal(LineVerdict.Other, _format.Read("* guest-7 joined"u8, out _));
    }

    private static byte[] Written(LineFormat format)
    {
        var line = new byte[format.Bytes];
        format.Write(line, s_header);
        return line[..^1];
    }
}
