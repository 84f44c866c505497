using ChatHub.Fuzzing;
using Xunit;

namespace ChatHub.Server.Tests.Fuzz;

public sealed class FuzzTests
{
    [Fact]
    public void Parsers_TwoHundredThousandInputs_NeitherFailNorHangNorGrow() => Assert.Empty(FuzzRun.Run(seed: 1, first: 0, count: 200_000, FuzzTargets.All));

    /// <summary>Whoever takes a parser out says so here; whoever adds one that meets the network adds it.</summary>
    [Fact]
    public void Targets_AreAllParsersThatMeetTheNetwork() => Assert.Equal(
        [
            "API bodies", "API cursors", "addresses", "audit query", "chat commands", "connection filter", "first record", "framer", "hex input", "message query", "names", "password lines", "proxy", "search text",
            "telnet", "visible text", "what operators send",
        ],
        FuzzTargets.All.Select(target => target.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Bodies_Types_AreThoseOfTheEndpointsThatTakeOne() =>
        Assert.Superset(new HashSet<string> { "Message", "BanRequest", "ConnectionChange", "DisconnectRequest", "ListenerOptions" }, FuzzBodies.Types.Select(type => type.Name).ToHashSet());

    [Fact]
    public void Run_OfAParserThatFails_NotesTheInput()
    {
        var finding = Assert.Single(FuzzRun.Run(1, 7, 1, [new("bad", input => throw new FormatException("no"))]));
        Assert.Equal(("bad", 7L, "FormatException: no"), (finding.Target, finding.Number, finding.Problem));
        Assert.Equal(new FuzzInput(1).Make(7), new FuzzInput(1).Make(7));
        Assert.NotEqual(new FuzzInput(1).Make(7), new FuzzInput(2).Make(7));
    }

    [Fact]
    public void Run_OfAParserThatTakesMuchMemory_NotesTheInput() =>
        Assert.Contains("bytes of memory", Assert.Single(FuzzRun.Run(1, 0, 1, [new("greedy", input => GC.KeepAlive(new byte[100_000_000]))])).Problem, StringComparison.Ordinal);
}
