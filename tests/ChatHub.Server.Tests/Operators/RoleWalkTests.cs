using System.Net;
using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
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
        ["/not-found"] = OperatorRole.Viewer, ["/audit"] = OperatorRole.Administrator, ["/operators"] = OperatorRole.Administrator,
        ["/account"] = OperatorRole.Viewer, ["/account/password"] = OperatorRole.Viewer, ["/account/second-factor"] = OperatorRole.Viewer, ["/account/sessions"] = OperatorRole.Viewer,
        ["/sign-in"] = Anyone, ["/sign-out"] = Anyone, ["/set-up"] = Anyone, ["/healthz/live"] = Anyone, ["/healthz/ready"] = Anyone,
        ["/api/v1/messages/export"] = OperatorRole.Viewer, ["/api/v1/audit"] = OperatorRole.Administrator, ["/api/v1/audit/export"] = OperatorRole.Administrator,
    };

    [Fact]
    public async Task Endpoints_All_LetInThoseOfTheirRoleAndNobodyElse()
    {
        await using var server = await WebServer.StartAsync();
        var visitors = new List<(OperatorRole Role, WebServer.Visitor Visitor)> { (OperatorRole.None, server.Visit()) };
        foreach (var role in OperatorRoles.All)
        {
            visitors.Add((role, await server.SignInAsync(role)));
        }

        var endpoints = server.App.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().Concat(((IEndpointRouteBuilder)server.App).DataSources).Distinct()
            .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Distinct().ToList();
        var walked = new HashSet<string>();
        foreach (var endpoint in endpoints.Where(endpoint => !IsFile(endpoint)))
        {
            var path = "/" + endpoint.RoutePattern.RawText!.Trim('/');
            if (path.StartsWith("/_blazor", StringComparison.Ordinal) || path.StartsWith("/_framework", StringComparison.Ordinal))
            {
                Assert.True(endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null || endpoint.Metadata.GetMetadata<IAuthorizeData>() is null, path);
                continue;
            }

            Assert.True(s_rules.TryGetValue(path, out var needed), $"{path} has no rule here");
            walked.Add(path);
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                foreach (var (role, visitor) in visitors)
                {
                    using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
                    using var answer = await visitor.Client.SendAsync(request, TestContext.Current.CancellationToken);
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
