using System.Net;
using ChatHub.Server.Api;
using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Operators;

/// <summary>Walks all that the web side serves, as it is mapped, with nobody and with each role: a new page or endpoint that has no line here fails.</summary>
public sealed class RoleWalkTests
{
    private const OperatorRole Anyone = OperatorRole.None;

    private static readonly Dictionary<string, OperatorRole> s_rules = new()
    {
        ["/"] = OperatorRole.Viewer, ["/connections"] = OperatorRole.Viewer, ["/messages"] = OperatorRole.Viewer, ["/listeners"] = OperatorRole.Viewer, ["/overview"] = OperatorRole.Viewer,
        ["/not-found"] = OperatorRole.Viewer, ["/audit"] = OperatorRole.Administrator, ["/operators"] = OperatorRole.Administrator, ["/webhooks"] = OperatorRole.Administrator,
        ["/account"] = OperatorRole.Viewer, ["/account/password"] = OperatorRole.Viewer, ["/account/second-factor"] = OperatorRole.Viewer, ["/account/sessions"] = OperatorRole.Viewer,
        ["/account/passkeys"] = OperatorRole.Viewer, ["/account/passkeys/ask"] = OperatorRole.Viewer, ["/account/passkeys/rename"] = OperatorRole.Viewer, ["/account/passkeys/remove"] = OperatorRole.Viewer,
        ["/sign-in/passkey"] = Anyone, ["/sign-in/passkey/ask"] = Anyone,
        ["/sign-in"] = Anyone, ["/sign-in/open-id"] = Anyone, ["/sign-in/open-id/back"] = Anyone, ["POST /sign-in/open-id/back"] = Anyone, ["/sign-out"] = Anyone, ["/set-up"] = Anyone, ["/healthz/live"] = Anyone, ["/healthz/ready"] = Anyone,
        ["/access"] = OperatorRole.Viewer, ["/metrics"] = OperatorRole.Viewer, ["/openapi/{documentName}.json"] = OperatorRole.Viewer, ["/api-docs"] = OperatorRole.Viewer,
        ["/api/v1/status"] = OperatorRole.Viewer, ["/api/v1/rooms"] = OperatorRole.Viewer,
        ["/api/v1/connections"] = OperatorRole.Viewer, ["/api/v1/connections/{id:long}"] = OperatorRole.Viewer, ["PATCH /api/v1/connections/{id:long}"] = OperatorRole.Operator,
        ["DELETE /api/v1/connections/{id:long}"] = OperatorRole.Operator, ["POST /api/v1/connections/disconnect"] = OperatorRole.Operator,
        ["/api/v1/messages"] = OperatorRole.Viewer, ["/api/v1/messages/{id:long}"] = OperatorRole.Viewer, ["POST /api/v1/messages"] = OperatorRole.Operator,
        ["/api/v1/messages/stream"] = OperatorRole.Viewer, ["/api/v1/events/stream"] = OperatorRole.Viewer,
        ["/api/v1/listeners"] = OperatorRole.Viewer, ["/api/v1/listeners/{name}"] = OperatorRole.Viewer, ["PUT /api/v1/listeners/{name}"] = OperatorRole.Administrator,
        ["DELETE /api/v1/listeners/{name}"] = OperatorRole.Administrator, ["POST /api/v1/listeners/{name}/start"] = OperatorRole.Administrator,
        ["POST /api/v1/listeners/{name}/stop"] = OperatorRole.Administrator, ["POST /api/v1/listeners/{name}/drain"] = OperatorRole.Administrator,
        ["/api/v1/bans"] = OperatorRole.Viewer, ["POST /api/v1/bans"] = OperatorRole.Operator, ["DELETE /api/v1/bans/{**id}"] = OperatorRole.Operator,
        ["/api/v1/messages/export"] = OperatorRole.Viewer, ["/api/v1/audit"] = OperatorRole.Administrator, ["/api/v1/audit/export"] = OperatorRole.Administrator,
    };

    private static readonly string[] s_forms =
    [
        "/sign-in", "/sign-in/passkey", "/sign-in/passkey/ask", "/set-up", "/sign-out", "/account/password", "/account/second-factor", "/account/sessions",
        "/account/passkeys", "/account/passkeys/ask", "/account/passkeys/rename", "/account/passkeys/remove",
    ];

    [Fact]
    public async Task Endpoints_All_LetInThoseOfTheirRoleAndNobodyElse()
    {
        await using var server = await WebServer.StartAsync(new()
        {
            ["ChatHub:Operators:Proxies"] = "127.0.0.1", ["ChatHub:Operators:OpenId:Authority"] = "http://127.0.0.1:1", ["ChatHub:Operators:OpenId:ClientId"] = "chathub", ["ChatHub:Operators:OpenId:Viewers"] = "chat",
        });
        var visitors = new List<(OperatorRole Role, WebServer.Visitor Visitor)> { (OperatorRole.None, server.Visit()) };
        var tokens = new Dictionary<OperatorRole, string>();
        foreach (var role in OperatorRoles.All)
        {
            visitors.Add((role, await server.SignInAsync(role)));
            tokens[role] = await visitors[^1].Visitor.TokenAsync("/account");
        }

        var endpoints = server.App.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().Concat(((IEndpointRouteBuilder)server.App).DataSources).Distinct()
            .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Distinct().ToList();
        var walked = new HashSet<string>();
        var asked = 0;
        foreach (var endpoint in endpoints.Where(endpoint => !IsFile(endpoint)))
        {
            var path = "/" + endpoint.RoutePattern.RawText!.Trim('/');
            if (path.StartsWith("/_blazor", StringComparison.Ordinal) || path.StartsWith("/_framework", StringComparison.Ordinal))
            {
                Assert.True(endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null || endpoint.Metadata.GetMetadata<IAuthorizeData>() is null, path);
                continue;
            }

            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                // A page takes GET and POST under one rule.
                var rule = method == "GET" || endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null || s_forms.Contains(path) ? path : $"{method} {path}";
                Assert.True(s_rules.TryGetValue(rule, out var needed), $"{rule} has no rule here");
                walked.Add(rule);
                foreach (var (role, visitor) in visitors)
                {
                    using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Real(path), UriKind.Relative));
                    request.Headers.Add("X-Forwarded-For", $"203.0.{asked / 250}.{1 + (asked++ % 250)}"); // so that no limit per address is met
                    if (path.StartsWith("/api/", StringComparison.Ordinal) && tokens.TryGetValue(role, out var token))
                    {
                        request.Headers.Add(ApiAntiforgery.Header, token);
                    }

                    using var answer = await visitor.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
                    Assert.True(Expected(answer, path, needed, role), $"{method} {path} asked for by {role}: {answer.StatusCode} {answer.Headers.Location}");
                }
            }
        }

        Assert.Equal(s_rules.Keys.Order(), walked.Order());
        using var circuit = await visitors[0].Visitor.Client.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, circuit.StatusCode);
        using var live = await visitors[1].Visitor.Client.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        visitors.ForEach(one => one.Visitor.Dispose());
    }

    [Fact]
    public void Pages_All_AreInTheWalk()
    {
        var pages = typeof(OperatorRole).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>()).Select(route => route.Template);
        Assert.All(pages, page => Assert.Contains(page, s_rules.Keys));
        Assert.DoesNotContain(typeof(OperatorRole).Assembly.GetTypes(), type => type.IsAssignableTo(typeof(IComponent)) && type.IsDefined(typeof(AllowAnonymousAttribute), true));
    }

    private static string Real(string path) => path.Replace("{id:long}", "1", StringComparison.Ordinal).Replace("{name}", "nothing", StringComparison.Ordinal)
        .Replace("{**id}", "192.0.2.1", StringComparison.Ordinal).Replace("{documentName}", "v1", StringComparison.Ordinal);

    private static bool IsFile(RouteEndpoint endpoint) => 
        endpoint.Metadata.Any(data => data.GetType().Name == "StaticAssetDescriptor") || endpoint.RoutePattern.RawText?.Trim('/') == "{**path:file}"; // files of the development server

    private static bool Expected(HttpResponseMessage answer, string path, OperatorRole needed, OperatorRole role)
    {
        var toSignIn = answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location?.ToString().StartsWith("/sign-in", StringComparison.Ordinal) == true && path != "/sign-out";
        return needed == Anyone ? answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            : role == OperatorRole.None ? toSignIn || answer.StatusCode == HttpStatusCode.Unauthorized
            : role < needed ? answer.StatusCode == HttpStatusCode.Forbidden
            : !toSignIn && answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.InternalServerError);
    }
}
