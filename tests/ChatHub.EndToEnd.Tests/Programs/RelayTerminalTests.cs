using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Programs;

/// <summary>A person at a terminal, on the relay.</summary>
public sealed class RelayTerminalTests(SharedServer shared) : IClassFixture<SharedServer>, IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(150);

    private readonly Visitors _visitors = new(shared.Server);

    [Theory]
    [InlineData("ncat 127.0.0.1 {0}", "hi\n")]
    [InlineData("nc.openbsd 127.0.0.1 {0}", "hi\n")]
    [InlineData("nc.traditional 127.0.0.1 {0}", "hi\n")]
    [InlineData("telnet 127.0.0.1 {0}", "hi\r\n")]
    [InlineData("plink -raw -P {0} 127.0.0.1", "hi\n")]
    public async Task Line_IsTyped_OthersGetExactlyItAndAnswersAreShown(string command, string relayed)
    {
        var other = await _visitors.RelayAsync("小明");
        await using var program = Typed.OnATerminal(command, shared.Server.RelayPort);
        await program.ReadUntilAsync(Visitors.RelayGreeting);

        await program.SendAsync("hi\r");
        // The other has shown that it ends nothing.
        await other.ExpectOnlyAsync("hi", Quiet);
        var newcomer = await _visitors.RelayAsync();
        await program.SendAsync("hi\r");
        // This one has shown nothing: it gets what the program wrote.
        await newcomer.ExpectOnlyAsync(relayed, Quiet);

        await other.SendAsync("小明：好");
        await program.ReadUntilAsync("小明：好\r\n");
    }

    public void Dispose() => _visitors.Dispose();
}
