using ChatHub.Server.Operators.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace ChatHub.Server.Dashboard.SignIn;

/// <summary>
/// Shows the page anew to who sends a form to sign in or out that was shown to somebody else, or to nobody: in one of two tabs that waited for a sign-in when the other was
/// signed in. Nothing of such a form is done.
/// </summary>
internal static class StaleForms
{
    private static readonly PathString[] s_paths = [SignInAddress.Path, SignInAddress.Leave, PasskeyEndpoints.Ask, PasskeyEndpoints.Answer];

    /// <summary>Adds it, behind the check of forms.</summary>
    public static void UseStaleForms(this WebApplication app) => app.Use((HttpContext context, RequestDelegate next) =>
    {
        // A body that could not be read is answered as what it is: see BrokenBodies.
        var isStale = context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false, Error.InnerException: not (IOException or InvalidDataException) };
        if (!isStale || !HttpMethods.IsPost(context.Request.Method) || !s_paths.Contains(context.Request.Path))
        {
            return next(context);
        }

        // What it says is not for reading; where it wanted to go on to is, if the check has read it. A check that found its token in a header has not, and nobody waits here for what a stranger sends.
        context.Features.Set<IAntiforgeryValidationFeature>(null);
        context.Response.Redirect(SignInAddress.For(context.Features.Get<IFormFeature>()?.Form?["place"].ToString() ?? "/"));
        return Task.CompletedTask;
    });
}
