using System.Diagnostics.Metrics;
using ChatHub.Server.Hosting;
using ChatHub.Server.Operators;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ChatHub.Server.Metrics;

/// <summary>Gives the meters to who asks: <c>/metrics</c> for Prometheus, and OTLP, with the traces of operators' acts, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</summary>
internal static class MetricsRegistration
{
    private static readonly string[] s_meters =
        [ChatHubMetrics.MeterName, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.Server.Circuits"];

    /// <summary>Those, beside the ones by listener, whose tags have values that people make up.</summary>
    private static readonly HashSet<string> s_manyTagValues = ["chathub.connections.open", "chathub.room.pending", "http.server.request.duration"];

    /// <summary>Adds the meter and those who export.</summary>
    public static void AddMetrics(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ChatHubMetrics>();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("chathub", serviceVersion: StartupBanner.Version))
            .WithMetrics(metrics => metrics.AddMeter(s_meters).AddView(RoomFor).AddPrometheusExporter(options => options.ScrapeResponseCacheDurationMilliseconds = 300));
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            // Each act, also one whose request says that it is not sampled: there are few.
            telemetry.WithTracing(traces => traces.AddSource(OperatorTraces.SourceName).SetSampler(new AlwaysOnSampler())).UseOtlpExporter();
        }
    }

    /// <summary>The library sets the memory of all tag values aside at the start, 2,000 of each instrument unless told otherwise: 9 MB at rest.</summary>
    private static MetricStreamConfiguration? RoomFor(Instrument instrument) =>
        s_manyTagValues.Contains(instrument.Name) || instrument.Name.StartsWith("chathub.listener.", StringComparison.Ordinal) ? null : new MetricStreamConfiguration { CardinalityLimit = 200 };

    /// <summary>Maps <c>/metrics</c>.</summary>
    public static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics");
}
