using System.Net;
using ChatHub.EndToEnd.Tests.Server;

namespace ChatHub.EndToEnd.Tests.Api;

/// <summary>What is wrong with a request is said, with what is allowed, and changes nothing.</summary>
public sealed class RefusalTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("GET", "nothing", null, HttpStatusCode.NotFound, "/api/v1/nothing", "")]
    [InlineData("POST", "status", "{}", HttpStatusCode.MethodNotAllowed, "POST", "")]
    [InlineData("GET", "status?verbose=1", null, HttpStatusCode.BadRequest, "verbose", "")]
    [InlineData("GET", "connections?sort=shoeSize", null, HttpStatusCode.BadRequest, "shoeSize", "connectedAt")]
    [InlineData("GET", "connections?limit=0", null, HttpStatusCode.BadRequest, "limit", "1 to 1000")]
    [InlineData("GET", "connections?state=ajar", null, HttpStatusCode.BadRequest, "ajar", "open, closed")]
    [InlineData("GET", "connections?cursor=!!", null, HttpStatusCode.BadRequest, "cursor", "next")]
    [InlineData("GET", "connections?q=idle>x", null, HttpStatusCode.BadRequest, "idle>x", "idle>5m")]
    [InlineData("GET", "connections?colour=red", null, HttpStatusCode.BadRequest, "colour", "listener")]
    [InlineData("GET", "connections/77", null, HttpStatusCode.NotFound, "77", "connection")]
    [InlineData("GET", "connections/x", null, HttpStatusCode.NotFound, "connections/x", "nothing")]
    [InlineData("DELETE", "connections/77", null, HttpStatusCode.NotFound, "77", "connection")]
    [InlineData("PATCH", "connections/77", "{}", HttpStatusCode.NotFound, "77", "connection")]
    [InlineData("PATCH", "connections/77", "{\"shoe\":1}", HttpStatusCode.BadRequest, "shoe", "some of name, alias, notes, muteFor")]
    [InlineData("PATCH", "connections/77", "{\"muteFor\":5}", HttpStatusCode.BadRequest, "muteFor", "00:05:00")]
    [InlineData("PATCH", "connections/77", "{", HttpStatusCode.BadRequest, "JSON", "line 1")]
    [InlineData("POST", "connections/disconnect", "{}", HttpStatusCode.BadRequest, "ids", "where")]
    [InlineData("POST", "connections/disconnect", "{\"ids\":[1],\"perSecond\":0}", HttpStatusCode.BadRequest, "perSecond", "1 to 1000")]
    [InlineData("POST", "connections/disconnect", "{\"where\":{\"state\":\"closed\"}}", HttpStatusCode.BadRequest, "state", "open")]
    [InlineData("GET", "messages?kind=shout", null, HttpStatusCode.BadRequest, "shout", "text, emote")]
    [InlineData("GET", "messages?limit=5000", null, HttpStatusCode.BadRequest, "limit", "1 to 1000")]
    [InlineData("GET", "messages?before=1&after=2", null, HttpStatusCode.BadRequest, "after", "before")]
    [InlineData("GET", "messages?from=yesterday", null, HttpStatusCode.BadRequest, "from", "2026")]
    [InlineData("GET", "messages?page=2", null, HttpStatusCode.BadRequest, "page", "before")]
    [InlineData("GET", "messages/999999", null, HttpStatusCode.NotFound, "999999", "log")]
    [InlineData("GET", "messages/export", null, HttpStatusCode.BadRequest, "format", "jsonl")]
    [InlineData("GET", "messages/stream?after=x", null, HttpStatusCode.BadRequest, "after", "whole number")]
    [InlineData("PUT", "listeners/lab", "{\"endpoint\":\"nowhere\"}", HttpStatusCode.BadRequest, "endpoint", "0.0.0.0:9999")]
    [InlineData("PUT", "listeners/lab", "{\"endpoint\":\"127.0.0.1:0\",\"encoding\":\"klingon\"}", HttpStatusCode.BadRequest, "encoding", "gb18030")]
    [InlineData("PUT", "listeners/lab", "{\"endpoint\":\"127.0.0.1:0\",\"protocol\":\"smoke\"}", HttpStatusCode.BadRequest, "protocol", "relay, chat, raw")]
    [InlineData("PUT", "listeners/lab", "{\"endpoint\":\"127.0.0.1:0\",\"colour\":1}", HttpStatusCode.BadRequest, "colour", "endpoint, protocol")]
    [InlineData("PUT", "listeners/a b", "{\"endpoint\":\"127.0.0.1:0\"}", HttpStatusCode.BadRequest, "a b", "letters")]
    [InlineData("PUT", "listeners/chat", "{\"endpoint\":\"127.0.0.1:0\"}", HttpStatusCode.Conflict, "chat", "settings file")]
    [InlineData("DELETE", "listeners/chat", null, HttpStatusCode.Conflict, "chat", "settings file")]
    [InlineData("DELETE", "listeners/none", null, HttpStatusCode.NotFound, "none", "chat, relay")]
    [InlineData("POST", "listeners/none/start", null, HttpStatusCode.NotFound, "none", "relay")]
    [InlineData("POST", "listeners/chat/drain?within=soon", null, HttpStatusCode.BadRequest, "soon", "00:05:00")]
    [InlineData("POST", "bans", "{\"address\":\"everybody\"}", HttpStatusCode.BadRequest, "everybody", "192.0.2.0/24")]
    [InlineData("POST", "bans", "{}", HttpStatusCode.BadRequest, "address", "192.0.2.0/24")]
    [InlineData("POST", "bans", "{\"address\":\"192.0.2.1\",\"for\":\"00:00:00\"}", HttpStatusCode.BadRequest, "for", "more than")]
    [InlineData("POST", "bans", "{\"address\":\"127.0.0.1\"}", HttpStatusCode.Conflict, "127.0.0.1", "evenSpared")]
    [InlineData("DELETE", "bans/192.0.2.77", null, HttpStatusCode.NotFound, "192.0.2.77", "id")]
    [InlineData("DELETE", "bans/x", null, HttpStatusCode.NotFound, "x", "id")]
    [InlineData("POST", "messages", "{\"to\":{\"everyone\":true}}", HttpStatusCode.BadRequest, "text", "base64")]
    [InlineData("POST", "messages", "{\"to\":{\"everyone\":true},\"text\":\"\"}", HttpStatusCode.BadRequest, "text", "empty")]
    [InlineData("POST", "messages", "{\"to\":{},\"text\":\"a\"}", HttpStatusCode.BadRequest, "to", "everyone")]
    [InlineData("POST", "messages", "{\"text\":\"a\"}", HttpStatusCode.BadRequest, "to", "room")]
    [InlineData("POST", "messages", "{\"to\":{\"room\":\"a\",\"everyone\":true},\"text\":\"a\"}", HttpStatusCode.BadRequest, "to", "one of")]
    [InlineData("POST", "messages", "{\"to\":{\"connections\":[]},\"text\":\"a\"}", HttpStatusCode.BadRequest, "to", "nobody")]
    [InlineData("POST", "messages", "{\"to\":{\"everyone\":true},\"base64\":\"*\"}", HttpStatusCode.BadRequest, "base64", "4648")]
    [InlineData("POST", "messages", "{\"to\":{\"everyone\":true},\"text\":\"a\",\"ending\":\"cr\"}", HttpStatusCode.BadRequest, "ending", "own, none, lf, crLf")]
    public async Task Request_IsWrong_TheDetailNamesTheFieldAndWhatIsAllowed(string method, string path, string? body, HttpStatusCode expected, string named, string allowed)
    {
        using var api = ApiClient.Of(shared.Server);

        var detail = await api.RefusedAsync(new HttpMethod(method), path, body, expected);

        Assert.Contains(named, detail, StringComparison.Ordinal);
        Assert.Contains(allowed, detail, StringComparison.Ordinal);
    }
}
