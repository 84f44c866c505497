using ChatHub.Benchmarks.Load.Options;
using ChatHub.Benchmarks.Load.Reporting;
using ChatHub.Benchmarks.Load.Traffic;

namespace ChatHub.Benchmarks.Load.Modes;

/// <summary>What clients that never read do to the others and to the server.</summary>
internal sealed class SlowMode : ILoadMode
{
    public string Name => "slow";

    public string Summary => "fanout with clients beside that never read: are the others served on, and does the server cut these off";

    public IReadOnlyList<LoadOption> Options { get; } =
        [OptionTable.Clients, OptionTable.Senders, OptionTable.Slow, OptionTable.Window, OptionTable.Seconds, OptionTable.Warmup];

    public LoadOptions Defaults() => new() { Seconds = 15 };

    public LoadReport Run(LoadContext context)
    {
        var options = context.Options;
        using var crowd = new Crowd(context, options.Senders);
        using var sleepers = new Sleepers(context, crowd.Loop);
        crowd.Open(options.Clients, options.WindowLines);
        var flow = new WindowFlow(crowd.Loop, crowd.Senders);
        crowd.Run(flow, TimeSpan.FromSeconds(options.Warmup));
        sleepers.Open(options.Slow);
        var timeline = new Timeline(context, crowd, TimeSpan.FromSeconds(1));
        var start = Measurement.Now(context, crowd);
        crowd.Run(flow, TimeSpan.FromSeconds(options.Seconds), now => timeline.Tick(now, say: null));
        var end = Measurement.Now(context, crowd);
        sleepers.WakeAll();
        crowd.Drain();
        var after = context.Server.Look();

        var report = new LoadReport(Name, crowd.Tally);
        report.AddShape(options, crowd);
        report.Add("slow", "clients that never read", sleepers.Opened);
        report.Add("cut_off", "of them cut off by the server", sleepers.CutOff);
        start.AddTo(report, end, options.Bytes);
        report.Add("worst_second", "the others' worst second", timeline.Worst, "lines/s");
        report.Add("best_second", "the others' best second", timeline.Best, "lines/s");
        report.Add("server_before_mb", "server's private memory before", start.Server.PrivateBytes / 1e6, "MB", 1);
        report.Add("server_peak_mb", "at most", timeline.PeakMemory / 1e6, "MB", 1);
        report.Add("server_after_mb", "afterwards", after.PrivateBytes / 1e6, "MB", 1);
        return report.WithTally();
    }
}
