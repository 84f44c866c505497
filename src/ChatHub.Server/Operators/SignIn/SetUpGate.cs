using ChatHub.Server.Operators.Accounts;
using Microsoft.AspNetCore.Authorization;

namespace ChatHub.Server.Operators.SignIn;

/// <summary>While there is no operator, nothing is reachable but the page that makes the first one, and what needs no sign-in.</summary>
internal sealed class SetUpGate(RequestDelegate next, OperatorAccounts accounts)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null || await accounts.AnyAsync())
        {
            await next(context);
        }
        else if (HttpMethods.IsGet(context.Request.Method) && !OperatorSchemes.IsForPrograms(context.Request))
        {
            context.Response.Redirect("/set-up");
        }
        else
        {
            await Results.Problem("There is no operator yet: the console of the server shows a link to make the first one.", statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
        }
    }
}
