using System.Text;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Listeners;

public sealed class ListenerSettingsTests
{
    [Fact]
    public void From_EndpointOnly_HasTheDefaultsOfRelay()
    {
        var settings = Read(_ => { })!;

        Assert.Equal(("lab", "127.0.0.1:9999", ListenerProtocol.Relay, true), (settings.Name, settings.EndpointText, settings.Protocol, settings.Enabled));
        Assert.Equal(("服务器连接成功！", "[服务器]：", "@断开连接@"), (settings.Greeting, settings.OperatorPrefix, settings.Farewell));
        Assert.Equal((true, Attribution.None, OutputLineEnding.Auto, SlowConsumerPolicy.Disconnect), (settings.Echo, settings.Attribution, settings.LineEnding, settings.SlowConsumer));
        Assert.Equal((TimeSpan.FromMilliseconds(50), 1024 * 1024, Timeout.InfiniteTimeSpan), (settings.FlushAfter, settings.MaxMessageBytes, settings.IdleTimeout));
        Assert.Null(settings.Room);
        Assert.Equal(Encoding.UTF8.CodePage, settings.Encoding.CodePage);
    }

    [Fact]
    public void From_Chat_HasTheDefaultsOfChat()
    {
        var settings = Read(options => options.Protocol = ListenerProtocol.Chat)!;

        Assert.Equal((null, "[server] ", "", false, 4096), (settings.Greeting, settings.OperatorPrefix, settings.Farewell, settings.Echo, settings.MaxMessageBytes));
    }

    [Fact]
    public void From_Raw_HasTheDefaultsOfRaw()
    {
        var settings = Read(options => options.Protocol = ListenerProtocol.Raw)!;

        Assert.Equal(("", "", "", false), (settings.Greeting, settings.OperatorPrefix, settings.Farewell, settings.Echo));
    }

    [Fact]
    public void From_ZeroWaits_AreNever()
    {
        var settings = Read(options => options.FlushAfter = TimeSpan.Zero)!;

        Assert.Equal(Timeout.InfiniteTimeSpan, settings.FlushAfter);
    }

    [Theory]
    [InlineData("gb18030", 54936)]
    [InlineData("GBK", 936)]
    [InlineData("UTF8", 65001)]
    [InlineData("iso-8859-1", 28591)]
    [InlineData("windows-1252", 1252)]
    [InlineData("big5", 950)]
    public void From_EncodingInWhichLinesCanBeFound_IsTaken(string name, int codePage) =>
        Assert.Equal(codePage, Read(options => options.Encoding = name)!.Encoding.CodePage);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-32")]
    [InlineData("utf-7")]
    [InlineData("IBM037")]
    [InlineData("iso-2022-jp")] // these shift between character sets: a message cannot be read without all that came before it
    [InlineData("csISO2022JP")]
    [InlineData("iso-2022-kr")]
    [InlineData("x-cp50227")]
    [InlineData("hz-gb-2312")]
    [InlineData("klingon")]
    [InlineData("")]
    public void From_EncodingInWhichTheyCannot_IsRefused(string name) =>
        AssertRefused(options => options.Encoding = name, $"Encoding is '{name}': expected the IANA name of a text encoding, like utf-8, gb18030 or iso-8859-1");

    [Theory]
    [InlineData("")]
    [InlineData("9999")]
    [InlineData("localhost")]
    [InlineData("localhost:70000")]
    [InlineData("1.2.3:80")]
    public void From_WrongEndpoint_IsRefused(string endpoint) =>
        AssertRefused(options => options.Endpoint = endpoint, $"Endpoint is '{endpoint}': expected address:port, like 0.0.0.0:9999, [::]:9999 or localhost:9999, with a port from 0 to 65535");

    [Theory]
    [InlineData(15)]
    [InlineData(16 * 1024 * 1024 + 1)]
    [InlineData(-1)]
    public void From_WrongSize_IsRefused(int bytes) =>
        AssertRefused(options => options.MaxMessageBytes = bytes, $"MaxMessageBytes is '{bytes}': expected 16 to 16777216 bytes");

    [Theory]
    [InlineData("00:00:00.0005")]
    [InlineData("-00:00:01")]
    [InlineData("00:01:01")]
    public void From_WrongFlush_IsRefused(string wait) =>
        AssertRefused(options => options.FlushAfter = TimeSpan.Parse(wait, null), $"FlushAfter is '{TimeSpan.Parse(wait, null)}': expected 00:00:00.001 to 00:01:00, or 00:00:00 for never");

    [Theory]
    [InlineData("-00:00:01")]
    [InlineData("31.00:00:00")]
    public void From_WrongIdle_IsRefused(string wait) =>
        AssertRefused(options => options.IdleTimeout = TimeSpan.Parse(wait, null), $"IdleTimeout is '{wait}': expected up to 30.00:00:00, or 00:00:00 for never");

    [Fact]
    public void From_WrongRoom_IsRefused() => AssertRefused(options => options.Room = "", "Room is '': expected 1 to 64 characters");

    [Fact]
    public void From_SeveralWrong_NamesEach()
    {
        var problems = new List<string>();
        Assert.Null(ListenerSettings.From("lab", new ListenerOptions { Endpoint = "x", MaxMessageBytes = 1, Encoding = "y" }, problems));
        Assert.Equal(3, problems.Count);
    }

    [Theory]
    [InlineData("0.0.0.0:9999", "0.0.0.0:9999")]
    [InlineData("127.0.0.1:0", "127.0.0.1:0")]
    [InlineData("localhost:80", "127.0.0.1:80")]
    [InlineData("*:80", "[::]:80")]
    [InlineData("[::]:65535", "[::]:65535")]
    [InlineData("[::1]:1", "[::1]:1")]
    public void TryParse_GoodEndpoint_IsRead(string text, string expected) => Assert.Equal(expected, EndpointSyntax.TryParse(text)!.ToString());

    [Theory]
    [InlineData(":80")]
    [InlineData("::1:80")]
    [InlineData("[1.2.3.4]:80")]
    [InlineData("[]:80")]
    [InlineData("1.2.3.4:")]
    [InlineData("1.2.3.4:-1")]
    [InlineData("1.2.3.4:+1")]
    [InlineData("1.2.3.4: 80")]
    [InlineData("1.2.3.4:65536")]
    [InlineData("1.2.3.256:80")]
    [InlineData("example.org:80")]
    [InlineData("1:80")]
    public void TryParse_WrongEndpoint_IsNull(string text) => Assert.Null(EndpointSyntax.TryParse(text));

    [Fact]
    public void Format_IPv4OverIPv6_HasNoPrefix()
    {
        Assert.Equal("192.0.2.1:80", EndpointSyntax.Format(System.Net.IPEndPoint.Parse("[::ffff:192.0.2.1]:80")));
        Assert.Equal("[2001:db8::1]:80", EndpointSyntax.Format(System.Net.IPEndPoint.Parse("[2001:db8::1]:80")));
        Assert.Equal("unknown", EndpointSyntax.Format(null));
    }

    private static ListenerSettings? Read(Action<ListenerOptions> set, List<string>? problems = null)
    {
        var options = new ListenerOptions { Endpoint = "127.0.0.1:9999" };
        set(options);
        return ListenerSettings.From("lab", options, problems ?? []);
    }

    private static void AssertRefused(Action<ListenerOptions> set, string problem)
    {
        var problems = new List<string>();
        Assert.Null(Read(set, problems));
        Assert.Equal("ChatHub:Listeners:lab:" + problem, Assert.Single(problems));
    }

    [Theory]
    [InlineData("""{"certificateFile":null}""", null)]
    [InlineData("""{"certificateFile":null,"keyFile":null,"clientCaFile":null}""", null)]
    [InlineData("""{"certificateFile":null,"keyFile":"key.pem"}""", "Tls:CertificateFile is '': ")]
    [InlineData("""{"certificateFile":"server.pem","clientCertificates":2,"clientCaFile":null}""", "Tls:ClientCaFile is '': ")]
    [InlineData("""{"certificateFile":"server.pem","clientCertificates":77}""", "Tls:ClientCertificates is '77': ")]
    public void Tls_WithNullsAndNumbersOfJson_IsNoneOrRefusedInWords(string json, string? problem)
    {
        var tls = System.Text.Json.JsonSerializer.Deserialize<ChatHub.Wire.Tls.TlsOptions>(json, System.Text.Json.JsonSerializerOptions.Web);
        var problems = new List<string>();
        var settings = ListenerSettings.From("lab", new ListenerOptions { Endpoint = "127.0.0.1:0", Tls = tls! }, problems);
        if (problem is null)
        {
            Assert.Empty(problems);
            Assert.Null(settings!.Tls);
        }
        else
        {
            Assert.Contains(problem, Assert.Single(problems), StringComparison.Ordinal);
        }
    }
}
