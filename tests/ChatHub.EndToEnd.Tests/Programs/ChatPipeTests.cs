using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Programs;

/// <summary><c>printf … | program</c> on the chat.</summary>
public sealed class ChatPipeTests(PublishedBuild build)
{
    [Theory]
    [InlineData("ncat 127.0.0.1 {0}", "hi\n")]
    [InlineData("ncat 127.0.0.1 {0}", "hi")]
    [InlineData("ncat -C 127.0.0.1 {0}", "hi\n")]
    [InlineData("nc.openbsd -N 127.0.0.1 {0}", "hi\n")]
    [InlineData("nc.openbsd -N 127.0.0.1 {0}", "hi")]
    [InlineData("socat -t 5 - TCP:127.0.0.1:{0}", "hi\n")]
    [InlineData("plink -batch -raw -P {0} 127.0.0.1", "hi\n")]
    [InlineData("plink -batch -telnet -P {0} 127.0.0.1", "hi\n")]
    public async Task Program_SaysALineAndEndsItsSide_OthersGetTheLineAndItsComingAndGoing(string command, string said)
    {
        await using var server = await build.StartServerAsync();
        using var visitors = new Visitors(server);
        var tom = await visitors.ChatAsync("Tom");
        await using var program = Typed.InAPipe(command, server.ChatPort);

        await program.SendAsync(said);
        program.CloseInput();

        await tom.ExpectAsync("* guest-2 joined\nguest-2: hi\n* guest-2 left\n");
        var shown = await program.ReadToEndAsync();
        Assert.Equal("* Welcome to ChatHub. You are guest-2. /help lists the commands.\n* Room lobby: one other is here.\n", shown.ReplaceLineEndings("\n"));
        Assert.Equal(0, await program.WaitForExitAsync());
    }
}
