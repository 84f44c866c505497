using ChatHub.Benchmarks.Load.Options;
using ChatHub.Benchmarks.Load.Reporting;
using ChatHub.Benchmarks.Load.Traffic;

namespace ChatHub.Benchmarks.Load.Modes;

/// <summary>As many deliveries as the server makes.</summary>
internal sealed class FanoutMode : ILoadMode
{
    public string Name => "fanout";

    public string Summary => "senders keep a window of lines in flight: how many deliveries a second the server makes";

    public IReadOnlyList<LoadOption> Options { get; } =
        [OptionTable.Clients, OptionTable.Senders, OptionTable.Window, OptionTable.Seconds, OptionTable.Warmup];

    public LoadOptions Defaults() => new() { Senders = 10 };

    public LoadReport Run(LoadContext context)
    {
        var options = context.Options;
        using var crowd = new Crowd(context, options.Senders);
        crowd.Open(options.Clients, options.WindowLines);
        var flow = new WindowFlow(crowd.Loop, crowd.Senders);
        crowd.Run(flow, TimeSpan.FromSeconds(options.Warmup));
        var start = Measurement.Now(context, crowd);
        crowd.Run(flow, TimeSpan.FromSeconds(options.Seconds));
        var end = Measurement.Now(context, crowd);
        crowd.Drain();

        var report = new LoadReport(Name, crowd.Tally);
        report.AddShape(options, crowd);
        report.Add("window", "window of each sender", options.WindowLines, "lines");
        start.AddTo(report, end, options.Bytes);
        report.Add("server_private_mb", "server's private memory", end.Server.PrivateBytes / 1e6, "MB", 1);
        return report.WithTally();
    }
}
