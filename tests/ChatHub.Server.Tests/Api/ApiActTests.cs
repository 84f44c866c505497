using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ChatHub.Chat;
using ChatHub.Server.Operators;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Storage.MessageLog;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace ChatHub.Server.Tests.Api;

/// <summary>Single acts over the API, on a server with one listener, <c>relay</c>, and one client.</summary>
public sealed class ApiActTests : IAsyncLifetime
{
    private readonly TcpClient _client = new();
    private readonly ListReader _log = new();
    private MessageLogStatus _status = MessageLogStatus.Off with { State = MessageLogState.Running };
    private WebServer _server = null!;
    private HttpClient _http = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await WebServer.StartAsync(new() { ["ChatHub:Listeners:relay:Endpoint"] = "127.0.0.1:0" }, change: services => services
            .Replace(ServiceDescriptor.Singleton<IMessageReader>(_log))
            .Replace(ServiceDescriptor.Singleton<Func<MessageLogStatus>>(() => _status)));
        var (_, key) = await _server.Keys.CreateAsync("program", OperatorRole.Operator, null, "mia");
        _http = new HttpClient { BaseAddress = _server.Url };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        await _client.ConnectAsync(IPEndPoint.Parse(_server.App.Services.GetRequiredService<ListenerManager>().List()[0].BoundEndpoint!), Stop);
        await _client.GetStream().ReadExactlyAsync(new byte[1], Stop); // its greeting
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.0/24")]
    [InlineData("192.0.2.0/24", "192.0.2.0%2F24")]
    [InlineData("192.0.2.0/24", "192.0.2.0%2f24")]
    [InlineData("2001:db8::/32", "2001:db8::/32")]
    [InlineData("2001:db8::/32", "2001%3Adb8%3A%3A%2F32")]
    [InlineData("192.0.2.7", "192.0.2.7")]
    public async Task Ban_ByItsIdInAnAddress_IsTakenBack(string address, string id)
    {
        var made = await AskAsync("POST", "bans", $$"""{"address":"{{address}}"}""", HttpStatusCode.Created);
        Assert.Equal(address, (string?)made!["id"]);

        await AskAsync("DELETE", $"bans/{id}", null, HttpStatusCode.NoContent);

        Assert.Empty((await AskAsync("GET", "bans", null, HttpStatusCode.OK))!.AsArray());
    }

    [Fact]
    public async Task Protocol_OfAConnection_IsWrittenAsInItsListenersSettings()
    {
        var connection = (await AskAsync("GET", "connections", null, HttpStatusCode.OK))!["items"]![0]!;
        var listener = (await AskAsync("GET", "listeners", null, HttpStatusCode.OK))![0]!;

        Assert.Equal(("relay", "relay"), ((string?)connection["protocol"], (string?)listener["settings"]!["protocol"]));
    }

    [Theory]
    [InlineData("relay", "hello")]
    [InlineData("RELAY", "hello")]
    [InlineData("Relay", "hello {name}")]
    public async Task Message_ToAListener_MindsNoCase(string listener, string text)
    {
        var sent = await AskAsync("POST", "messages", $$"""{"to":{"listener":"{{listener}}"},"text":"{{text}}"}""", HttpStatusCode.OK);

        Assert.Equal((1, 0), ((int)sent!["recipients"]!, (int)sent["skipped"]!));
    }

    [Fact]
    public async Task Message_ToAListenerThatIsNotThere_IsRefusedWithThoseThatAre()
    {
        var refused = await AskAsync("POST", "messages", """{"to":{"listener":"relai"},"text":"hello"}""", HttpStatusCode.BadRequest);

        Assert.Equal("to.listener is 'relai': expected one of relay.", (string?)refused!["errors"]!["to.listener"]![0]);
    }

    [Theory]
    [InlineData(MessageLogState.Running)]
    [InlineData(MessageLogState.Degraded)]
    public async Task Message_NotInTheLogYet_IsThereByItsNumber(MessageLogState state)
    {
        var history = _server.App.Services.GetRequiredService<MessageHub>().History;
        history.Append([Entries.Said(0, "on the disk")]);
        var written = history.LastId;
        _status = _status with { State = state, LastId = written };
        var id = (long)(await AskAsync("POST", "messages", """{"to":{"everyone":true},"text":"hello"}""", HttpStatusCode.OK))!["id"]!;
        Assert.True(id > written);

        var message = await AskAsync("GET", $"messages/{id}", null, HttpStatusCode.OK);

        Assert.Equal((id, "hello", Convert.ToBase64String("hello"u8)), ((long)message!["id"]!, (string?)message["text"], (string?)message["base64"]));
        await AskAsync("GET", $"messages/{written}", null, HttpStatusCode.NotFound); // what the log had and has no more is gone
        await AskAsync("GET", $"messages/{id + 100}", null, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("PATCH", "connections/77", """{"shoe":1}""", "shoe", "shoe is no field here: expected some of name, alias, notes, muteFor.")]
    [InlineData("PATCH", "connections/77", """{"muteFor":5}""", "muteFor", "muteFor cannot be read: expected a duration like 00:05:00.")]
    [InlineData("PATCH", "connections/77", """{"muteFor":"soon"}""", "muteFor", "muteFor cannot be read: expected a duration like 00:05:00.")]
    [InlineData("PATCH", "connections/77", """{"name":5}""", "name", "name cannot be read: expected a text.")]
    [InlineData("PATCH", "connections/77", "[]", "body", "The body cannot be read: expected an object with some of name, alias, notes, muteFor.")]
    [InlineData("PATCH", "connections/77", "{", "body", "The body is no JSON that can be read (line 1, byte 1).")]
    [InlineData("PATCH", "connections/77", """{"name":"a","name":"b"}""", "body", "A field is given twice: expected once.")]
    [InlineData("POST", "bans", "", "body", "The body is missing: expected JSON.")]
    [InlineData("POST", "bans", """{"address":"192.0.2.1","evenSpared":"so"}""", "evenSpared", "evenSpared cannot be read: expected true or false.")]
    [InlineData("POST", "connections/disconnect", """{"ids":[1],"perSecond":3000000000}""", "perSecond", "perSecond cannot be read: expected a whole number of at most 2147483647.")]
    [InlineData("POST", "connections/disconnect", """{"ids":[1,"x"]}""", "ids[1]", "ids[1] cannot be read: expected a whole number.")]
    [InlineData("POST", "connections/disconnect", """{"ids":7}""", "ids", "ids cannot be read: expected a list.")]
    [InlineData("POST", "connections/disconnect", """{"where":{"shoe":1}}""", "where.shoe", "where.shoe is no field here: expected some of state, q, listener, room, lagging.")]
    [InlineData("POST", "connections/disconnect", """{"where":7}""", "where", "where cannot be read: expected an object with some of state, q, listener, room, lagging.")]
    [InlineData("POST", "messages", """{"to":{"everyone":true},"text":"a","ending":"cr"}""", "ending", "ending cannot be read: expected one of own, none, lf, crLf.")]
    public async Task Body_CannotBeRead_TheAnswerSaysWhereAndWhatIsAllowed(string method, string path, string body, string field, string detail)
    {
        var refused = await AskAsync(method, path, body, HttpStatusCode.BadRequest);

        Assert.Equal((detail, detail), ((string?)refused!["detail"], (string?)refused["errors"]![field]![0]));
    }

    [Theory]
    [InlineData("POST", "bans", """{"address":"192.0.2.1","reason":"…"}""", "reason", OperatorCommands.MostReasonCharacters)]
    [InlineData("POST", "connections/disconnect", """{"ids":[1],"reason":"…"}""", "reason", OperatorCommands.MostReasonCharacters)]
    [InlineData("PATCH", "connections/{id}", """{"alias":"…"}""", "alias", ClientNote.MostAliasCharacters)]
    [InlineData("PATCH", "connections/{id}", """{"notes":"…"}""", "notes", ClientNote.MostNotesCharacters)]
    public async Task Text_TooLong_IsUnderItsField(string method, string path, string body, string field, int most)
    {
        path = path.Replace("{id}", $"{_server.App.Services.GetRequiredService<ConnectionRegistry>().Open()[0].Id}", StringComparison.Ordinal);

        var refused = await AskAsync(method, path, body.Replace("…", new string('x', most + 1), StringComparison.Ordinal), HttpStatusCode.BadRequest);

        Assert.Equal($"{field} has {most + 1} characters: expected at most {most}.", (string?)refused!["errors"]![field]![0]);
    }

    private async Task<JsonNode?> AskAsync(string method, string path, string? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/{path}") { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await _http.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == expected, $"{method} {path}: {(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }
}
