using Microsoft.Extensions.Configuration;
using ChatHub.Server.Dashboard;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard;

public sealed class DashboardSecurityTests
{
    private static readonly ServiceProvider s_services = new ServiceCollection().AddLogging().AddAuthentication("Cookie").AddCookie("Cookie").Services.BuildServiceProvider();

    [Theory]
    [InlineData("/_blazor", "http://evil.example", 403)]
    [InlineData("/_blazor/negotiate", "null", 403)]
    [InlineData("/_blazor", "http://localhost:9090", 403)]
    [InlineData("/_blazor", "http://localhost:8080", 200)]
    [InlineData("/_blazor", "https://localhost:8080", 200)]
    [InlineData("/_blazor", null, 200)]
    [InlineData("/", "http://evil.example", 200)]
    public async Task LiveConnection_Origin_MustBeOurs(string path, string? origin, int expected)
    {
        var context = await AskAsync(path, origin);

        Assert.Equal(expected, context.Response.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/messages/export", "cross-site", "no-cors", 403)]
    [InlineData("/_blazor", "cross-site", null, 403)]
    [InlineData("/api/v1/messages/export", "cross-site", "navigate", 200)]
    [InlineData("/api/v1/messages/export", "same-origin", "no-cors", 200)]
    [InlineData("/api/v1/messages/export", null, null, 200)]
    [InlineData("/", "cross-site", "no-cors", 200)]
    public async Task Request_OfAPartOfAnotherSitesPage_IsRefusedThoughItNamesNoOrigin(string path, string? site, string? mode, int expected)
    {
        var context = await AskAsync(path, null, headers: [("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode)]);

        Assert.Equal(expected, context.Response.StatusCode);
    }

    [Fact]
    public async Task Page_Headers_LetNothingInFromElsewhere()
    {
        var headers = (await AskAsync("/", null)).Response.Headers;

        Assert.Contains("script-src 'self';", headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.Equal("nosniff", headers.XContentTypeOptions);
        Assert.Equal("no-referrer", headers["Referrer-Policy"]);
        Assert.Contains("camera=()", headers["Permissions-Policy"].ToString(), StringComparison.Ordinal);
        Assert.Equal("same-origin", headers["Cross-Origin-Opener-Policy"]);
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("192.168.1.20", true)]
    [InlineData("[::1]", true)]
    [InlineData("evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("", false)]
    public async Task Host_ThatAStrangerMayHavePointedHere_IsNotServed(string host, bool served)
    {
        var context = await AskAsync("/", null, host);
        Assert.Equal(served ? StatusCodes.Status200OK : StatusCodes.Status421MisdirectedRequest, context.Response.StatusCode);
    }

    [Theory]
    [InlineData("localhost:999999", "http://localhost", 400)]
    [InlineData("localhost:999999", null, 400)]
    [InlineData("localhost:8080", "http://localhost:999999", 403)]
    [InlineData("evil.example", "http://evil.example", 421)]
    public async Task Request_IsRefused_StillHasTheHeaders(string host, string? origin, int expected)
    {
        var response = (await AskAsync("/api/v1/status", origin, host)).Response;

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", response.ContentType);
        Assert.Equal("nosniff", response.Headers.XContentTypeOptions);
        Assert.Contains("default-src 'self'", response.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-store", response.Headers.CacheControl);
    }

    [Fact]
    public async Task Host_HostsAreSet_IsLeftToTheFrameworksFilter()
    {
        var context = await AskAsync("/", null, "chat.example", new() { ["AllowedHosts"] = "chat.example" });
        Assert.Equal(StatusCodes.Status200OK, context.Response.StatusCode);
    }

    private static async Task<HttpContext> AskAsync(string path, string? origin, string host = "localhost:8080", Dictionary<string, string?>? settings = null, params (string Name, string? Value)[] headers)
    {
        var context = new DefaultHttpContext { RequestServices = s_services };
        context.Request.Host = new HostString(host);
        context.Request.Path = path;
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
        {
            context.Request.Headers[name] = value;
        }

        if (origin is not null)
        {
            context.Request.Headers.Origin = origin;
        }

        await new DashboardSecurity(_ => Task.CompletedTask, new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).InvokeAsync(context);
        return context;
    }
}
