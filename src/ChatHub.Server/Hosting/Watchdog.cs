using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting.Systemd;

namespace ChatHub.Server.Hosting;

/// <summary>
/// Tells systemd that the process works, where the unit has <c>WatchdogSec</c> (sd_watchdog_enabled(3)): at half that time, from a thread of the pool, so that a process whose pool
/// is stuck is restarted.
/// </summary>
internal sealed class Watchdog(ISystemdNotifier notifier, TimeProvider time) : IHostedService, IDisposable
{
    private static readonly ServiceState s_works = new("WATCHDOG=1");

    private ITimer? _timer;

    /// <summary>What systemd says of it, in microseconds; null where there is no watchdog.</summary>
    internal string? Microseconds { get; init; } = Environment.GetEnvironmentVariable("WATCHDOG_USEC");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (notifier.IsEnabled && long.TryParse(Microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0)
        {
            var half = TimeSpan.FromMicroseconds(microseconds / 2.0);
            _timer = time.CreateTimer(static notifier => Tell((ISystemdNotifier)notifier!), notifier, half, half);
        }

        return Task.CompletedTask;
    }

    /// <summary>What a timer's callback throws would end the process; where one notice fails, the next may not.</summary>
    private static void Tell(ISystemdNotifier notifier)
    {
        try
        {
            notifier.Notify(s_works);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // systemd counts what it gets
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask; // a stop may take its time: the watchdog goes on until the end

    public void Dispose() => _timer?.Dispose();
}
