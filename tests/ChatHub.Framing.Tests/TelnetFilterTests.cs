using System.Buffers;
using System.Text;

namespace ChatHub.Framing.Tests;

public sealed class TelnetFilterTests
{
    private readonly TelnetBench _bench = new();

    [Fact]
    public void Filter_PlainText_IsUntouched()
    {
        byte[] text = Encoding.UTF8.GetBytes("小明：你好\r\nhi\n");
        Assert.Equal(text, _bench.Read(text).Data);
        Assert.Empty(_bench.Replies);
        Assert.False(_bench.Filter.IsTelnet);
        Assert.False(_bench.Filter.EndOfInput);
    }

    [Fact]
    public void Filter_CtrlC_IsAnsweredWontTimingMark()
    {
        _bench.Read([(byte)'a', 0xFF, 0xF4, 0xFF, 0xFD, 0x06, (byte)'b']);
        Assert.Equal("ab"u8.ToArray(), _bench.Data);
        Assert.Equal([0xFF, 0xFC, 0x06], _bench.Replies);
        Assert.True(_bench.Filter.IsTelnet);
    }

    [Fact]
    public void Filter_CtrlCAgain_IsAnsweredAgain()
    {
        _bench.Read(0xFF, 0xF4, 0xFF, 0xFD, 0x06).Read(0xFF, 0xF4, 0xFF, 0xFD, 0x06);
        Assert.Equal([0xFF, 0xFC, 0x06, 0xFF, 0xFC, 0x06], _bench.Replies);
    }

    [Fact]
    public void Filter_AreYouThere_IsAnsweredWithALine()
    {
        Assert.Empty(_bench.Read(0xFF, 0xF6).Data);
        Assert.Equal("[ChatHub is here]\r\n"u8.ToArray(), _bench.Replies);
    }

    [Fact]
    public void Filter_NegotiationOfPlink_RefusesEachOption()
    {
        byte[] negotiation = Convert.FromHexString("fffb1ffffb20fffb18fffb27fffd01fffb03fffd03");
        Assert.Equal("hi\n"u8.ToArray(), _bench.Read([.. negotiation, .. "hi\n"u8]).Data);
        Assert.Equal("FFFE1FFFFE20FFFE18FFFE27FFFC01FFFE03FFFC03", Convert.ToHexString(_bench.Replies));
    }

    [Fact]
    public void Filter_EndOfFileOfPlink_IsEndOfInput()
    {
        Assert.Equal("hi\n"u8.ToArray(), _bench.Read([.. "hi\n"u8, 0xFF]).Data);
        Assert.False(_bench.Filter.EndOfInput);
        _bench.Read(0xEC);
        Assert.True(_bench.Filter.EndOfInput);
        Assert.True(_bench.Filter.IsTelnet);
    }

    [Fact]
    public void Filter_CtrlD_IsData() => Assert.Equal([4], _bench.Read(4).Data);

    [Fact]
    public void Filter_RepeatedOffers_AreAnsweredOnce()
    {
        for (int i = 0; i < 100; i++)
        {
            _bench.Read(0xFF, 0xFB, 0x18, 0xFF, 0xFD, 0x18);
        }

        Assert.Equal("FFFE18FFFC18", Convert.ToHexString(_bench.Replies));
    }

    [Fact]
    public void Filter_WontAndDont_GetNoAnswer()
    {
        for (int option = 0; option < 256; option++)
        {
            _bench.Read(0xFF, 0xFC, (byte)option, 0xFF, 0xFE, (byte)option);
        }

        Assert.Empty(_bench.Data);
        Assert.Empty(_bench.Replies);
    }

    [Fact]
    public void Filter_EveryOption_IsAnsweredInBothDirections()
    {
        for (int option = 0; option < 256; option++)
        {
            var bench = new TelnetBench().Read(0xFF, 0xFB, (byte)option, 0xFF, 0xFD, (byte)option);
            Assert.Empty(bench.Data);
            Assert.Equal([0xFF, 0xFE, (byte)option, 0xFF, 0xFC, (byte)option], bench.Replies);
            _bench.Read(0xFF, 0xFB, (byte)option, 0xFF, 0xFD, (byte)option);
        }

        Assert.Equal(256 * 6, _bench.Replies.Length);
    }

    [Fact]
    public void Filter_EscapedIac_IsOneDataByteAndNoCommand()
    {
        Assert.Equal([0x61, 0xFF, 0x62], _bench.Read(0x61, 0xFF).Read(0xFF, 0x62).Data);
        Assert.False(_bench.Filter.IsTelnet);
    }

    [Fact]
    public void Filter_OtherCommands_AreRemoved()
    {
        foreach (byte command in new byte[] { 237, 238, 239, 240, 241, 242, 243, 244, 245, 247, 248, 249 })
        {
            var bench = new TelnetBench().Read((byte)'a', 0xFF, command, (byte)'b');
            Assert.Equal("ab"u8.ToArray(), bench.Data);
            Assert.Empty(bench.Replies);
            Assert.True(bench.Filter.IsTelnet);
            Assert.False(bench.Filter.EndOfInput);
        }
    }

    [Fact]
    public void Filter_Subnegotiation_IsSkippedWhateverItHolds()
    {
        byte[] terminalType = [0xFF, 0xFA, 0x18, 0x00, .. "xterm\r\n"u8, 0xFF, 0xFF, 0xFF, 0xF6, 0xFF, 0xF0];
        Assert.Equal("ab"u8.ToArray(), _bench.Read([(byte)'a', .. terminalType, (byte)'b']).Data);
        Assert.Empty(_bench.Replies);
    }

    [Fact]
    public void Filter_EscapedIacBeforeSe_DoesNotEndASubnegotiation()
    {
        Assert.Equal("b"u8.ToArray(), _bench.Read(0xFF, 0xFA, 0x18, 0xFF, 0xFF, 0xF0, (byte)'a', 0xFF, 0xF0, (byte)'b').Data);
    }

    [Fact]
    public void Filter_SeWithoutIac_DoesNotEndASubnegotiation()
    {
        Assert.Equal("b"u8.ToArray(), _bench.Read(0xFF, 0xFA, 0x18, 0xF0, 0xF0, (byte)'a', 0xF0, 0xFF, 0xF0, (byte)'b').Data);
    }

    [Fact]
    public void Filter_EndlessSubnegotiation_KeepsNothing()
    {
        var filter = new TelnetFilter();
        var replies = new ArrayBufferWriter<byte>();
        byte[] start = [0xFF, 0xFA];
        byte[] chunk = new byte[65_536];
        filter.Filter(start, replies);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int data = 0;
        for (int i = 0; i < 1000; i++)
        {
            data += filter.Filter(chunk, replies);
        }

        Assert.Equal(0, data);
        // 65 MB went in; the runtime itself may allocate a little when it compiles the loop anew.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }

    [Fact]
    public void Filter_NulAfterCr_IsRemoved()
    {
        Assert.Equal("a\rb\r\n"u8.ToArray(), _bench.Read("a\r\0b\r\n"u8.ToArray()).Data);
    }

    [Fact]
    public void Filter_NulAfterCrInTheNextRead_IsRemoved()
    {
        Assert.Equal("a\rb"u8.ToArray(), _bench.Read("a\r"u8.ToArray()).Read().Read("\0b"u8.ToArray()).Data);
    }

    [Fact]
    public void Filter_OtherNuls_Stay()
    {
        Assert.Equal("\0a\0\r\0\r\n\0"u8.ToArray(), _bench.Read("\0a\0\r\0\0\r\n\0"u8.ToArray()).Data);
    }

    [Fact]
    public void Filter_RandomBytes_NeverThrowsAndAnswersLittle()
    {
        var random = new Random(854);
        for (int i = 0; i < 2000; i++)
        {
            byte[] bytes = new byte[random.Next(300)];
            random.NextBytes(bytes);
            var bench = new TelnetBench().Read(bytes);
            Assert.InRange(bench.Data.Length, 0, bytes.Length);
            Assert.InRange(bench.Replies.Length, 0, bytes.Length * 10);
        }
    }
}
