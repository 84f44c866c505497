using ChatHub.Benchmarks.Load.Options;
using ChatHub.Benchmarks.Load.Reporting;
using ChatHub.Benchmarks.Load.Traffic;

namespace ChatHub.Benchmarks.Load.Modes;

/// <summary>A steady load for a long time, with clients that come and go and clients that never read.</summary>
internal sealed class SoakMode : ILoadMode
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_sleep = TimeSpan.FromSeconds(30);

    public string Name => "soak";

    public string Summary => "a steady rate for long, with clients that come and go and clients that never read; says a line every 10 s";

    public IReadOnlyList<LoadOption> Options { get; } =
        [OptionTable.Clients, OptionTable.Senders, OptionTable.Rate, OptionTable.LongSeconds, OptionTable.ChurnShare, OptionTable.SlowShare];

    public LoadOptions Defaults() => new() { Clients = 1000, Senders = 10, Seconds = 60 };

    public LoadReport Run(LoadContext context)
    {
        var options = context.Options;
        using var crowd = new Crowd(context, options.Senders);
        using var sleepers = new Sleepers(context, crowd.Loop);
        var passers = new Passers(context, crowd);
        crowd.Open(options.Clients, RateFlow.MostInFlight);
        passers.Open(Share(options.ChurnShare));
        sleepers.Open(Share(options.SlowShare));

        var latency = crowd.Latency = new LatencyHistogram();
        var flow = new RateFlow(crowd.Loop, crowd.Senders, options.Rate, context.Clock.Now);
        var timeline = new Timeline(context, crowd, s_interval);
        var start = Measurement.Now(context, crowd);
        crowd.Run(flow, TimeSpan.FromSeconds(options.Seconds), now =>
        {
            passers.Replace(now);
            sleepers.Replace(now, s_sleep);
            timeline.Tick(now, context.Progress);
        });
        var end = Measurement.Now(context, crowd);
        sleepers.WakeAll();
        crowd.Drain();

        var report = new LoadReport(Name, crowd.Tally);
        report.AddShape(options, crowd);
        report.Add("rate", "rate asked for", options.Rate, "lines/s", 1);
        report.Add("churned", "clients that came and went", passers.Opened);
        report.Add("slow", "clients that never read", sleepers.Opened);
        report.Add("cut_off", "of them cut off by the server", sleepers.CutOff);
        start.AddTo(report, end, options.Bytes);
        report.AddLatency(latency);
        report.Add("worst_interval", "worst 10 s", timeline.Worst, "lines/s");
        report.Add("server_before_mb", "server's private memory before", start.Server.PrivateBytes / 1e6, "MB", 1);
        report.Add("server_peak_mb", "at most", timeline.PeakMemory / 1e6, "MB", 1);
        report.Add("server_after_mb", "at the end", end.Server.PrivateBytes / 1e6, "MB", 1);
        return report.WithTally();

        int Share(double percent) => (int)Math.Ceiling(options.Clients * percent / 100);
    }
}
