using ChatHub.Chat;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Hosting.Stopping;

/// <summary>
/// Stops the server in order, from the moment in which it was asked to (not ready any more): operators' jobs, listeners and clients, the dashboard and the rest of the host, and last the
/// message log, so that all that was said is in it.
/// </summary>
internal sealed class ServerStop(
    OperatorJobs jobs, ListenerManager listeners, ConnectionRegistry connections, MessageHub hub, StopTimes times, TimeProvider time, ILogger<ServerStop> log, SqliteMessageLog? messageLog = null)
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(10);

    /// <summary>Stops all but the message log.</summary>
    /// <param name="host">What else runs.</param>
    /// <param name="atOnce">Cancelled when nobody wants to wait any more: who is connected is cut off.</param>
    public async Task StopAsync(IHost host, CancellationToken atOnce)
    {
        StopLog.Stops(log, connections.Count, times.Whole);
        using var second = atOnce.Register(() => StopLog.AtOnce(log, connections.Count));
        var began = time.GetTimestamp();
        var stopped = jobs.StopAll();
        if (stopped > 0)
        {
            StopLog.JobsStopped(log, stopped);
        }

        await listeners.StopAllAsync(times.Clients, atOnce);
        await RunEmptyAsync();
        StopLog.ClientsGone(log, time.GetElapsedTime(began));
        try
        {
            await host.StopAsync(atOnce); // bounded by the host's own time for it
        }
        catch (OperationCanceledException) when (atOnce.IsCancellationRequested)
        {
            // what was still at work is left to the end of the process
        }
    }

    /// <summary>Waits for what the rooms still have to say, and closes the message log. To be called whatever became of the rest.</summary>
    public async Task CloseMessageLogAsync()
    {
        await RunEmptyAsync();
        if (messageLog is not null)
        {
            await messageLog.CloseAsync();
        }
    }

    private async Task RunEmptyAsync()
    {
        var started = time.GetTimestamp();
        while (hub.Totals.PendingBytes > 0 && time.GetElapsedTime(started) < times.LastWords)
        {
            await Task.Delay(s_beat, time);
        }
    }
}
