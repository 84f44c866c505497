using ChatHub.EndToEnd.Tests.Server;

namespace ChatHub.EndToEnd.Tests.Wire;

/// <summary>Clients of a server that have come in: what it says to newcomers is read already. They leave with the test.</summary>
internal sealed class Visitors(PublishedServer server) : IDisposable
{
    public const string RelayGreeting = "服务器连接成功！";

    private readonly List<WireClient> _clients = [];

    /// <summary>A client of the relay.</summary>
    public async Task<WireClient> RelayAsync()
    {
        var client = await ConnectAsync(server.RelayPort);
        await client.ExpectAsync(RelayGreeting);
        return client;
    }

    /// <summary>A client of the relay that ends its messages with nothing and is known under that name, as the original's client is.</summary>
    public async Task<WireClient> RelayAsync(string name)
    {
        var client = await RelayAsync();
        await client.SendAsync($"{name}：来了");
        await client.ExpectAsync($"{name}：来了");
        return client;
    }

    /// <summary>A client of the chat under that name.</summary>
    public async Task<WireClient> ChatAsync(string name)
    {
        var client = await ConnectAsync(server.ChatPort);
        await client.ReadUntilAsync("\n* Room ");
        await client.ReadUntilAsync("here");
        await client.SendAsync($"/nick {name}\n");
        await client.ReadUntilAsync($"* you are now {name}\n");
        return client;
    }

    /// <summary>A client that has read nothing yet.</summary>
    public async Task<WireClient> ConnectAsync(int port)
    {
        var client = await WireClient.ConnectAsync(port);
        _clients.Add(client);
        return client;
    }

    public void Dispose() => _clients.ForEach(client => client.Dispose());
}
