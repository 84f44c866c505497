using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using ChatHub.Server.Operators;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Api;

/// <summary><c>PATCH /api/v1/connections/{id}</c> that changes several things: all of them or none.</summary>
public sealed class ConnectionChangeTests : IAsyncLifetime
{
    private readonly List<TcpClient> _clients = [];
    private WebServer _server = null!;
    private HttpClient _http = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ConnectionRegistry Connections => _server.App.Services.GetRequiredService<ConnectionRegistry>();

    private ClientNoteBook Notes => _server.App.Services.GetRequiredService<ClientNoteBook>();

    public async ValueTask InitializeAsync()
    {
        _server = await WebServer.StartAsync(new() { ["ChatHub:Listeners:relay:Endpoint"] = "127.0.0.1:0" });
        var (_, key) = await _server.Keys.CreateAsync("program", OperatorRole.Operator, null, "mia");
        _http = new HttpClient { BaseAddress = _server.Url };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Change_TheDiskRefusesTheAlias_LeavesNameAndMuteToo()
    {
        var id = await ConnectAsync();
        Directory.CreateDirectory(Path.Combine(_server.DataDirectory, "notes.json.new"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ChangeAsync(id, new { name = "Ann", alias = "Lab 3", muteFor = "00:05:00" }));
        AssertUntouched(id);

        Directory.Delete(Path.Combine(_server.DataDirectory, "notes.json.new"));
        Assert.Equal(HttpStatusCode.OK, await ChangeAsync(id, new { name = "Ann", alias = "Lab 3", muteFor = "00:05:00" }));
        Assert.Equal(("Ann", "Lab 3"), (Connections.Find(id)!.Name, Notes.AliasOf("Ann", Connections.Find(id)!.Remote)));
        Assert.NotNull(Connections.Find(id)!.MutedUntil);
    }

    [Theory]
    [InlineData("[Ann", "Lab 3", "00:05:00")]
    [InlineData("Ann", "Lab 3", "99.00:00:00")]
    [InlineData("Ann", "too long", "00:05:00")]
    public async Task Change_OnePartIsWrong_LeavesAll(string name, string alias, string muteFor)
    {
        var id = await ConnectAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await ChangeAsync(id, new { name, alias = alias == "too long" ? new string('x', ClientNote.MostAliasCharacters + 1) : alias, notes = "by the door", muteFor }));

        AssertUntouched(id);
    }

    [Fact]
    public async Task Change_TwoWantTheSameNameAtOnce_TheOneThatDoesNotGetItChangesNothing()
    {
        var ids = new[] { await ConnectAsync(), await ConnectAsync() };
        for (var round = 0; round < 20; round++)
        {
            var name = $"Ann{round}";
            var answers = await Task.WhenAll(ids.Select(id => ChangeAsync(id, new { name, alias = $"{name} of {id}", muteFor = "00:05:00" })));

            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.BadRequest], answers.Order());
            var (winner, loser) = answers[0] == HttpStatusCode.OK ? (ids[0], ids[1]) : (ids[1], ids[0]);
            Assert.Equal((name, $"{name} of {winner}"), (Connections.Find(winner)!.Name, Notes.AliasOf("", Connections.Find(loser)!.Remote))); // both come from one address
            Assert.Null(Connections.Find(loser)!.MutedUntil);
            Assert.Equal(HttpStatusCode.OK, await ChangeAsync(winner, new { muteFor = "00:00:00" }));
        }
    }

    private void AssertUntouched(long id)
    {
        var now = Connections.Find(id)!;
        Assert.Equal($"guest-{id}", now.Name);
        Assert.Null(now.MutedUntil);
        Assert.Equal(0, Notes.Count);
    }

    private async Task<HttpStatusCode> ChangeAsync(long id, object change)
    {
        using var answer = await _http.PatchAsJsonAsync(new Uri($"/api/v1/connections/{id}", UriKind.Relative), change, Stop);
        return answer.StatusCode;
    }

    /// <summary>A client that has read its greeting.</summary>
    private async Task<long> ConnectAsync()
    {
        var client = new TcpClient();
        _clients.Add(client);
        await client.ConnectAsync(IPEndPoint.Parse(_server.App.Services.GetRequiredService<ListenerManager>().List()[0].BoundEndpoint!), Stop);
        await client.GetStream().ReadExactlyAsync(new byte[1], Stop);
        return Connections.Open().Max(one => one.Id);
    }
}
