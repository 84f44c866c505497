using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ChatHub.Server.Operators.SignIn;

/// <summary><c>Authorization: Bearer KEY</c>.</summary>
internal sealed class KeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, ApiKeys keys, IAuditTrail audit)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    private const string Prefix = "Bearer ";

    /// <summary>The key that a request presents; null for none.</summary>
    public static string? PresentedBy(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].Trim() : null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (PresentedBy(Request) is not { } presented)
        {
            return AuthenticateResult.NoResult();
        }

        var from = Context.Connection.RemoteIpAddress?.ToText() ?? "";
        if (await keys.FindAsync(presented) is not { } key)
        {
            audit.Write(OperatorIdentity.Nobody with { From = from }, AuditActs.UseKey, Request.Path, AuditOutcome.Refused, "no such key, or it is revoked or expired");
            return AuthenticateResult.Fail("The key is not good.");
        }

        var number = new Claim(OperatorIdentity.KeyClaim, key.Id.ToString(CultureInfo.InvariantCulture));
        return AuthenticateResult.Success(new AuthenticationTicket(new OperatorIdentity(key.Name, key.Role, OperatorProof.Key, from).ToPrincipal(OperatorSchemes.Key, number), OperatorSchemes.Key));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return OperatorSchemes.RefuseAsync(Context, StatusCodes.Status401Unauthorized);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => OperatorSchemes.RefuseAsync(Context, StatusCodes.Status403Forbidden);
}
