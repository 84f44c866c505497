using System.Diagnostics;
using ChatHub.Chat;
using ChatHub.Server.Hosting;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Export;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatHub.Server.Api;

/// <summary><c>GET /api/v1/status</c>.</summary>
internal static class StatusApi
{
    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/status", Get).WithSummary("How the server does");

    private static Ok<StatusModel> Get(HttpRequest request, MessageHub hub, ConnectionRegistry connections, Func<MessageLogStatus> log, TimeProvider time)
    {
        new ApiQuery(request).Check();
        using var process = Process.GetCurrentProcess();
        var started = new DateTimeOffset(process.StartTime.ToUniversalTime());
        var uptime = TimeSpan.FromSeconds(Math.Max(0, Math.Floor((time.GetUtcNow() - started).TotalSeconds)));
        var (totals, (bytesIn, bytesOut), status) = (hub.Totals, connections.CountBytes(), log());
        return TypedResults.Ok(new StatusModel(
            StartupBanner.Version, started, uptime, new(connections.Count, Math.Max(connections.Peak, connections.Count), connections.Total),
            totals.MessagesIn, connections.CountTraffic().Sum(one => one.MessagesOut), totals.Deliveries, bytesIn, bytesOut, totals.PendingBytes + connections.BacklogBytes,
            new(ExportNames.Of(status.State), status.Fault, status.Since, status.LastId, status.Pending, status.Unlogged, status.IndexTrails, status.FileBytes)));
    }

    /// <summary>How the server does.</summary>
    /// <param name="Version">Of the program.</param>
    /// <param name="Started">When it started, UTC.</param>
    /// <param name="Uptime">For how long it has run.</param>
    /// <param name="Connections">How many connections.</param>
    /// <param name="MessagesIn">Messages taken since the start.</param>
    /// <param name="MessagesOut">Messages given to sockets or outboxes since the start, the server's own words to one connection among them.</param>
    /// <param name="Deliveries">Messages given to sessions since the start, once per receiver.</param>
    /// <param name="BytesIn">Bytes received since the start.</param>
    /// <param name="BytesOut">Bytes that sockets took since the start.</param>
    /// <param name="BacklogBytes">Bytes that wait, in rooms and outboxes.</param>
    /// <param name="Log">How the message log does.</param>
    private sealed record StatusModel(
        string Version, DateTimeOffset Started, TimeSpan Uptime, ConnectionCounts Connections, long MessagesIn, long MessagesOut, long Deliveries, long BytesIn, long BytesOut, long BacklogBytes, LogModel Log);

    /// <summary>Connections.</summary>
    /// <param name="Now">Open.</param>
    /// <param name="Peak">Most at once since the start.</param>
    /// <param name="Total">Accepted since the start.</param>
    private sealed record ConnectionCounts(int Now, int Peak, long Total);

    /// <summary>The message log.</summary>
    /// <param name="State"><c>off running degraded</c>.</param>
    /// <param name="Fault">Why it is degraded.</param>
    /// <param name="Since">Since when, UTC.</param>
    /// <param name="LastId">Number of the newest entry written.</param>
    /// <param name="Pending">Entries that wait to be written.</param>
    /// <param name="Unlogged">Entries lost to the log since the start.</param>
    /// <param name="IndexTrails">Entries that the text index does not have yet.</param>
    /// <param name="Bytes">Bytes of its files.</param>
    private sealed record LogModel(string State, string? Fault, DateTimeOffset? Since, long LastId, int Pending, long Unlogged, long IndexTrails, long Bytes);
}
