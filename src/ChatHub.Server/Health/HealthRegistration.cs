using System.Text.Encodings.Web;
using System.Text.Json;
using ChatHub.Server.Operators;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChatHub.Server.Health;

/// <summary>
/// <c>/healthz/live</c>: the process answers. <c>/healthz/ready</c>: it does what it is there for. 200 or 503, with the state as JSON. Neither needs a sign-in;
/// each check and its reason, which names folders and listeners, is for those who may see.
/// </summary>
internal static class HealthRegistration
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Adds what must hold for the server to be ready.</summary>
    public static void AddReadyChecks(this IHealthChecksBuilder checks) => checks
        .AddCheck<StoppingCheck>("server")
        .AddCheck<ListenersCheck>("listeners")
        .AddCheck<MessageLogCheck>("messageLog")
        .AddCheck<DiskCheck>("disk");

    /// <summary>Maps both.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        endpoints.MapHealthChecks("/healthz/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, s_json);
        json.WriteStartObject();
        json.WriteString("status", report.Status == HealthStatus.Healthy ? "healthy" : "unhealthy");
        if (OperatorIdentity.Of(context.User).May(OperatorRole.Viewer))
        {
            WriteChecks(json, report);
        }

        json.WriteEndObject();
        json.Flush();
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static void WriteChecks(Utf8JsonWriter json, HealthReport report)
    {
        json.WriteStartObject("checks");
        foreach (var (name, check) in report.Entries)
        {
            json.WriteStartObject(name);
            json.WriteString("status", check.Status == HealthStatus.Healthy ? "healthy" : "unhealthy");
            json.WriteString("reason", check.Description ?? check.Exception?.Message ?? "");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
