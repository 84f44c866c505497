using System.Diagnostics;
using ChatHub.Server.Hosting;
using ChatHub.Server.Operators.Audit;

namespace ChatHub.Server.Operators;

/// <summary>A span for each act of an operator, with what the audit has of it but for the detail. The names of tags are OpenTelemetry's where it has one.</summary>
internal static class OperatorTraces
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "ChatHub";

    private static readonly ActivitySource s_source = new(SourceName, StartupBanner.Version);

    /// <summary>Begins the span of an act; null where nobody listens.</summary>
    public static Activity? Begin(OperatorIdentity who, string act, string target)
    {
        var span = s_source.StartActivity(act);
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag("user.name", who.Name).SetTag("user.roles", new[] { who.Role.ToString() }).SetTag("chathub.act.target", target);
            if (who.From.Length > 0)
            {
                span.SetTag("client.address", who.From);
            }
        }

        return span;
    }

    /// <summary>Ends it. What was refused is no error of the server; what failed is.</summary>
    public static void End(Activity? span, AuditOutcome outcome)
    {
        if (span is null)
        {
            return;
        }

        span.SetTag("chathub.act.outcome", outcome.ToString());
        if (outcome == AuditOutcome.Failed)
        {
            span.SetStatus(ActivityStatusCode.Error).SetTag("error.type", "_OTHER");
        }

        span.Dispose();
    }
}
