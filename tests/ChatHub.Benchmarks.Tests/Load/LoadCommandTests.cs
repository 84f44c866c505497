using System.Globalization;
using System.Text.Json;
using ChatHub.Benchmarks.Load;
using Xunit;

namespace ChatHub.Benchmarks.Tests.Load;

public sealed class LoadCommandTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    [Fact]
    public async Task Fanout_CorrectRelay_ReceivesAllAndExitsWithZero()
    {
        var (exitCode, report) = await Fanout(RelayFault.None);

        Assert.Equal(0, exitCode);
        Assert.True(report.GetProperty("passed").GetBoolean());
        Assert.True(report.GetProperty("received").GetInt64() > 100);
        Assert.Equal(0, Faults(report).Sum(fault => fault.Count));
    }

    [Theory]
    [InlineData(RelayFault.Lost, new[] { "lost" })]
    [InlineData(RelayFault.Doubled, new[] { "doubled" })]
    [InlineData(RelayFault.Reordered, new[] { "reordered" })]
    [InlineData(RelayFault.Damaged, new[] { "damaged", "lost" })] // what it was is not known, so it is missing in its place
    public async Task Fanout_FaultyRelay_CountsTheFaultAndExitsWithOne(RelayFault fault, string[] seen)
    {
        var (exitCode, report) = await Fanout(fault);

        Assert.Equal(LoadCommand.Faulty, exitCode);
        Assert.Equal(seen.Order(), Faults(report).Where(found => found.Count > 0).Select(found => found.Name).Order());
        Assert.All(Faults(report), found => Assert.InRange(found.Count, 0, 1));
    }

    [Theory]
    [InlineData("fanout --port 5000 --host 192.0.2.1", "only addresses of this machine")]
    [InlineData("fanout --port 5000 --clients 20001", "expected 1 to 20,000")]
    [InlineData("fanout --port 5000 --rate 7", "--rate is not an option here")]
    [InlineData("fanout", "--port P says where the server listens")]
    [InlineData("storm --port 5000", "'storm' is not a mode")]
    public async Task Load_WhatIsNotAllowed_IsSaidInALineAndExitsWithTwo(string arguments, string message)
    {
        Assert.Equal(LoadCommand.Impossible, await Load(arguments.Split(' ')));
        Assert.Contains(message, _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_ExplainsEveryMode()
    {
        Assert.Equal(0, await Load("--help"));
        Assert.All(["fanout", "latency", "idle", "churn", "slow", "soak"], mode => Assert.Contains($"load {mode}: ", _output.ToString(), StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    private static IEnumerable<(string Name, long Count)> Faults(JsonElement report) =>
        new[] { "lost", "doubled", "reordered", "damaged", "disconnected" }.Select(name => (name, report.GetProperty(name).GetInt64()));

    private async Task<(int ExitCode, JsonElement Report)> Fanout(RelayFault fault)
    {
        await using var relay = new TestRelay(fault);
        var port = relay.Port.ToString(CultureInfo.InvariantCulture);
        var exitCode = await Load("fanout", "--port", port, "--clients", "3", "--senders", "1", "--seconds", "0.5", "--warmup", "0", "--json");
        return (exitCode, JsonDocument.Parse(_output.ToString()).RootElement);
    }

    private Task<int> Load(params string[] arguments) =>
        Task.Run(() => new LoadCommand(_output, _errors, TimeProvider.System).RunAsync(arguments), TestContext.Current.CancellationToken);
}
