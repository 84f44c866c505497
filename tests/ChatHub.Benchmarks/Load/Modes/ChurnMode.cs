using ChatHub.Benchmarks.Load.Options;
using ChatHub.Benchmarks.Load.Reporting;
using ChatHub.Benchmarks.Load.Target;
using ChatHub.Benchmarks.Load.Traffic;

namespace ChatHub.Benchmarks.Load.Modes;

/// <summary>Connections that come, say one line, see it come back, and go.</summary>
internal sealed class ChurnMode : ILoadMode
{
    /// <summary>Connections after which the memory is noted that the end is compared to.</summary>
    private const int FirstPart = 10_000;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(3);

    public string Name => "churn";

    public string Summary => "connect, say a line, see it come back, close, over and over: errors, and what stays behind in the server";

    public IReadOnlyList<LoadOption> Options { get; } = [OptionTable.Connections, OptionTable.Slots];

    public LoadOptions Defaults() => new() { Clients = 2 };

    public LoadReport Run(LoadContext context)
    {
        var options = context.Options;
        using var watchers = new Crowd(context, senders: 1, guests: options.Slots);
        watchers.Open(options.Clients, mostInFlight: 16); // they get every line too, and stay
        var before = context.Server.Look();
        ServerUsage? early = null;
        var firstPart = Math.Min(FirstPart, Math.Max(1, options.Connections / 10));
        var slots = new ChurnSlots(context, watchers, options.Slots, options.Connections);
        var start = context.Clock.Now;
        while (!slots.IsDone && context.Clock.Now - start < RunClock.Of(s_limit))
        {
            slots.Turn();
            if (early is null && slots.Completed >= firstPart)
            {
                early = context.Server.Look();
            }
        }

        var seconds = (context.Clock.Now - start) * 1e-9;
        watchers.Loop.TurnFor(context.Clock, s_rest);
        var after = context.Server.Look();
        watchers.Drain();

        var report = new LoadReport(Name, watchers.Tally);
        report.Add("slots", "open at once", options.Slots);
        report.Add("connections", "connections completed", slots.Completed);
        report.Add("connections_per_s", "rate", slots.Completed / seconds, "connections/s");
        report.Add("errors", "errors", slots.Errors);
        report.AddLatency(slots.Cycle, "cycle");
        report.Add("server_us_per_connection", "server CPU per connection", (after.Cpu - before.Cpu)?.TotalMicroseconds / Math.Max(1, slots.Completed), "us", 1);
        report.Add("server_before_mb", "server's private memory before", before.PrivateBytes / 1e6, "MB", 1);
        report.Add("server_early_mb", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"after {firstPart:N0} connections"), early?.PrivateBytes / 1e6, "MB", 1);
        report.Add("server_after_mb", "at the end", after.PrivateBytes / 1e6, "MB", 1);
        report.Add("descriptors_left", "descriptors more than before", after.Descriptors - before.Descriptors);
        report.Errors = slots.Errors + (slots.Completed < options.Connections ? 1 : 0);
        if (slots.FirstError is { } error)
        {
            report.Note("the first error: " + error);
        }

        return report.WithTally();
    }
}
