using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using ChatHub.Server.Dashboard;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Operators.Keys;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Export;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace ChatHub.Server.Tests.Api;

/// <summary>Servers in which each error of the API can be brought about, made once for all tests of a class: one at work, one without operators, one that has had enough of this address, and one whose accounts are damaged.</summary>
public sealed class BrokenServers : IAsyncLifetime
{
    private readonly Dictionary<string, string> _keys = [];
    private WebServer _atWork = null!;
    private WebServer _empty = null!;
    private WebServer _tired = null!;
    private WebServer _damaged = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public string DataDirectory => _atWork.DataDirectory;

    /// <summary>Number of a connection that is closed.</summary>
    public long Closed { get; private set; }

    /// <summary>Number of one that is open.</summary>
    public long Open { get; private set; }

    internal ListReader Log { get; } = new();

    /// <summary>What the one with damaged accounts logged.</summary>
    internal IReadOnlyList<string> DamagedSaid => [.. _damaged.Said.Lines];

    private TcpClient Stays { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _atWork = await WebServer.StartAsync(new() { ["ChatHub:Listeners:relay:Endpoint"] = "127.0.0.1:0" }, change: services => services.Replace(ServiceDescriptor.Singleton<IMessageReader>(Log)));
        foreach (var role in OperatorRoles.All)
        {
            var (problem, key) = await _atWork.Keys.CreateAsync($"program-{role}", role, null, "mia");
            _keys[role.ToString()] = key ?? throw new InvalidOperationException($"no key was made: {problem}");
        }

        _empty = await WebServer.StartAsync(accounts: false);
        _tired = await WebServer.StartAsync();
        _damaged = await WebServer.StartAsync();
        Damage(Path.Combine(_damaged.DataDirectory, OperatorDatabase.FileName));
        using var http = new HttpClient { BaseAddress = _tired.Url };
        await Parallel.ForAsync(0, DashboardRates.Calls, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Stop }, async (_, token) =>
        {
            using var answer = await http.GetAsync(new Uri("/api/v1/status", UriKind.Relative), token);
        });

        var connections = _atWork.App.Services.GetRequiredService<ConnectionRegistry>();
        using (var goes = new TcpClient())
        {
            Closed = await ConnectAsync(goes, connections);
        }

        await Until.True(() => connections.Find(Closed)!.State == ConnectionState.Closed, "it is closed");
        Open = await ConnectAsync(Stays, connections);
        await AskAsync("PUT", "/api/v1/listeners/lab", """{"endpoint":"127.0.0.1:0","enabled":false}""");
    }

    public async ValueTask DisposeAsync()
    {
        Stays.Dispose();
        await _atWork.DisposeAsync();
        await _empty.DisposeAsync();
        await _tired.DisposeAsync();
        await _damaged.DisposeAsync();
    }

    /// <summary>Asks the server at work.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path, with what belongs to it.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="role">Whose key to show; null for none.</param>
    /// <param name="type">What the body is.</param>
    public Task<HttpResponseMessage> AskAsync(string method, string path, string? body = null, string? role = nameof(OperatorRole.Administrator), string type = "application/json") =>
        AskAsync(_atWork, method, path, body, role is null ? null : _keys[role], type);

    /// <summary>Asks the one without operators.</summary>
    public Task<HttpResponseMessage> AskEmptyAsync(string method, string path) => AskAsync(_empty, method, path, null, null, "application/json");

    /// <summary>Asks the one that has had enough.</summary>
    public async Task<HttpResponseMessage> AskTiredAsync(string method, string path)
    {
        for (var call = 0; ; call++)
        {
            var answer = await AskAsync(_tired, method, path, null, null, "application/json");
            if (answer.StatusCode == HttpStatusCode.TooManyRequests || call > DashboardRates.Calls)
            {
                return answer;
            }

            answer.Dispose(); // its minute is over, on the real clock: it has to have enough again
        }
    }

    /// <summary>Asks the one whose accounts are damaged, with a key.</summary>
    public Task<HttpResponseMessage> AskDamagedAsync(string method, string path) => AskAsync(_damaged, method, path, null, ApiKeys.Prefix + new string('x', 43), "application/json");

    /// <summary>A ticket for an export that has begun already.</summary>
    public string UsedTicket()
    {
        var ticket = _atWork.App.Services.GetRequiredService<ExportTickets>().Open();
        Assert.True(ticket.TryBegin());
        return ticket.Id;
    }

    /// <summary>Begins as many jobs as there may be; none of them ends while the clock stands.</summary>
    public void BeginAllJobs()
    {
        var commands = _atWork.App.Services.GetRequiredService<OperatorCommands>();
        for (var job = 0; job < OperatorJobs.MostRunning; job++)
        {
            commands.DisconnectAll([.. Enumerable.Range(10_000, 1_000).Select(id => (long)id)], 1, new OperatorIdentity("mia", OperatorRole.Operator, OperatorProof.Key, "192.0.2.1"));
        }
    }

    /// <summary>Writes over all of it but the first page, which says what it is.</summary>
    internal static void Damage(string file)
    {
        SqliteConnection.ClearAllPools(); // who has it open would go on with what was read
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Position = 4096;
        stream.Write(new byte[stream.Length - 4096]);
    }

    private static async Task<HttpResponseMessage> AskAsync(WebServer server, string method, string path, string? body, string? key, string type)
    {
        using var http = new HttpClient { BaseAddress = server.Url };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        return await http.SendAsync(request, Stop);
    }

    private async Task<long> ConnectAsync(TcpClient client, ConnectionRegistry connections)
    {
        await client.ConnectAsync(IPEndPoint.Parse(_atWork.App.Services.GetRequiredService<ListenerManager>().List()[0].BoundEndpoint!), Stop);
        await client.GetStream().ReadExactlyAsync(new byte[1], Stop); // its greeting
        return connections.Open().Max(one => one.Id);
    }
}
