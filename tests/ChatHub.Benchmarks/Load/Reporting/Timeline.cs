using System.Globalization;
using ChatHub.Benchmarks.Load.Lines;
using ChatHub.Benchmarks.Load.Target;
using ChatHub.Benchmarks.Load.Traffic;

namespace ChatHub.Benchmarks.Load.Reporting;

/// <summary>Looks at a run at even intervals.</summary>
internal sealed class Timeline(LoadContext context, Crowd crowd, TimeSpan interval)
{
    private readonly long _start = context.Clock.Now;
    private long _next = context.Clock.Now + RunClock.Of(interval);
    private long _lastAt = context.Clock.Now;
    private long _lastDelivered = crowd.Delivered;

    /// <summary>Deliveries a second in the interval with the fewest; null before the first is over.</summary>
    public double? Worst { get; private set; }

    /// <summary>And in the one with the most.</summary>
    public double? Best { get; private set; }

    /// <summary>Most private memory of the server that was seen, in bytes.</summary>
    public long? PeakMemory { get; private set; }

    /// <summary>Looks, if it is time.</summary>
    /// <param name="now">The time.</param>
    /// <param name="say">Gets a line about the interval; null for none.</param>
    public void Tick(long now, Action<string>? say)
    {
        if (now < _next)
        {
            return;
        }

        _next += RunClock.Of(interval);
        var rate = (crowd.Delivered - _lastDelivered) / ((now - _lastAt) * 1e-9);
        (_lastAt, _lastDelivered) = (now, crowd.Delivered);
        Worst = Math.Min(Worst ?? rate, rate);
        Best = Math.Max(Best ?? rate, rate);
        var usage = context.Server.Look();
        PeakMemory = usage.PrivateBytes is { } memory ? Math.Max(PeakMemory ?? 0, memory) : null;
        say?.Invoke(Describe((now - _start) * 1e-9, rate, usage, crowd.Tally));
    }

    private static string Describe(double elapsed, double rate, ServerUsage usage, Tally tally) => string.Create(
        CultureInfo.InvariantCulture,
        $"{elapsed,7:F0} s  {rate,12:N0} deliveries/s  lost {tally.Lost}  doubled {tally.Doubled}  reordered {tally.Reordered}  damaged {tally.Damaged}"
        + $"  disconnected {tally.Disconnected}  server {(usage.PrivateBytes / 1e6)?.ToString("F1", CultureInfo.InvariantCulture) ?? "-"} MB, {usage.Descriptors?.ToString(CultureInfo.InvariantCulture) ?? "-"} descriptors");
}
