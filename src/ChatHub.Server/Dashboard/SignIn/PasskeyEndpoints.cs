using System.Text.Json.Nodes;
using ChatHub.Server.Operators.SignIn;
using ChatHub.Server.Operators.SignIn.Passkeys;
using Microsoft.AspNetCore.Mvc;

namespace ChatHub.Server.Dashboard.SignIn;

/// <summary>Sign-in with a passkey: a script of the page asks what the browser is to sign, and posts its answer as a form.</summary>
internal static class PasskeyEndpoints
{
    /// <summary>Where a page asks what is to be signed.</summary>
    public const string Ask = "/sign-in/passkey/ask";

    /// <summary>Where the answer goes.</summary>
    public const string Answer = "/sign-in/passkey";

    public static void MapPasskeys(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Ask, AskAsync).AllowAnonymous().RequireRateLimiting(SignInEndpoints.LeaveLimit);
        endpoints.MapPost(Answer, TakeAsync).AllowAnonymous().RequireRateLimiting(SignInEndpoints.Limit);
    }

    /// <summary>The question as a script reads it.</summary>
    internal static IResult Json(HttpContext context, PasskeyQuestion question)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new JsonObject { ["options"] = JsonNode.Parse(question.Options), ["challenge"] = question.Challenge });
    }

    private static async Task<IResult> AskAsync(HttpContext context, PasskeyDoor door, [FromForm] string? nothing)
    {
        _ = nothing; // a form, so that it is checked for forgery
        return Json(context, await door.AskAsync(context));
    }

    private static async Task<IResult> TakeAsync(HttpContext context, SignInDoor door, PasskeyDoor passkeys, [FromForm] string? place, [FromForm] string? challenge, [FromForm] string? credential)
    {
        var (answer, account, name) = await passkeys.CheckAsync(context, challenge, credential);
        return answer == SignInAnswer.Done
            ? await SignInEndpoints.EnterAsync(context, door, account!, place, by: $"by the passkey '{name}'")
            : SignInEndpoints.Page<SignInPage>(context, SignInEndpoints.StatusOf(answer), new { Place = SignInAddress.Local(place), Problem = PageTexts.Of(context.Request).Words(answer) });
    }
}
