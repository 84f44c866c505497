using System.Diagnostics.Metrics;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Writing;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Metrics;

/// <summary>
/// The meter <c>ChatHub</c>: what goes through, every bound and every drop. All instruments but one are observed, so they cost nothing until somebody reads them; the duration of
/// deliveries is recorded once a batch. Names and units after the OpenTelemetry conventions.
/// </summary>
internal sealed class ChatHubMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "ChatHub";

    /// <summary>Bounds of the buckets of durations, in seconds.</summary>
    private static readonly double[] s_durations = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    public ChatHubMetrics(
        IMeterFactory factory, MessageHub hub, ConnectionRegistry registry, ListenerManager listeners, LimitsInForce limits, ViewerCount viewers, TimeProvider time, SqliteMessageLog? log = null)
    {
        var meter = factory.Create(MeterName);
        AddTraffic(meter, registry, viewers, time);
        var duration = meter.CreateHistogram("chathub.delivery.duration", "s", "From a message being published to the last receiver's socket or outbox having it, once a batch",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = s_durations });
        hub.Latency.Added += time => duration.Record(time.TotalSeconds);
        meter.CreateObservableUpDownCounter("chathub.connections.open", () => listeners.List().Select(one =>
            new Measurement<int>(one.Connections, Tag("listener", one.Name))), "{connection}", "Open connections");
        meter.CreateObservableGauge("chathub.connections.limit", () => limits.Now.Connections, "{connection}", "Most connections");
        meter.CreateObservableGauge("chathub.connections.descriptors", () => Descriptors.ForConnections, "{descriptor}", "Descriptors that connections may make the process use");
        meter.CreateObservableCounter("chathub.connections.accepted", () => registry.Total, "{connection}", "Connections accepted");
        meter.CreateObservableCounter("chathub.connections.refused", () => registry.Refused, "{connection}", "Newcomers turned away because the server was full");
        meter.CreateObservableCounter("chathub.connections.turned_away", () => Enum.GetValues<RefusalCause>().Select(cause =>
            new Measurement<long>(listeners.Access.Refused(cause), Tag("cause", cause.ToString()))), "{connection}", "Newcomers turned away, by cause");
        meter.CreateObservableCounter("chathub.connections.closed", () => Enum.GetValues<DisconnectReason>().Skip(1).Select(reason =>
            new Measurement<long>(registry.Ended(reason), Tag("reason", reason.ToString()))), "{connection}", "Connections ended, by reason");
        meter.CreateObservableCounter("chathub.messages.received", () => hub.Totals.MessagesIn, "{message}", "Messages taken from sessions");
        meter.CreateObservableCounter("chathub.messages.delivered", () => hub.Totals.Deliveries, "{message}", "Messages given to sessions, once per receiver");
        meter.CreateObservableCounter("chathub.messages.skipped", () => hub.Totals.Skipped, "{message}", "Messages that closing or full sessions did not get");
        meter.CreateObservableCounter("chathub.messages.dropped", () => Enum.GetValues<DropCause>().Select(cause =>
            new Measurement<long>(registry.Dropped(cause), Tag("cause", cause.ToString()))), "{message}", "Messages dropped, by cause");
        meter.CreateObservableCounter("chathub.messages.unencodable", () => MessageBatch.EncodingFailures, "{message}", "Messages left out because a format failed on them");
        meter.CreateObservableUpDownCounter("chathub.outbox.size", () => registry.BacklogBytes, "By", "Bytes in all outboxes");
        meter.CreateObservableGauge("chathub.outbox.limit", () => limits.Now.OutboxBytes, "By", "Most bytes in one outbox");
        meter.CreateObservableUpDownCounter("chathub.room.pending", () => hub.Rooms.Select(room =>
            new Measurement<long>(room.PendingBytes, Tag("room", room.Name))), "By", "Bytes that wait for a room's pump");
        meter.CreateObservableGauge("chathub.room.high_water", () => hub.Options.HighWaterBytes, "By", "Bytes above which publishers wait");
        meter.CreateObservableCounter("chathub.publishers.waits", () => hub.Totals.Waits, "{wait}", "Times a publisher was made to wait for a room");
        if (log is not null)
        {
            AddLog(meter, log);
        }
    }

    private static void AddTraffic(Meter meter, ConnectionRegistry registry, ViewerCount viewers, TimeProvider time)
    {
        var traffic = new TrafficReading(registry, time);
        AddTraffic("chathub.listener.messages.received", "{message}", "Messages from the connections of a listener", of => of.MessagesIn);
        AddTraffic("chathub.listener.messages.sent", "{message}", "Messages given to the sockets or outboxes of a listener's connections", of => of.MessagesOut);
        AddTraffic("chathub.listener.received", "By", "Bytes from the connections of a listener", of => of.BytesIn);
        AddTraffic("chathub.listener.sent", "By", "Bytes that the sockets of a listener's connections took", of => of.BytesOut);
        meter.CreateObservableUpDownCounter("chathub.viewers", () => viewers.Now, "{viewer}", "Browser tabs that show the dashboard");

        void AddTraffic(string name, string unit, string what, Func<ListenerTraffic, long> of) => meter.CreateObservableCounter(
            name, () => traffic.Read().Select(one => new Measurement<long>(of(one), Tag("listener", one.Listener), Tag("protocol", one.Protocol))), unit, what);
    }

    internal static void AddLog(Meter meter, SqliteMessageLog log)
    {
        meter.CreateObservableCounter("chathub.log.written", () => log.Written, "{entry}", "Entries written to the message log");
        meter.CreateObservableCounter("chathub.log.commits", () => log.Commits, "{commit}", "Groups of entries written");
        meter.CreateObservableCounter("chathub.log.failures", () => log.Failures, "{failure}", "Writes that failed");
        meter.CreateObservableCounter("chathub.log.unlogged", () => log.Status.Unlogged, "{entry}", "Entries lost to the message log because it could not write");
        meter.CreateObservableUpDownCounter("chathub.log.pending", () => log.Status.Pending, "{entry}", "Entries that wait to be written");
        meter.CreateObservableGauge("chathub.log.pending.limit", () => PendingEntries.MostEntries, "{entry}", "Entries that wait above which the rooms wait");
        meter.CreateObservableGauge("chathub.log.lag", () => log.Status.Lag.TotalSeconds, "s", "How long the oldest of them has waited");
        meter.CreateObservableGauge("chathub.log.degraded", () => log.Status.State == MessageLogState.Degraded ? 1 : 0, "1", "1 while the message log cannot write");
        meter.CreateObservableUpDownCounter("chathub.log.size", () => log.Status.FileBytes, "By", "Bytes of the message log's files");
        meter.CreateObservableUpDownCounter("chathub.log.index.trails", () => log.Status.IndexTrails, "{entry}", "Entries that the text index does not have yet");
    }

    /// <summary>Four instruments are observed one after the other: they share one look at all connections.</summary>
    private sealed class TrafficReading(ConnectionRegistry registry, TimeProvider time)
    {
        private readonly Lock _gate = new();
        private IReadOnlyCollection<ListenerTraffic> _last = [];
        private long _at;

        public IReadOnlyCollection<ListenerTraffic> Read()
        {
            lock (_gate)
            {
                if (_last.Count == 0 || time.GetElapsedTime(_at) > TimeSpan.FromMilliseconds(200))
                {
                    (_last, _at) = (registry.CountTraffic(), time.GetTimestamp());
                }

                return _last;
            }
        }
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
