using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Programs;

/// <summary>A person at a terminal, in the chat.</summary>
public sealed class ChatTerminalTests(PublishedBuild build)
{
    private const string Welcome = "one other is here.";

    [Theory]
    [InlineData("nc.openbsd 127.0.0.1 {0}", "小红")]
    [InlineData("nc.traditional -C 127.0.0.1 {0}", "小红")]
    // This telnet sends seven bits of each byte unless the other side agrees to eight.
    [InlineData("telnet 127.0.0.1 {0}", "Mei")]
    [InlineData("plink -telnet -P {0} 127.0.0.1", "小红")]
    public async Task Lines_AreTyped_OthersGetThemAndAnswersAreShown(string command, string name)
    {
        await using var server = await build.StartServerAsync();
        using var visitors = new Visitors(server);
        var tom = await visitors.ChatAsync("Tom");
        await using var program = Typed.OnATerminal(command, server.ChatPort);
        await program.ReadUntilAsync(Welcome);

        await program.SendAsync($"/nick {name}\r");
        await program.ReadUntilAsync($"* you are now {name}\r");
        await program.SendAsync("hi\r");
        await tom.ExpectAsync($"* guest-2 joined\n* guest-2 is now {name}\n{name}: hi\n");
        await tom.SendAsync("你好\n");
        await program.ReadUntilAsync("Tom: 你好\r");

        await program.SendAsync("/quit\r");
        await tom.ExpectAsync($"* {name} left\n");
        await program.WaitForExitAsync();
    }

    [Fact]
    public async Task Telnet_CtrlCIsPressed_TheCommandIsNoText()
    {
        await using var server = await build.StartServerAsync();
        using var visitors = new Visitors(server);
        var tom = await visitors.ChatAsync("Tom");
        await using var telnet = Typed.OnATerminal("telnet 127.0.0.1 {0}", server.ChatPort);
        await telnet.ReadUntilAsync(Welcome);

        await telnet.SendAsync("\x03");
        await telnet.ReadUntilAsync("^C"); // the terminal has taken it, and what is typed from here on comes after it
        await telnet.SendAsync("still here\r");

        await tom.ExpectAsync("* guest-2 joined\nguest-2: still here\n");
    }

    [Fact]
    public async Task Socat_SendsEveryKeyAndALoneCarriageReturn_OthersGetTheLine()
    {
        await using var server = await build.StartServerAsync();
        using var visitors = new Visitors(server);
        var tom = await visitors.ChatAsync("Tom");
        await using var socat = Typed.OnATerminal("socat -,raw,echo=0 TCP:127.0.0.1:{0}", server.ChatPort);
        await socat.ReadUntilAsync(Welcome);

        foreach (var key in new[] { "h", "i", "\r" })
        {
            await socat.SendAsync(key);
        }

        await tom.ExpectAsync("* guest-2 joined\nguest-2: hi\n");
        await tom.SendAsync("ok\n");
        await socat.ReadUntilAsync("Tom: ok\r\n");
    }
}
