using System.Net;
using System.Net.Sockets;
using ChatHub.Server.Listeners;
using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Listeners;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Operators;

/// <summary>What operators do with listeners of their own.</summary>
public sealed class ListenerCommandsTests : DashboardTest
{
    private OperatorCommands Commands => Services.GetRequiredService<OperatorCommands>();

    private KeptListeners Kept => Services.GetRequiredService<KeptListeners>();

    private ListenerManager Listeners => Services.GetRequiredService<ListenerManager>();

    [Fact]
    public async Task Change_EndpointThatIsTaken_IsRefusedAndTheOldSettingsAreKept()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await Commands.AddListenerAsync("mine", At("127.0.0.1:0"), "mia");

        var outcome = await Commands.ChangeListenerAsync("mine", At($"{taken.LocalEndpoint}"), "mia");

        Assert.Null(outcome.Listener);
        Assert.Contains("Endpoint is '127.0.0.1:", Assert.Single(outcome.Problems), StringComparison.Ordinal);
        Assert.Contains("it listens where it was", outcome.Problems[0], StringComparison.Ordinal);
        Assert.Equal("127.0.0.1:0", Kept.Find("mine")!.Options.Endpoint);
        Assert.Equal(ListenerState.Listening, Listeners.List().Single(one => one.Name == "mine").State);
        await Commands.RemoveListenerAsync("mine", "mia");
    }

    [Fact]
    public async Task Shadowed_ByTheSettings_CannotBeActedOnButRemoved()
    {
        Kept.Put(new("relay", At("127.0.0.1:1")));
        Kept.Usable([Listeners.Find("relay")!]);

        Assert.False(Commands.IsKept("relay"));
        Assert.Null(Commands.KeptOptions("relay"));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Commands.ChangeListenerAsync("relay", At("127.0.0.1:2"), "mia"));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Commands.RemoveListenerAsync("relay", "mia"));
        await Commands.RemoveUnusedAsync(Assert.Single(Kept.Unused), "mia");

        Assert.Empty(Kept.All);
        Assert.Equal("127.0.0.1:0", Listeners.Find("relay")!.EndpointText);
    }

    private static ListenerOptions At(string endpoint) => new() { Endpoint = endpoint };
}
