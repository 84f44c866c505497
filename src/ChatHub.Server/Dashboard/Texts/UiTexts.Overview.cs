using ChatHub.Chat;
using ChatHub.Server.Dashboard.Overview;
using ChatHub.Server.Statistics;

namespace ChatHub.Server.Dashboard.Texts;

public partial class UiTexts
{
    // The overview
    internal virtual string Overview => "Overview";
    internal virtual string OverviewRange => "How far back";
    internal virtual string OverviewHint => "Point at a chart to see a moment on all of them; click for the messages of then.";
    internal virtual string OverviewHintTouch => "Tap a chart to see a moment on all of them.";
    internal virtual string OverviewLog => "Messages of then";
    internal virtual string OverviewEvents => "Events";
    internal virtual string NothingHappened => "No faults, no limits hit, nobody disconnected by an operator.";
    internal virtual string NothingThen => "nothing";

    // Charts
    internal virtual string ChartOpen => "Open";
    internal virtual string ChartAccepts => "Accepted";
    internal virtual string ChartAccepted => "Accepted";
    internal virtual string ChartRefused => "Turned away";
    internal virtual string ChartDisconnects => "Disconnected";
    internal virtual string ChartBytes => "Bytes";
    internal virtual string ChartIn => "In";
    internal virtual string ChartOut => "Out";
    internal virtual string ChartLatency => "Published to sent";
    internal virtual string ChartMedian => "Median";
    internal virtual string ChartHigh => "99 of 100 below";
    internal virtual string ChartLogLag => "Log behind by";
    internal virtual string ChartProcessor => "Processor, of one core";
    internal virtual string ChartMemory => "Memory";
    internal virtual string ChartProcess => "Process";
    internal virtual string ChartObjects => "Objects";
    internal virtual string ChartCollection => "Held up by garbage collection";
    internal virtual string ChartPaused => "Share of time";
    internal virtual string ChartTable => "As a table";
    internal virtual string ChartNothing => "Nothing is known of this time.";
    internal virtual string ChartAsTable(string chart) => $"{chart}: as a table";
    internal virtual string ChartNow(string value) => $"now {value}";
    internal virtual string ChartTotal(string count) => $"{count} in all";
    internal virtual string ChartRange(string least, string most) => $"{least} to {most}";

    internal virtual string ChartPer(StatisticsRange range) => range switch
    {
        StatisticsRange.Minutes => "in 5 s each",
        StatisticsRange.Day => "in 6 min each",
        _ => "in 3 h each",
    };

    internal virtual string RangeName(StatisticsRange range) => range switch
    {
        StatisticsRange.Minutes => "15 min",
        StatisticsRange.Day => "24 h",
        _ => "30 days",
    };

    internal virtual string RangeOf(StatisticsRange range) => range switch
    {
        StatisticsRange.Minutes => "the last 15 minutes",
        StatisticsRange.Day => "the last 24 hours",
        _ => "the last 30 days",
    };

    internal virtual string ChartReason(DisconnectReason reason) => reason switch
    {
        DisconnectReason.ClientClosed => "Client left",
        DisconnectReason.Kicked => "By an operator",
        DisconnectReason.SlowConsumer => "Did not read",
        DisconnectReason.Flooding => "Sent too much",
        DisconnectReason.IdleTimeout => "Silent",
        DisconnectReason.TransportError => "Network",
        DisconnectReason.ListenerStopped => "Listener or server stopped",
        _ => "Other",
    };

    // The line of events
    internal virtual string LaneServer => "Server";
    internal virtual string LaneFaults => "Faults";
    internal virtual string LaneLimits => "Limits";
    internal virtual string LaneOperators => "Operators";
    internal virtual string HappenedDegraded => "the message log could not write";
    internal virtual string HappenedStarts(long count) => count == 1 ? "the server started" : $"the server started {count:N0} times";
    internal virtual string HappenedFaults(long count) => count == 1 ? "a listener failed" : $"{count:N0} listeners failed";
    internal virtual string HappenedInternal(long count) => count == 1 ? "1 connection ended by a fault of the server" : $"{count:N0} connections ended by faults of the server";
    internal virtual string HappenedRefused(long count) => $"{count:N0} turned away: the server was full";
    internal virtual string HappenedSlow(long count) => $"{count:N0} cut off because they did not read";
    internal virtual string HappenedTooMuch(long count) => $"{count:N0} disconnected because they sent too much";
    internal virtual string HappenedDropped(long count) => count == 1 ? "1 message dropped" : $"{count:N0} messages dropped";
    internal virtual string HappenedKicked(long count) => $"{count:N0} disconnected by operators";
    internal virtual string HappenedStopped(long count) => $"{count:N0} disconnected by stopping a listener";

    // Top talkers
    internal virtual string Talkers => "Busiest now";
    internal virtual string TalkersBy => "Busiest by";
    internal virtual string NoTalkers => "Nobody says or gets anything now.";
    internal virtual string TalkerMessages(string name) => $"Messages of {name}";

    internal virtual string TalkerOrderName(TalkerOrder order) => order switch
    {
        TalkerOrder.BytesIn => "Bytes in",
        TalkerOrder.BytesOut => "Bytes out",
        _ => "Messages",
    };
}
