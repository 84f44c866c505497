using System.Net;
using System.Text.Json.Nodes;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Api;

/// <summary>
/// Each error that <c>docs/openapi.json</c> has of an endpoint is brought about: one that all have in the same way for all, the rest by <see cref="s_own"/>. An endpoint that documents an error
/// which nothing here brings about fails.
/// </summary>
public sealed class DocumentedErrorsTests(BrokenServers servers) : IClassFixture<BrokenServers>
{
    /// <summary>What the endpoints that take a body get where it is to be right.</summary>
    private static readonly Dictionary<string, string> s_bodies = new()
    {
        ["PATCH /api/v1/connections/{id}"] = "{}",
        ["POST /api/v1/connections/disconnect"] = """{"ids":[77]}""",
        ["POST /api/v1/messages"] = """{"to":{"everyone":true},"text":"hello"}""",
        ["PUT /api/v1/listeners/{name}"] = """{"endpoint":"127.0.0.1:0","enabled":false}""",
        ["POST /api/v1/bans"] = """{"address":"192.0.2.1"}""",
    };

    /// <summary>How an error of an endpoint is brought about that not all have, with a word that the detail has.</summary>
    private static readonly Dictionary<string, (Func<BrokenServers, Task<HttpResponseMessage>> Ask, string Word)> s_own = new()
    {
        ["PATCH /api/v1/connections/{id} 409"] = (on => on.AskAsync("PATCH", $"/api/v1/connections/{on.Closed}", """{"name":"Ann"}"""), "is closed"),
        ["DELETE /api/v1/connections/{id} 409"] = (on => on.AskAsync("DELETE", $"/api/v1/connections/{on.Closed}"), "is closed"),
        ["POST /api/v1/connections/disconnect 409"] = (on =>
        {
            on.BeginAllJobs();
            return on.AskAsync("POST", "/api/v1/connections/disconnect", $$"""{"ids":[{{on.Open}}]}""");
        }, "jobs are running"),
        ["PUT /api/v1/listeners/{name} 409"] = (on => on.AskAsync("PUT", "/api/v1/listeners/relay", """{"endpoint":"127.0.0.1:0"}"""), "settings file"),
        ["DELETE /api/v1/listeners/{name} 409"] = (on => on.AskAsync("DELETE", "/api/v1/listeners/relay"), "settings file"),
        ["POST /api/v1/listeners/{name}/drain 409"] = (on => on.AskAsync("POST", "/api/v1/listeners/lab/drain"), "is stopped"),
        ["POST /api/v1/bans 409"] = (on => on.AskAsync("POST", "/api/v1/bans", """{"address":"127.0.0.1"}"""), "evenSpared"),
        ["GET /api/v1/messages/export 410"] = (on => on.AskAsync("GET", $"/api/v1/messages/export?format=csv&ticket={on.UsedTicket()}"), "ticket"),
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Endpoints
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var (path, methods) in Paths())
            {
                foreach (var (method, _) in methods!.AsObject())
                {
                    all.Add(method.ToUpperInvariant(), path.Replace("{id}", "7", StringComparison.Ordinal).Replace("{name}", "relay", StringComparison.Ordinal));
                }
            }

            return all;
        }
    }

    public static TheoryData<string, string, int> Documented
    {
        get
        {
            var all = new TheoryData<string, string, int>();
            foreach (var (path, methods) in Paths())
            {
                foreach (var (method, operation) in methods!.AsObject())
                {
                    foreach (var status in Statuses(operation!).Where(status => status >= 400))
                    {
                        all.Add(method.ToUpperInvariant(), path, status);
                    }
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Documented))]
    public async Task Endpoint_ErrorThatIsDocumented_IsAnsweredAsAProblem(string method, string path, int status)
    {
        var name = $"{method} {path}";
        var (ask, word) = s_own.TryGetValue($"{name} {status}", out var own) ? own : Common(method, path, s_bodies.GetValueOrDefault(name), status);

        using var answer = await ask(servers);
        var text = await answer.Content.ReadAsStringAsync(Stop);

        Assert.True((int)answer.StatusCode == status, $"{name}: {(int)answer.StatusCode} where {status} was expected: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(word, (string?)JsonNode.Parse(text)!["detail"], StringComparison.Ordinal);
        Assert.Equal(status == 429 ? TimeSpan.FromMinutes(1) : null, answer.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public void Endpoints_ThatTakeABody_AreAllInTheTable() => Assert.Equal(
        s_bodies.Keys.Order(),
        Paths().SelectMany(path => path.Value!.AsObject().Where(method => method.Value!["requestBody"] is not null).Select(method => $"{method.Key.ToUpperInvariant()} {path.Key}")).Order());

    [Fact]
    public void Endpoints_OfOneThing_SayThatItMayNotBeThere() => Assert.All(
        Paths().Where(path => path.Key.Contains('{', StringComparison.Ordinal)).SelectMany(path => path.Value!.AsObject().Where(method => method.Key != "put")),
        method => Assert.Contains(404, Statuses(method.Value!)));

    [Theory]
    [InlineData("/api/v1/messages")]
    [InlineData("/api/v1/messages/7")]
    [InlineData("/api/v1/messages/stream")]
    [InlineData("/api/v1/messages/stream?after=1")]
    [InlineData("/api/v1/events/stream")]
    [InlineData("/api/v1/messages/export?format=csv")]
    [InlineData("/api/v1/messages/export?format=jsonl")]
    public async Task Log_CannotBeRead_TheAnswerIs503WithWhy(string path)
    {
        servers.Log.Fault = new MessageLogUnavailableException("the log is being repaired");
        try
        {
            await RefusedAsync(await servers.AskAsync("GET", path), HttpStatusCode.ServiceUnavailable, "being repaired");
        }
        finally
        {
            servers.Log.Fault = null;
        }
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Accounts_CannotBeRead_TheAnswerIs503(string method, string path) => await RefusedAsync(await servers.AskDamagedAsync(method, path), HttpStatusCode.ServiceUnavailable, "accounts");

    [Fact]
    public async Task Accounts_CannotBeRead_TheLogSaysItOnce()
    {
        for (var call = 0; call < 3; call++)
        {
            (await servers.AskDamagedAsync("GET", "/api/v1/status")).Dispose();
        }

        Assert.Single(servers.DamagedSaid, line => line.Contains("chathub.db cannot be read", StringComparison.Ordinal));
        Assert.DoesNotContain(servers.DamagedSaid, line => line.Contains("unhandled exception", StringComparison.Ordinal));
    }

    /// <summary>Where nobody signs in, only what reads the audit meets it.</summary>
    [Fact]
    public async Task Audit_CannotBeRead_TheAnswerIs503AndTheLogSaysIt()
    {
        await using var server = await WebServer.StartAsync(new() { ["ChatHub:Operators:SignIn"] = "Off" });
        BrokenServers.Damage(Path.Combine(server.DataDirectory, OperatorDatabase.FileName));
        using var http = new HttpClient { BaseAddress = server.Url };
        foreach (var path in new[] { "/api/v1/audit", "/api/v1/audit/export" })
        {
            await RefusedAsync(await http.GetAsync(new Uri(path, UriKind.Relative), Stop), HttpStatusCode.ServiceUnavailable, "audit cannot be read");
        }

        Assert.Single(server.Said.Lines, line => line.Contains("chathub.db cannot be read", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Said.Lines, line => line.Contains("unhandled exception", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PUT", "/api/v1/listeners/more", """{"endpoint":"127.0.0.1:0"}""", "listeners.json")]
    [InlineData("PUT", "/api/v1/listeners/lab", """{"endpoint":"127.0.0.1:0"}""", "listeners.json")]
    [InlineData("DELETE", "/api/v1/listeners/lab", null, "listeners.json")]
    [InlineData("PATCH", "/api/v1/connections/{open}", """{"alias":"Lab 3"}""", "notes.json")]
    public async Task Disk_DoesNotTakeWhatIsToBeKept_TheAnswerIs503AndNothingHasChanged(string method, string path, string? body, string file)
    {
        path = path.Replace("{open}", $"{servers.Open}", StringComparison.Ordinal);
        var before = await StateAsync();
        var inTheWay = Directory.CreateDirectory(Path.Combine(servers.DataDirectory, $"{file}.new"));
        try
        {
            await RefusedAsync(await servers.AskAsync(method, path, body), HttpStatusCode.ServiceUnavailable, "nothing has changed");
        }
        finally
        {
            inTheWay.Delete();
        }

        Assert.Equal(before, await StateAsync());
    }

    [Theory]
    [InlineData("/api/v1/connections", 256)]
    [InlineData("/api/v1/messages", 200)]
    [InlineData("/api/v1/messages/stream", 200)]
    [InlineData("/api/v1/messages/export?format=csv", 200)]
    [InlineData("/api/v1/audit", 100)]
    public async Task Query_LongerThanAllowed_IsRefusedWithTheBound(string path, int most)
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        await RefusedAsync(await servers.AskAsync("GET", $"{path}{separator}q={new string('x', most + 1)}"), HttpStatusCode.BadRequest, $"{most}");
        if (!path.EndsWith("stream", StringComparison.Ordinal))
        {
            using var answer = await servers.AskAsync("GET", $"{path}{separator}q={new string('x', most)}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    /// <summary>How an error is brought about that all have, all that change something, all that take a body, or all that are about one thing.</summary>
    private static (Func<BrokenServers, Task<HttpResponseMessage>> Ask, string Word) Common(string method, string path, string? body, int status)
    {
        var unknown = path.Replace("/connections/{id}", "/connections/777", StringComparison.Ordinal).Replace("{id}", path.Contains("bans", StringComparison.Ordinal) ? "192.0.2.77" : "777", StringComparison.Ordinal)
            .Replace("{name}", "none", StringComparison.Ordinal);
        return status switch
        {
            400 => (on => on.AskAsync(method, $"{unknown}?colour=red", body), "colour"),
            401 => (on => on.AskAsync(method, unknown, body, role: null), "sign"),
            403 => (on => on.AskAsync(method, unknown, body, nameof(OperatorRole.Viewer)), "role"),
            404 => (on => on.AskAsync(method, unknown, body), unknown.Split('/')[4]),
            413 => (on => on.AskAsync(method, unknown, new string(' ', 300_000) + body), "too large"),
            415 => (on => on.AskAsync(method, unknown, body, type: "text/plain"), "application/json"),
            429 => (on => on.AskTiredAsync(method, unknown), "minute"),
            503 => (on => on.AskEmptyAsync(method, unknown), "no operator yet"),
            _ => throw new InvalidOperationException($"{method} {path} documents {status}: say in {nameof(s_own)} how it comes about."),
        };
    }

    private static async Task RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string word)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True(answer.StatusCode == status, $"{answer.RequestMessage!.RequestUri}: {(int)answer.StatusCode}: {text}");
            Assert.Contains(word, (string?)JsonNode.Parse(text)!["detail"], StringComparison.Ordinal);
        }
    }

    private static JsonObject Paths() => JsonNode.Parse(File.ReadAllText(RepositoryRoot.File("docs", "openapi.json")))!["paths"]!.AsObject();

    private static IEnumerable<int> Statuses(JsonNode operation) => operation["responses"]!.AsObject().Select(one => int.Parse(one.Key, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>What the API says of listeners and of the connection, without the times.</summary>
    private async Task<string> StateAsync()
    {
        using var listeners = await servers.AskAsync("GET", "/api/v1/listeners");
        using var open = await servers.AskAsync("GET", $"/api/v1/connections/{servers.Open}");
        var connection = JsonNode.Parse(await open.Content.ReadAsStringAsync(Stop))!.AsObject();
        connection.Remove("rttMs");
        return await listeners.Content.ReadAsStringAsync(Stop) + connection;
    }
}
