using ChatHub.Chat;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using Microsoft.Extensions.Time.Testing;

namespace ChatHub.Wire.Tests;

/// <summary>A fault in looking at one connection's deadlines ends that one: not the look at the others, not the process.</summary>
public sealed class SweepFaultTests
{
    private const int ConnectionFailed = 1007;

    [Fact]
    public async Task Sweep_FailsForOne_EndsThatOneAndTheOthersHaveTheirDeadlines()
    {
        var clock = new BrokenClock();
        var limits = new LimitsOptions { CloseTimeout = TimeSpan.FromSeconds(2) };
        await using var host = await new WireHost(limits, time: clock).With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "").StartAsync();
        foreach (var client in new[] { await host.ConnectAsync("relay"), await host.ConnectAsync("relay") })
        {
            host.Registry.Disconnect(host.Find(client)!.Id, DisconnectReason.Kicked);
            await client.ReadToEndAsync(); // it does not close its side: it will be closed when its time is over
        }

        var later = clock.GetUtcNow() + TimeSpan.FromSeconds(3);
        await Deadline.Until(
            () =>
            {
                clock.FailsOnceOn = Environment.CurrentManagedThreadId;
                host.Registry.Sweep(later);
                return host.Registry.Count == 0;
            },
            "both are closed");

        Assert.Single(host.Log.Lines(ConnectionFailed));
        Assert.Equal(2, host.Registry.Closed().Count);
    }

    private sealed class BrokenClock : FakeTimeProvider
    {
        private bool _failed;

        public int FailsOnceOn { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            if (!_failed && FailsOnceOn == Environment.CurrentManagedThreadId)
            {
                _failed = true;
                throw new InvalidOperationException("a defect");
            }

            return base.GetUtcNow();
        }
    }
}
