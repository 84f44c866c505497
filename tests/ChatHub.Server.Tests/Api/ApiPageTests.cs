using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatHub.Server.Api;
using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Api;

/// <summary>The page that shows the API.</summary>
public sealed partial class ApiPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "Parameters")]
    [InlineData("zh-Hans", "参数")]
    public async Task Page_InALanguage_HasEachOperationAndTypeAndNothingForeign(string language, string word)
    {
        await using var server = await WebServer.StartAsync();
        using var viewer = await server.SignInAsync(OperatorRole.Viewer);
        var description = JsonNode.Parse(await viewer.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Stop))!;

        using var answer = await viewer.GetAsync($"/api-docs?lang={language}");
        var page = await answer.Content.ReadAsStringAsync(Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains($"<html lang=\"{language}\">", page, StringComparison.Ordinal);
        Assert.Contains($">{word}</h4>", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Equal(description["paths"]!.AsObject().Sum(path => path.Value!.AsObject().Count), Operations().Count(page));
        Assert.All(description["paths"]!.AsObject(), path => Assert.Contains($"<code>{path.Key}</code>", page, StringComparison.Ordinal));
        Assert.All(description["components"]!["schemas"]!.AsObject(), schema => Assert.Contains($"id=\"type-{schema.Key}\"", page, StringComparison.Ordinal));
        var ids = Ids().Matches(page).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.All(Anchors().Matches(page), anchor => Assert.Contains(anchor.Groups[1].Value, ids)); // no link leads nowhere
        Assert.DoesNotContain("://", Addresses().Matches(page).Select(match => match.Value).Aggregate("", string.Concat), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        using var style = await viewer.GetAsync("/css/api.css");
        Assert.Equal(HttpStatusCode.OK, style.StatusCode);
    }

    [Fact]
    public void Guide_OfADescription_SaysTypesInShort()
    {
        var guide = ApiGuide.Read(JsonNode.Parse(
            """
            {"paths":{"/api/v1/rooms/{name}":{"get":{"summary":"A room","parameters":[{"name":"name","in":"path","description":"Its name.","schema":{"type":"string"}}],
              "responses":{"200":{"content":{"application/json":{"schema":{"type":"array","items":{"$ref":"#/components/schemas/Room"}}}}},"204":{}}}}},
             "components":{"schemas":{"Room":{"type":"object","description":"It.","properties":{"members":{"type":["null","integer"],"format":"int32"},"kind":{"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/Kind"}]}}},
              "Kind":{"enum":["open","closed"]}}}}
            """)!);

        var operation = Assert.Single(Assert.Single(guide.Groups, group => group.Name == "rooms").Operations);
        Assert.Equal(("GET", "/api/v1/rooms/{name}", "A room", null), (operation.Method, operation.Path, operation.Summary, operation.Body));
        Assert.Equal(new ApiGuideField("name", "string", null, "Its name.") { Place = "path" }, Assert.Single(operation.Parameters));
        Assert.Equal([("200", new ApiGuideField("application/json", "Room[]", "Room", "")), ("204", null)], operation.Answers);
        Assert.Equal(["Kind", "Room"], guide.Types.Select(type => type.Name));
        Assert.Equal(["open", "closed"], guide.Types[0].Values);
        Assert.Equal([("members", "integer (int32)", null), ("kind", "Kind", "Kind")], guide.Types[1].Fields.Select(field => (field.Name, field.Type, field.TypeName)));
    }

    [GeneratedRegex("data-testid=\"api-operation\"")]
    private static partial Regex Operations();

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Ids();

    [GeneratedRegex("href=\"/api-docs#([^\"]+)\"")]
    private static partial Regex Anchors();

    [GeneratedRegex("(href|src|action)=\"[^\"]*\"")]
    private static partial Regex Addresses();
}
