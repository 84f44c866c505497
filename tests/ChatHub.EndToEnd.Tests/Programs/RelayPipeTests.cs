using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Programs;

/// <summary><c>printf … | program</c> on the relay: it ends its side at once and goes on reading.</summary>
public sealed class RelayPipeTests(SharedServer shared) : IClassFixture<SharedServer>, IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(150);

    private readonly Visitors _visitors = new(shared.Server);

    [Theory]
    [InlineData("ncat 127.0.0.1 {0}", "hi\n", "hi\n")]
    [InlineData("ncat 127.0.0.1 {0}", "hi", "hi")]
    [InlineData("ncat 127.0.0.1 {0}", "小明：你好\n再见", "小明：你好\n再见")]
    [InlineData("ncat -C 127.0.0.1 {0}", "hi\n", "hi\r\n")]
    [InlineData("nc.openbsd -N 127.0.0.1 {0}", "hi\n", "hi\n")]
    [InlineData("nc.openbsd -N 127.0.0.1 {0}", "hi", "hi")]
    [InlineData("socat -t 5 - TCP:127.0.0.1:{0}", "hi\n", "hi\n")]
    [InlineData("plink -batch -raw -P {0} 127.0.0.1", "hi\n", "hi\n")]
    public async Task Program_SaysSomethingAndEndsItsSide_OthersGetExactlyThatAndItGetsTheEcho(string command, string said, string relayed)
    {
        var other = await _visitors.RelayAsync();
        await using var program = Typed.InAPipe(command, shared.Server.RelayPort);

        await program.SendAsync(said);
        program.CloseInput();

        await other.ExpectOnlyAsync(relayed, Quiet);
        Assert.Equal(Visitors.RelayGreeting + relayed, await program.ReadToEndAsync());
        Assert.Equal(0, await program.WaitForExitAsync());
    }

    [Fact]
    public async Task TraditionalNetcat_IsToldToQuitAfterItsInput_OthersGetTheLine()
    {
        var other = await _visitors.RelayAsync();
        await using var program = Typed.InAPipe("nc.traditional -q 1 127.0.0.1 {0}", shared.Server.RelayPort);

        await program.SendAsync("hi\n");
        program.CloseInput();

        await other.ExpectOnlyAsync("hi\n", Quiet);
        Assert.Equal(Visitors.RelayGreeting + "hi\n", await program.ReadToEndAsync());
    }

    [Fact]
    public async Task Bash_OpensASocketItself_ReadsWhatItSaid()
    {
        var other = await _visitors.RelayAsync();
        await using var program = ExternalClient.Start(
            "bash", "-c", $"exec 3<>/dev/tcp/127.0.0.1/{shared.Server.RelayPort}; printf 'hi\\n' >&3; read -r line <&3; echo \"$line\"");

        await other.ExpectOnlyAsync("hi\n", Quiet);
        Assert.Equal(Visitors.RelayGreeting + "hi\n", await program.ReadToEndAsync());
    }

    public void Dispose() => _visitors.Dispose();
}
