using System.Collections.Concurrent;
using System.Net;
using System.Text;
using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Xunit;

namespace ChatHub.Server.Tests.Metrics;

/// <summary>What a collector gets that <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names.</summary>
public sealed class OtlpTests
{
    private const int Deadline = 20_000;

    [Fact]
    public async Task Collector_AfterAnAct_HasTheMetricsAndTheActAsATrace()
    {
        var got = new ConcurrentDictionary<string, string>();
        await using var collector = await CollectorAsync(got);
        await using var server = await WebServer.StartAsync(new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.First(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" });

        await server.App.Services.GetRequiredService<OperatorCommands>().SendAsync(new("hello"), new ChatHub.Chat.SendTarget.ToRoom("attic"), TimeZoneInfo.Utc, 1, Sample.Of(OperatorRole.Operator, "otto"));
        server.App.Services.GetRequiredService<MeterProvider>().ForceFlush(Deadline); // false in any case: Prometheus is never pushed to
        Assert.True(server.App.Services.GetRequiredService<TracerProvider>().ForceFlush(Deadline));

        Assert.Contains("dotnet.gc.collections", got["/v1/metrics"], StringComparison.Ordinal);
        Assert.All(["send", "otto", "attic", "chathub.act.outcome"], word => Assert.Contains(word, got["/v1/traces"], StringComparison.Ordinal));
        Assert.DoesNotContain("hello", got["/v1/traces"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoCollector_Named_NothingIsTraced()
    {
        await using var server = await WebServer.StartAsync();

        Assert.Null(server.App.Services.GetService<TracerProvider>());
    }

    /// <summary>Takes what comes; texts stand in protobuf as they are.</summary>
    private static async Task<WebApplication> CollectorAsync(ConcurrentDictionary<string, string> got)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            got.AddOrUpdate(context.Request.Path, _ => Encoding.Latin1.GetString(body.ToArray()), (_, before) => before + Encoding.Latin1.GetString(body.ToArray()));
            context.Response.ContentType = "application/x-protobuf";
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
