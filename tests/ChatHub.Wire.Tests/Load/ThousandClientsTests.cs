using System.Globalization;
using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Load;

/// <summary>Alone on the machine: no other test runs at the same time.</summary>
[CollectionDefinition(nameof(Load), DisableParallelization = true)]
public sealed class Load;

/// <summary>A thousand clients of both protocols at once, a hundred of whom speak; what everyone gets is checked at everyone.</summary>
[Collection(nameof(Load))]
public sealed class ThousandClientsTests
{
    private const int Clients = 1_000;
    private const int Senders = 100;
    private const int Each = 1_000;
    private const int PerWrite = 50;

    [Fact]
    public async Task AHundredThousandMessages_ReachEveryoneOnceAndInTheOrderOfEachSender()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        await using var host = await new WireHost(new LimitsOptions { OutboxBytes = 4 * 1024 * 1024 }, new HubOptions { NoticesUpTo = 0 })
            .With("relay", ListenerProtocol.Relay, relay => relay.Greeting = "")
            .With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "")
            .StartAsync();
        var clients = new List<CountingReader>(Clients);
        try
        {
            for (var i = 0; i < Clients; i++)
            {
                clients.Add(await CountingReader.ConnectAsync(host.EndpointOf(i % 2 == 0 ? "relay" : "chat"), Senders));
            }

            await Deadline.Until(() => host.Registry.Open().Count(one => one.State == ConnectionState.Open) == Clients, "all are open");
            await Deadline.Until(() => host.Hub.RoomOf("lobby").PendingBytes == 0, "all are welcomed");

            var reading = clients.Select((client, i) => client.ReadAsync(OwedTo(i), deadline.Token)).ToArray();
            await Task.WhenAll(clients.Take(Senders).Select((client, sender) => SpeakAsync(client, sender, deadline.Token)));
            await Task.WhenAll(reading);

            for (var i = 0; i < Clients; i++)
            {
                Assert.Null(clients[i].Fault);
                for (var sender = 0; sender < Senders; sender++)
                {
                    Assert.Equal(IsOwnOfChat(i, sender) ? 0 : Each, clients[i].SeenOf(sender));
                }
            }

            Assert.Equal(Senders * Each, host.Hub.Totals.MessagesIn);
            Assert.Equal(0, host.Hub.Totals.Skipped);
            Assert.Equal(Clients, host.Registry.Count);
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    private static bool IsOwnOfChat(int client, int sender) => client == sender && client % 2 == 1;

    private static long OwedTo(int client) => Senders * Each - (client < Senders && client % 2 == 1 ? Each : 0);

    private static async Task SpeakAsync(CountingReader client, int sender, CancellationToken cancellationToken)
    {
        await Task.Yield();
        for (var number = 0; number < Each; number += PerWrite)
        {
            var lines = string.Concat(Enumerable.Range(number, PerWrite).Select(one => string.Create(CultureInfo.InvariantCulture, $"{sender:D4}{one:D6}\n")));
            await client.SendAsync(Encoding.ASCII.GetBytes(lines), cancellationToken);
        }
    }
}
