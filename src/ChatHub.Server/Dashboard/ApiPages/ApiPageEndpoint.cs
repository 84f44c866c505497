using ChatHub.Server.Api;
using ChatHub.Server.Dashboard.SignIn;

namespace ChatHub.Server.Dashboard.ApiPages;

/// <summary><c>/api-docs</c>: the description of the API as a page, for whoever may see.</summary>
internal static class ApiPageEndpoint
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api-docs", async (HttpContext context, ApiGuideSource source) =>
        SignInEndpoints.Page<ApiPage>(context, StatusCodes.Status200OK, new { Guide = await source.GetAsync(context.RequestAborted) })).ExcludeFromDescription();
}
