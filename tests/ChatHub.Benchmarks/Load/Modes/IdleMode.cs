using ChatHub.Benchmarks.Load.Clients;
using ChatHub.Benchmarks.Load.Options;
using ChatHub.Benchmarks.Load.Reporting;
using ChatHub.Benchmarks.Load.Traffic;

namespace ChatHub.Benchmarks.Load.Modes;

/// <summary>What connections cost that do nothing, and how long one line to all of them takes.</summary>
internal sealed class IdleMode : ILoadMode
{
    private static readonly TimeSpan s_broadcastLimit = TimeSpan.FromSeconds(20);

    public string Name => "idle";

    public string Summary => "many connections that do nothing: what each costs the server, then one line to all of them";

    public IReadOnlyList<LoadOption> Options { get; } = [OptionTable.Clients, OptionTable.Settle];

    public LoadOptions Defaults() => new() { Clients = 10_000 };

    public LoadReport Run(LoadContext context)
    {
        var options = context.Options;
        var settle = TimeSpan.FromSeconds(options.Settle);
        using var crowd = new Crowd(context, senders: 1);
        new Connector(context.Server.Endpoint).Open().Dispose(); // what a server makes for its first connection is not the price of each
        crowd.Loop.TurnFor(context.Clock, settle);
        var empty = context.Server.Look();
        crowd.Connect(options.Clients, mostInFlight: 16);
        crowd.Loop.TurnFor(context.Clock, settle);
        var restingFrom = Measurement.Now(context, crowd);
        crowd.Loop.TurnFor(context.Clock, settle);
        var resting = Measurement.Now(context, crowd);

        crowd.Reach(); // the first lines to all also warm the way that the next is measured on
        var broadcast = crowd.Broadcast(s_broadcastLimit);
        crowd.Loop.TurnFor(context.Clock, settle);
        var spokenTo = context.Server.Look();
        crowd.Drain();
        crowd.Close();
        crowd.Loop.TurnFor(context.Clock, settle);
        var closed = context.Server.Look();

        var report = new LoadReport(Name, crowd.Tally);
        report.Add("clients", "clients", options.Clients);
        report.Add("connections_per_s", "opened and greeted", crowd.OpenedPerSecond, "connections/s");
        report.Add("server_empty_mb", "server's private memory when empty", empty.PrivateBytes / 1e6, "MB", 1);
        report.Add("bytes_per_connection", "private memory per idle connection", PerClient(resting.Server.PrivateBytes), "bytes");
        report.Add("bytes_per_connection_after_broadcast", "the same after lines to all", PerClient(spokenTo.PrivateBytes), "bytes");
        report.Add("idle_server_cores", "server used while all were idle", (resting.Server.Cpu - restingFrom.Server.Cpu)?.TotalSeconds / ((resting.At - restingFrom.At) * 1e-9), "cores", 3);
        report.Add("broadcast_ms", "one line to all", broadcast?.TotalMilliseconds, "ms", 1);
        report.Add("server_closed_mb", "server's private memory after all closed", closed.PrivateBytes / 1e6, "MB", 1);
        report.Add("descriptors_left", "descriptors more than before", closed.Descriptors - empty.Descriptors);
        report.Errors = broadcast is null ? 1 : 0;
        return report.WithTally();

        double? PerClient(long? bytes) => (bytes - empty.PrivateBytes) / (double?)options.Clients;
    }
}
