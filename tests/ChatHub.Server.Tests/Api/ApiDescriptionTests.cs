using System.Text.Json.Nodes;
using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatHub.Server.Tests.Api;

/// <summary>
/// <c>/openapi/v1.json</c> is what <c>docs/openapi.json</c> was approved to be, so that the API changes only on purpose. With the environment variable CHATHUB_APPROVE=1 it is written anew.
/// </summary>
public sealed class ApiDescriptionTests
{
    [Fact]
    public async Task Description_OfTheApi_IsTheApprovedOne()
    {
        await using var server = await WebServer.StartAsync();
        using var viewer = await server.SignInAsync(OperatorRole.Viewer);
        using var answer = await viewer.GetAsync("/openapi/v1.json");
        var text = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").TrimEnd() + "\n";

        var file = RepositoryRoot.File("docs", "openapi.json");
        if (Environment.GetEnvironmentVariable("CHATHUB_APPROVE") == "1")
        {
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        }

        Assert.Equal((await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public async Task Schemas_OfTheAnswers_AreEachOfOneType()
    {
        await using var server = await WebServer.StartAsync();
        var json = server.App.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var types = new HashSet<Type>();
        foreach (var answer in server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(endpoint => endpoint is RouteEndpoint { RoutePattern.RawText: { } path } && path.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.OfType<IProducesResponseTypeMetadata>()))
        {
            Walk(answer.Type);
        }

        var named = types.Select(type => (Type: type, Name: OpenApiOptions.CreateDefaultSchemaReferenceId(json.GetTypeInfo(type)))).Where(one => one.Name is not null);
        Assert.Contains(named, one => one.Name == "MessageModel");
        Assert.All(named.GroupBy(one => one.Name), name => Assert.Single(name.Select(one => Nullable.GetUnderlyingType(one.Type) ?? one.Type).Distinct()));

        void Walk(Type? type)
        {
            if (type is null || type == typeof(void) || !types.Add(type))
            {
                return;
            }

            var info = json.GetTypeInfo(type);
            Walk(info.ElementType);
            foreach (var field in info.Properties)
            {
                Walk(field.PropertyType);
            }
        }
    }

    [Fact]
    public void Audit_InTheDescription_IsNoMessageLog()
    {
        var entry = SchemaOf("/api/v1/audit")["properties"]!["items"]!["items"]!;
        Assert.Superset(new HashSet<string> { "who", "outcome" }, Referred(entry)["properties"]!.AsObject().Select(field => field.Key).ToHashSet());
    }

    private static JsonNode SchemaOf(string path) => Referred(Description()["paths"]![path]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!);

    private static JsonNode Referred(JsonNode schema) => schema["$ref"] is { } name ? Description()["components"]!["schemas"]![((string)name!).Split('/')[^1]]! : schema;

    private static JsonNode Description() => JsonNode.Parse(File.ReadAllText(RepositoryRoot.File("docs", "openapi.json")))!;
}
