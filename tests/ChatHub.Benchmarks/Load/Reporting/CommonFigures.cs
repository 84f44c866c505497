using ChatHub.Benchmarks.Load.Options;
using ChatHub.Benchmarks.Load.Traffic;

namespace ChatHub.Benchmarks.Load.Reporting;

/// <summary>Figures that several modes report.</summary>
internal static class CommonFigures
{
    /// <summary>Adds what the load was.</summary>
    public static void AddShape(this LoadReport report, LoadOptions options, Crowd crowd)
    {
        report.Add("clients", "clients", options.Clients);
        report.Add("senders", "of them senders", options.Senders);
        report.Add("bytes", "bytes of a line", options.Bytes);
        report.Add("copies", "copies of a line", crowd.Echoes ? options.Clients : options.Clients - 1);
    }

    /// <summary>Adds percentiles of durations.</summary>
    public static void AddLatency(this LoadReport report, LatencyHistogram latency, string what = "latency")
    {
        foreach (var (key, share) in new[] { ("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p999", 0.999) })
        {
            report.Add($"{what}_{key}_ms", $"{what} {key.Replace("p999", "p99.9", StringComparison.Ordinal)}", latency.Percentile(share) / 1e6, "ms", 3);
        }

        report.Add($"{what}_max_ms", $"{what} at most", latency.Count > 0 ? latency.Longest / 1e6 : null, "ms", 3);
    }
}
