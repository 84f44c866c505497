using ChatHub.Benchmarks.Load.Lines;

namespace ChatHub.Benchmarks.Load.Options;

/// <summary>All options, declared once: parsing, checking and help are made from this. The ranges bound every run in time and size.</summary>
internal static class OptionTable
{
    public static readonly LoadOption Host = LoadOption.Text("host", "ADDRESS", "where the server listens; this machine only", o => o.Host, (o, v) => o.Host = v);

    public static readonly LoadOption Port = LoadOption.Whole("port", "P", 1, 65_535, "its port; with --start a free one is taken", o => o.Port, (o, v) => o.Port = v);

    public static readonly LoadOption Pid = LoadOption.Whole("pid", "PID", 1, int.MaxValue, "its process, to measure its CPU, memory and descriptors", o => o.Pid, (o, v) => o.Pid = v);

    public static readonly LoadOption Start = LoadOption.Text(
        "start", "COMMAND", "start this server and end it afterwards: NAME=value assignments, program, arguments, %PORT% for the port (the program itself: dotnet x.dll, not dotnet run)", o => o.Start, (o, v) => o.Start = v);

    public static readonly LoadOption Json = LoadOption.Flag("json", "print one line of JSON instead of the table", o => o.Json = true);

    public static readonly LoadOption Bytes = LoadOption.Whole("bytes", "B", LineFormat.LeastBytes, LineFormat.MostBytes, "bytes of a line, its LF included", o => o.Bytes, (o, v) => o.Bytes = v);

    public static readonly LoadOption Pace = LoadOption.Whole(
        "pace", "N", 1, 100_000, "clients opened a second; default: as fast as the server greets them, or 5,000 if it does not greet", o => o.Pace, (o, v) => o.Pace = v);

    public static readonly LoadOption Clients = LoadOption.Whole("clients", "N", 1, 20_000, "clients that receive every line", o => o.Clients, (o, v) => o.Clients = v);

    public static readonly LoadOption Senders = LoadOption.Whole("senders", "S", 1, 1000, "how many of them send too", o => o.Senders, (o, v) => o.Senders = v);

    public static readonly LoadOption Window = LoadOption.Whole(
        "window", "LINES", 0, 65_536, "lines in flight for each sender, that is not yet at every receiver; 0: 16 KiB over all senders", o => o.Window, (o, v) => o.Window = v);

    public static readonly LoadOption Seconds = LoadOption.Number("seconds", "T", 0.5, 120, "how long to measure", o => o.Seconds, (o, v) => o.Seconds = v);

    public static readonly LoadOption LongSeconds = LoadOption.Number("seconds", "T", 1, 14_400, "how long to run", o => o.Seconds, (o, v) => o.Seconds = v);

    public static readonly LoadOption Warmup = LoadOption.Number("warmup", "T", 0, 30, "seconds of load before the measuring begins", o => o.Warmup, (o, v) => o.Warmup = v);

    public static readonly LoadOption Rate = LoadOption.Number("rate", "R", 0.1, 100_000, "lines a second over all senders", o => o.Rate, (o, v) => o.Rate = v);

    public static readonly LoadOption Settle = LoadOption.Number("settle", "T", 0, 60, "seconds to rest before the memory is looked at", o => o.Settle, (o, v) => o.Settle = v);

    public static readonly LoadOption Connections = LoadOption.Whole("connections", "C", 1, 1_000_000, "connections made in all", o => o.Connections, (o, v) => o.Connections = v);

    public static readonly LoadOption Slots = LoadOption.Whole("slots", "K", 1, 1000, "connections open at once", o => o.Slots, (o, v) => o.Slots = v);

    public static readonly LoadOption Slow = LoadOption.Whole("slow", "K", 1, 1000, "clients that never read, beside the others", o => o.Slow, (o, v) => o.Slow = v);

    public static readonly LoadOption ChurnShare = LoadOption.Number(
        "churn", "PERCENT", 0, 50, "clients that come and go every 5 s, beside the others, in percent of them", o => o.ChurnShare, (o, v) => o.ChurnShare = v);

    public static readonly LoadOption SlowShare = LoadOption.Number(
        "slow", "PERCENT", 0, 50, "clients that never read and are replaced every 30 s, beside the others, in percent of them", o => o.SlowShare, (o, v) => o.SlowShare = v);

    /// <summary>The options that every mode has.</summary>
    public static IReadOnlyList<LoadOption> Common { get; } = [Port, Host, Pid, Start, Bytes, Pace, Json];
}
