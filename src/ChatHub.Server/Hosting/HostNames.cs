using ChatHub.Server.Operators;

namespace ChatHub.Server.Hosting;

/// <summary>
/// Looks at the setting <c>AllowedHosts</c>, which the framework reads. Where nobody signs in, the name that a request gives for this server is all that tells a page of another site from the
/// dashboard: a page whose owner turns its name to this machine (DNS rebinding) is of the same origin to the browser.
/// </summary>
internal static class HostNames
{
    /// <summary>What the framework takes for any name.</summary>
    private static readonly string[] s_any = ["*", "0.0.0.0", "[::]"];

    /// <summary>What is wrong with the names, where sign-in is as said; null for nothing.</summary>
    public static string? ProblemOf(SignInRule signIn, IConfiguration configuration) =>
        signIn == SignInRule.Off && configuration["AllowedHosts"] is { Length: > 0 } names && IsForAny(names)
            ? $"AllowedHosts is '{names}': expected names with ; between, like localhost;chat.example, since sign-in is off and a page of any site could be served under a name of its own; or set ChatHub:Operators:SignIn to Required"
            : null;

    // Names under localhost lead to this machine whatever a stranger's server says. Where there is no name at all, the framework takes all.
    private static bool IsForAny(string names)
    {
        var all = names.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(name => name.Trim()).ToArray();
        return all.Length == 0 || all.Any(name => s_any.Contains(name) || (name.StartsWith("*.", StringComparison.Ordinal) && !name.Equals("*.localhost", StringComparison.OrdinalIgnoreCase)));
    }
}
