using System.Globalization;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Harness;

public sealed class ExternalClientTests
{
    [Theory]
    [InlineData("ncat 127.0.0.1 {0}", "hi\n")]
    [InlineData("nc.openbsd -N 127.0.0.1 {0}", "hi\n")]
    [InlineData("socat -t 5 - TCP:127.0.0.1:{0}", "hi\n")]
    [InlineData("plink -batch -raw -P {0} 127.0.0.1", "hi\n")]
    public async Task Program_IsFedByAPipe_PrintsTheAnswerAndEnds(string command, string line)
    {
        await using var server = LocalServer.Echo();
        var words = string.Format(CultureInfo.InvariantCulture, command, server.Port).Split(' ');
        await using var client = ExternalClient.Start(words[0], words[1..]);

        await client.SendAsync(line);
        Assert.Equal(line, await client.ReadUntilAsync("\n"));
        client.CloseInput();

        Assert.Equal("bye", await client.ReadToEndAsync());
        Assert.Equal(0, await client.WaitForExitAsync());
    }

    [Fact]
    public async Task Telnet_OnATerminal_SendsItsCommandsForKeys()
    {
        await using var server = LocalServer.Echo();
        await using var client = ExternalClient.StartOnTerminal("telnet", "127.0.0.1", server.Port.ToString(CultureInfo.InvariantCulture));

        await client.ReadUntilAsync("Escape character is '^]'.\r\n");
        await client.SendAsync("hi\r");

        // What the terminal echoes, then what the server sends back.
        await client.ReadUntilAsync("hi\r\n");
        await client.ReadUntilAsync("hi\r\n");
    }

    [Fact]
    public async Task Socat_OnATerminalInRawMode_SendsEveryKeyAtOnce()
    {
        await using var server = LocalServer.Echo();
        await using var client = ExternalClient.StartOnTerminal("socat", "-,raw,echo=0", $"SYSTEM:echo ready; exec ncat 127.0.0.1 {server.Port}");

        await client.ReadUntilAsync("ready");
        await client.SendAsync("h");
        await client.ReadUntilAsync("h");
        await client.SendAsync("\r");
        await client.ReadUntilAsync("\r");
    }
}
