using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatHub.EndToEnd.Tests.Server;

namespace ChatHub.EndToEnd.Tests.Api;

/// <summary>Speaks to the HTTP API of a server as a script does: paths, JSON, and nothing of the server's code.</summary>
public sealed class ApiClient : IDisposable
{
    private readonly HttpClient _client;

    private ApiClient(HttpClient client) => _client = client;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A client of a server.</summary>
    public static ApiClient Of(PublishedServer server) => new(new HttpClient(OperatorSignIn.Through(new SocketsHttpHandler { MaxResponseDrainSize = 0 })) // a stream that is given up is cut at once
        {
            BaseAddress = new Uri(server.DashboardUrl + "/api/v1/"),
            Timeout = TimeSpan.FromSeconds(30),
        });

    /// <summary>A client of a server with a key, which may ask ten times as often.</summary>
    public static ApiClient With(string key, PublishedServer server)
    {
        var client = new HttpClient { BaseAddress = new Uri(server.DashboardUrl + "/api/v1/"), Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return new(client);
    }

    /// <summary>What is there; fails unless the answer is 200.</summary>
    public async Task<JsonNode> GetAsync(string path) => await AskAsync(HttpMethod.Get, path, null, HttpStatusCode.OK) ?? throw new InvalidOperationException("an empty answer");

    /// <summary>Asks, and fails unless the answer has this status.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below <c>/api/v1/</c>.</param>
    /// <param name="body">The body, as JSON text; null for none.</param>
    /// <param name="expected">The status.</param>
    public async Task<JsonNode?> AskAsync(HttpMethod method, string path, string? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var answer = await _client.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == expected, $"{method} {path}: {(int)answer.StatusCode} where {(int)expected} was expected: {text}");
        if ((int)expected >= 400)
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }

        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    /// <summary>The detail of the problem that is the answer.</summary>
    public async Task<string> RefusedAsync(HttpMethod method, string path, string? body, HttpStatusCode expected) =>
        (string?)(await AskAsync(method, path, body, expected))?["detail"] ?? throw new InvalidOperationException("a problem without a detail");

    /// <summary>The whole text that is there.</summary>
    public Task<string> TextAsync(string path) => _client.GetStringAsync(new Uri(path, UriKind.Relative), Stop);

    /// <summary>Waits until what is there is as it is expected.</summary>
    public async Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool> isSo)
    {
        using var deadline = Deadline.After();
        while (true)
        {
            var now = await GetAsync(path);
            if (isSo(now))
            {
                return now;
            }

            Assert.False(deadline.IsCancellationRequested, $"{path} stayed {now.ToJsonString(new JsonSerializerOptions { WriteIndented = true })}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        }
    }

    /// <summary>Opens a stream of server-sent events.</summary>
    /// <param name="path">The path below <c>/api/v1/</c>.</param>
    /// <param name="lastEventId">Where to go on; null to say nothing.</param>
    public async Task<EventStream> StreamAsync(string path, string? lastEventId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new EventStream(answer, await answer.Content.ReadAsStreamAsync(Stop));
    }

    /// <summary>The status of the answer alone.</summary>
    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);
        return answer.StatusCode;
    }

    public void Dispose() => _client.Dispose();
}
