using ChatHub.Server.Operators.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ChatHub.Server.Operators.SignIn.OpenId;

/// <summary>The way to the provider and back: code flow with PKCE, state and nonce.</summary>
internal static class OpenIdScheme
{
    /// <summary>Name of the scheme.</summary>
    public const string Name = "OpenId";

    /// <summary>Where somebody goes to the provider.</summary>
    public const string Start = "/sign-in/open-id";

    /// <summary>Where the provider sends them back to.</summary>
    public const string Back = "/sign-in/open-id/back";

    /// <summary>How long somebody may take at the provider.</summary>
    public static readonly TimeSpan Good = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(2);

    // A secret that both know (HS256), or no signature at all, proves nothing here.
    private static readonly string[] s_signatures = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public static AuthenticationBuilder AddOpenIdScheme(this AuthenticationBuilder schemes, OperatorsOptions operators)
    {
        if (operators is not { SignIn: SignInRule.Required, OpenId: { IsOn: true } settings })
        {
            return schemes;
        }

        schemes.AddOpenIdConnect(Name, options => Set(options, settings));
        schemes.Services.AddSingleton<OpenIdDoor>().AddOptions<OpenIdConnectOptions>(Name).Configure<TimeProvider>((options, time) =>
            options.TokenValidationParameters.LifetimeValidator = (notBefore, expires, _, _) =>
                expires > time.GetUtcNow().UtcDateTime - s_skew && !(notBefore > time.GetUtcNow().UtcDateTime + s_skew));
        return schemes;
    }

    private static void Set(OpenIdConnectOptions options, OpenIdOptions settings)
    {
        options.Authority = settings.Authority;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret.Length > 0 ? settings.ClientSecret : null;
        options.RequireHttpsMetadata = !(Uri.TryCreate(settings.Authority, UriKind.Absolute, out var authority) && authority.IsLoopback);
        options.BackchannelTimeout = TimeSpan.FromSeconds(10);
        options.SignInScheme = OperatorSessions.Scheme;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query; // a form posted from elsewhere would come without the cookies of the way there
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.SaveTokens = false;
        options.DisableTelemetry = true;
        options.Scope.Clear();
        foreach (var scope in settings.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            options.Scope.Add(scope);
        }

        options.CallbackPath = Back;
        options.RemoteSignOutPath = default; // sessions end here, not by a link of others
        options.SignedOutCallbackPath = default;
        options.RemoteAuthenticationTimeout = Good;
        options.CorrelationCookie = Cookie("chathub.openid.way.");
        options.NonceCookie = Cookie("chathub.openid.once.");
        options.TokenValidationParameters.ValidAlgorithms = s_signatures;
        options.ClaimActions.Clear(); // keeps iss, which tells whose sub it is
    }

    // Lax: the provider's answer is a step from another site. They are good for this step alone.
    private static CookieBuilder Cookie(string name) => new()
    {
        Name = name, Path = Back, HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, SecurePolicy = CookieSecurePolicy.SameAsRequest, MaxAge = Good,
    };
}
