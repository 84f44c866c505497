using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatHub.Server.Operators;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace ChatHub.Server.Tests.Api;

/// <summary>What the API answers meets the schema that <c>docs/openapi.json</c> has of it.</summary>
public sealed class ApiAnswerTests
{
    private static readonly JsonNode s_description = JsonNode.Parse(File.ReadAllText(RepositoryRoot.File("docs", "openapi.json")))!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_OfTheMainEndpoints_MeetTheirSchemas()
    {
        var log = new ListReader().Say("hello");
        await using var server = await WebServer.StartAsync(
            new() { ["ChatHub:Listeners:relay:Endpoint"] = "127.0.0.1:0" }, change: services => services.Replace(ServiceDescriptor.Singleton<IMessageReader>(log)));
        var (_, key) = await server.Keys.CreateAsync("program", OperatorRole.Administrator, null, "mia");
        using var http = new HttpClient { BaseAddress = server.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var client = new TcpClient();
        await client.ConnectAsync(System.Net.IPEndPoint.Parse(server.App.Services.GetRequiredService<ListenerManager>().List()[0].BoundEndpoint!), Stop);
        await client.GetStream().ReadExactlyAsync(new byte[1], Stop); // its greeting
        var id = server.App.Services.GetRequiredService<ConnectionRegistry>().Open()[0].Id;

        foreach (var (method, path, of, body) in new (string, string, string, string?)[]
        {
            ("POST", "/bans", "/bans", """{"address":"192.0.2.7"}"""),
            ("POST", "/bans", "/bans", """{"address":"192.0.2.8","for":"00:05:00","reason":"loud"}"""),
            ("GET", "/bans", "/bans", null),
            ("PATCH", $"/connections/{id}", "/connections/{id}", """{"alias":"Lab 3","muteFor":"00:05:00"}"""),
            ("GET", "/connections", "/connections", null),
            ("GET", $"/connections/{id}", "/connections/{id}", null),
            ("POST", "/messages", "/messages", """{"to":{"everyone":true},"text":"hello"}"""),
            ("GET", "/messages", "/messages", null),
            ("GET", "/messages/1", "/messages/{id}", null),
            ("GET", "/rooms", "/rooms", null),
            ("GET", "/status", "/status", null),
            ("GET", "/listeners", "/listeners", null),
            ("PUT", "/listeners/lab", "/listeners/{name}", """{"endpoint":"127.0.0.1:0","enabled":false}"""),
            ("POST", "/listeners/relay/drain", "/listeners/{name}/drain", null),
            ("GET", "/audit", "/audit", null),
            ("POST", "/connections/disconnect", "/connections/disconnect", $$"""{"ids":[{{id}}]}"""),
        })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1{path}") { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
            using var answer = await http.SendAsync(request, Stop);
            var text = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {text}");
            var schema = s_description["paths"]![$"/api/v1{of}"]![method.ToLowerInvariant()]!["responses"]![$"{(int)answer.StatusCode}"]!["content"]!["application/json"]!["schema"]!;
            var problems = new List<string>();
            Check(JsonNode.Parse(text), schema, $"{method} {path}", problems);
            Assert.True(problems.Count == 0, $"{string.Join('\n', problems)}\n{text}");
        }
    }

    [Fact]
    public void Times_InTheDescription_AreTexts() => Assert.All(
        s_description["components"]!["schemas"]!.AsObject().SelectMany(schema => schema.Value!["properties"]?.AsObject() ?? []).Where(field => (string?)field.Value!["format"] == "date-time"),
        field => Assert.Contains("string", TypesOf(field.Value!)));

    [Fact]
    public void Description_HasHowToSignIn()
    {
        var scheme = s_description["components"]!["securitySchemes"]![Assert.Single(s_description["security"]![0]!.AsObject()).Key]!;
        Assert.Equal(("http", "bearer"), ((string?)scheme["type"], (string?)scheme["scheme"]));
    }

    /// <summary>What the schemas here are made of: references, choices with null, types, lists, fields.</summary>
    private static void Check(JsonNode? value, JsonNode schema, string at, List<string> problems)
    {
        schema = Referred(schema);
        if (schema["oneOf"] is JsonArray choice)
        {
            schema = Referred(choice.First(one => (string?)one!["type"] != "null")!);
        }

        var types = TypesOf(schema);
        if (types.Count > 0 && !types.Contains(TypeOf(value)) && !(types.Contains("number") && TypeOf(value) == "integer"))
        {
            problems.Add($"{at} is {value?.ToJsonString() ?? "null"}: expected {string.Join(" or ", types)}");
        }

        if (schema["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value)))
        {
            problems.Add($"{at} is {value?.ToJsonString() ?? "null"}: expected one of {words.ToJsonString()}");
        }

        foreach (var (item, number) in (value as JsonArray ?? []).Select((item, number) => (item, number)))
        {
            Check(item, schema["items"]!, $"{at}[{number}]", problems);
        }

        if (value is JsonObject fields)
        {
            problems.AddRange((schema["required"]?.AsArray() ?? []).Where(name => !fields.ContainsKey((string)name!)).Select(name => $"{at} has no {name}"));
            foreach (var (name, field) in fields)
            {
                if (schema["properties"]?[name] is { } known)
                {
                    Check(field, known, $"{at}.{name}", problems);
                }
                else
                {
                    problems.Add($"{at} has a {name}, which its schema has not");
                }
            }
        }
    }

    private static JsonNode Referred(JsonNode schema) => schema["$ref"] is { } name ? s_description["components"]!["schemas"]![((string)name!).Split('/')[^1]]! : schema;

    private static HashSet<string> TypesOf(JsonNode schema) => schema["type"] switch
    {
        JsonArray many => [.. many.Select(one => (string)one!)],
        { } one => [(string)one!],
        null => [],
    };

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
        { } kind => kind.ToString().ToLowerInvariant(),
    };
}
