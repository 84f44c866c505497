using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.SignIn;

namespace ChatHub.Server.Operators;

/// <summary>What the console says about operators when the server runs.</summary>
internal static class OperatorsLine
{
    /// <summary>The lines: the link to make the first operator, or that sign-in is off; none otherwise.</summary>
    public static IReadOnlyList<string> AboutOperators(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILogger<OperatorsOptions>>();
        if (app.Services.GetRequiredService<OperatorsOptions>().SignIn == SignInRule.Off)
        {
            OperatorLog.SignInIsOff(log);
            return ["Sign-in is off: everyone at this machine may do everything on the dashboard."];
        }

        foreach (var url in app.Urls.Where(url => url.StartsWith("http:", StringComparison.Ordinal) && !LoopbackAddress.Is(url)))
        {
            OperatorLog.WithoutHttps(log, url);
        }

        return app.Services.GetRequiredService<OperatorFile>().HasAccounts() || app.Urls.FirstOrDefault() is not { } first
            ? []
            : ["There is no operator yet. To make the first one, open this link (good once, for 30 minutes):", $"  {app.Services.GetRequiredService<SetUpLink>().Make(first)}"];
    }
}
