using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;
using Microsoft.AspNetCore.Antiforgery;

namespace ChatHub.Server.Api;

/// <summary>
/// What changes something takes a token in <see cref="Header"/> where the dashboard's cookie vouches for the caller: a browser sends the cookie by itself, whoever made it ask. An API key
/// is sent by nobody who does not mean to.
/// </summary>
internal sealed class ApiAntiforgery(IAntiforgery antiforgery, IAuditTrail audit) : IEndpointFilter
{
    /// <summary>The header with the token, which is that of the forms of the dashboard.</summary>
    public const string Header = "RequestVerificationToken";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var caller = context.HttpContext.Caller();
        if (caller.Proof is OperatorProof.Key or OperatorProof.Machine || await antiforgery.IsRequestValidAsync(context.HttpContext))
        {
            return await next(context);
        }

        audit.Write(caller, AuditActs.Visit, context.HttpContext.Request.Path, AuditOutcome.Refused, "no antiforgery token");
        return Results.Problem(
            $"With the dashboard's cookie this takes the header {Header} with the token of one of the dashboard's forms; or use an API key: Authorization: Bearer KEY.", statusCode: StatusCodes.Status403Forbidden);
    }
}
