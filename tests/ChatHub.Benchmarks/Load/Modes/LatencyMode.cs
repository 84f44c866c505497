using ChatHub.Benchmarks.Load.Options;
using ChatHub.Benchmarks.Load.Reporting;
using ChatHub.Benchmarks.Load.Traffic;

namespace ChatHub.Benchmarks.Load.Modes;

/// <summary>How long a line takes to each receiver at a given rate.</summary>
internal sealed class LatencyMode : ILoadMode
{
    public string Name => "latency";

    public string Summary => "lines at a given rate: the time from sending a line to its arrival, at every receiver";

    public IReadOnlyList<LoadOption> Options { get; } =
        [OptionTable.Clients, OptionTable.Senders, OptionTable.Rate, OptionTable.Seconds, OptionTable.Warmup];

    public LoadOptions Defaults() => new() { Senders = 10, Seconds = 10 };

    public LoadReport Run(LoadContext context)
    {
        var options = context.Options;
        using var crowd = new Crowd(context, options.Senders);
        crowd.Open(options.Clients, RateFlow.MostInFlight);
        var flow = new RateFlow(crowd.Loop, crowd.Senders, options.Rate, context.Clock.Now);
        crowd.Run(flow, TimeSpan.FromSeconds(options.Warmup));
        var latency = crowd.Latency = new LatencyHistogram();
        var start = Measurement.Now(context, crowd);
        crowd.Run(flow, TimeSpan.FromSeconds(options.Seconds));
        var end = Measurement.Now(context, crowd);
        crowd.Drain();

        var report = new LoadReport(Name, crowd.Tally);
        report.AddShape(options, crowd);
        report.Add("rate", "rate asked for", options.Rate, "lines/s", 1);
        report.AddLatency(latency);
        start.AddTo(report, end, options.Bytes);
        return report.WithTally();
    }
}
