using ChatHub.Chat;
using ChatHub.Server.Operators.Accounts;
using Microsoft.AspNetCore.Identity;

namespace ChatHub.Server.Operators.SignIn.Passkeys;

/// <summary>Which passkeys are taken. They are bound to the host name that they were made at, which is one of those that the dashboard answers to.</summary>
internal static class PasskeyRules
{
    /// <summary>Most characters of what a passkey is called.</summary>
    public const int MostNameCharacters = 40;

    /// <summary>Most characters of what a browser answers: keys with a certificate of their maker take a few thousand.</summary>
    public const int MostCredentialCharacters = 32_768;

    /// <summary>How long a question waits for its answer.</summary>
    public static readonly TimeSpan Good = TimeSpan.FromMinutes(5);

    public static void AddPasskeys(this IServiceCollection services)
    {
        services.AddSingleton<PasskeyChallenges>().AddSingleton<PasskeyDoor>().AddSingleton<OwnPasskeys>().AddScoped<IPasskeyHandler<OperatorAccount>, PasskeyHandler<OperatorAccount>>();
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            options.UserVerificationRequirement = "required"; // with the finger, face or PIN it is two factors
            options.ResidentKeyRequirement = "required"; // it says whose it is, so that no name has to be typed
            options.AuthenticatorTimeout = Good;
            options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && IsOwn(context.Origin, context.HttpContext.Request.Host));
        });
    }

    /// <summary>What a passkey may be called, of what somebody wrote; null where that cannot be.</summary>
    public static string? NameOf(string? written) => written?.Trim() is { Length: > 0 and <= MostNameCharacters } name && VisibleText.Of(name) is { Length: <= MostNameCharacters } visible ? visible : null;

    /// <summary>
    /// Whether a page is one of this dashboard: the host that the request names, over HTTPS or on this machine. The scheme of the request does not count: a proxy may end HTTPS, and
    /// browsers have passkeys nowhere else.
    /// </summary>
    internal static bool IsOwn(string? origin, HostString host) =>
        host.HasValue && ($"https://{host}".Equals(origin, StringComparison.OrdinalIgnoreCase) || (IsHere(host.Host) && $"http://{host}".Equals(origin, StringComparison.OrdinalIgnoreCase)));

    private static bool IsHere(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
