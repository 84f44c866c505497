using ChatHub.Server.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace ChatHub.Server.Metrics;

/// <summary>Gives the meters to who asks: <c>/metrics</c> for Prometheus, and OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</summary>
internal static class MetricsRegistration
{
    private static readonly string[] s_meters =
        [ChatHubMetrics.MeterName, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.Server.Circuits"];

    /// <summary>Adds the meter and those who export.</summary>
    public static void AddMetrics(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ChatHubMetrics>();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("chathub", serviceVersion: StartupBanner.Version))
            .WithMetrics(metrics => metrics.AddMeter(s_meters).AddPrometheusExporter(options => options.ScrapeResponseCacheDurationMilliseconds = 300));
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter();
        }
    }

    /// <summary>Maps <c>/metrics</c>.</summary>
    public static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics");
}
