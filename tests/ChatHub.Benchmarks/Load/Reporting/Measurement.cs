using ChatHub.Benchmarks.Load.Target;
using ChatHub.Benchmarks.Load.Traffic;

namespace ChatHub.Benchmarks.Load.Reporting;

/// <summary>Where the counters stood at a moment; two of them make the figures of the time between.</summary>
internal sealed record Measurement(long At, long Delivered, long Sent, ServerUsage Server, TimeSpan OwnCpu)
{
    /// <summary>Notes the counters.</summary>
    public static Measurement Now(LoadContext context, Crowd crowd) =>
        new(context.Clock.Now, crowd.Delivered, crowd.Sent, context.Server.Look(), Environment.CpuUsage.TotalTime);

    /// <summary>Adds what was done since then.</summary>
    public void AddTo(LoadReport report, Measurement end, int bytes)
    {
        var seconds = (end.At - At) * 1e-9;
        var deliveries = end.Delivered - Delivered;
        var serverCpu = (end.Server.Cpu - Server.Cpu)?.TotalSeconds;
        var own = (end.OwnCpu - OwnCpu).TotalSeconds / seconds;
        report.Add("seconds", "measured", seconds, "s", 2);
        report.Add("deliveries_per_s", "deliveries", deliveries / seconds, "lines/s");
        report.Add("messages_per_s", "sent", (end.Sent - Sent) / seconds, "lines/s", 1);
        report.Add("megabytes_per_s", "volume at the receivers", deliveries * (double)bytes / seconds / 1e6, "MB/s", 1);
        report.Add("deliveries_per_server_cpu_s", "deliveries per server CPU second", serverCpu > 0 ? deliveries / serverCpu : null, "lines");
        report.Add("server_cores", "server used", serverCpu / seconds, "cores", 2);
        report.Add("tool_cores", "this tool used", own, "cores", 2);
        report.Add("deliveries_per_tool_cpu_s", "deliveries per CPU second of this tool", own > 0 ? deliveries / (own * seconds) : null, "lines");
        if (own >= 0.95)
        {
            report.Note("this tool used a whole core, so it may be the limit: deliveries a second are what the server reaches at least");
        }

        if (serverCpu is < 0.1)
        {
            report.Note("the server's CPU time is counted in steps of 10 ms: here it is too little to divide by");
        }
    }
}
