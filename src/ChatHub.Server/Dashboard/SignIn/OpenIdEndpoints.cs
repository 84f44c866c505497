using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.SignIn;
using ChatHub.Server.Operators.SignIn.OpenId;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatHub.Server.Dashboard.SignIn;

/// <summary>The way to an OpenID Connect provider, and the pages that answer who comes back.</summary>
internal static class OpenIdEndpoints
{
    /// <summary>Answers those who come back by pages of this dashboard.</summary>
    public static void AddOpenIdPages(this IServiceCollection services) => services.AddOptions<OpenIdConnectOptions>(OpenIdScheme.Name).Configure(options =>
    {
        options.Events.OnTicketReceived = EnterAsync;
        options.Events.OnRemoteFailure = FailAsync;
    });

    public static void MapOpenId(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(OpenIdScheme.Start, StartAsync).AllowAnonymous().RequireRateLimiting(SignInEndpoints.Limit);

        // The scheme answers before this does; it is here for the limit, and is closed like the rest while there is no operator.
        endpoints.MapMethods(OpenIdScheme.Back, [HttpMethods.Get, HttpMethods.Post], () => Results.LocalRedirect(SignInAddress.Path)).RequireRateLimiting(SignInEndpoints.Limit);
    }

    // A link, not a form: the policy of the pages lets no form lead elsewhere.
    private static async Task<IResult> StartAsync(HttpContext context, OperatorAccounts accounts, OpenIdDoor door)
    {
        var place = SignInAddress.Local(context.Request.Query["return"]);
        if (context.User.Identity?.IsAuthenticated == true)
        {
            return Results.LocalRedirect(place);
        }

        if (!await accounts.AnyAsync())
        {
            return Results.LocalRedirect("/set-up");
        }

        try
        {
            await context.ChallengeAsync(OpenIdScheme.Name, new AuthenticationProperties { RedirectUri = place });
            return Results.Empty;
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or HttpRequestException && !context.Response.HasStarted)
        {
            return Refused(context, door.Refuse(OpenIdAnswer.Unreachable, "", context.Connection.RemoteIpAddress, "the provider does not answer"));
        }
    }

    private static async Task EnterAsync(TicketReceivedContext ticket)
    {
        var context = ticket.HttpContext;
        ticket.HandleResponse();
        var (answer, account) = await context.RequestServices.GetRequiredService<OpenIdDoor>().CheckAsync(ticket.Principal!, context.Connection.RemoteIpAddress);
        if (answer != OpenIdAnswer.Done)
        {
            await Refused(context, answer).ExecuteAsync(context);
            return;
        }

        // The session's cookie goes with no step that began at another site, as this one did: a page of this site takes the next step.
        var done = await SignInEndpoints.SignInAsync(context, context.RequestServices.GetRequiredService<SignInDoor>(), account!);
        var page = done ? SignInEndpoints.Page<GoOnPage>(context, StatusCodes.Status200OK, new { Place = SignInAddress.Local(ticket.ReturnUri) }) : SignInEndpoints.Overtaken(context, ticket.ReturnUri);
        await page.ExecuteAsync(context);
    }

    private static Task FailAsync(RemoteFailureContext failure)
    {
        failure.HandleResponse();
        var context = failure.HttpContext;

        // What the other side wrote is not repeated: the kind of failure says enough.
        var why = $"the answer of the provider is not good: {failure.Failure?.GetType().Name}";
        return Refused(context, context.RequestServices.GetRequiredService<OpenIdDoor>().Refuse(OpenIdAnswer.NotProven, "", context.Connection.RemoteIpAddress, why)).ExecuteAsync(context);
    }

    private static RazorComponentResult<SignInPage> Refused(HttpContext context, OpenIdAnswer answer)
    {
        var settings = context.RequestServices.GetRequiredService<OperatorsOptions>().OpenId;
        var status = answer switch
        {
            OpenIdAnswer.Unreachable => StatusCodes.Status503ServiceUnavailable,
            OpenIdAnswer.NotProven => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status403Forbidden,
        };
        return SignInEndpoints.Page<SignInPage>(context, status, new { Problem = PageTexts.Of(context.Request).OpenIdText(answer, settings.Shown) });
    }
}
