using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Wire.Connections;

namespace ChatHub.Server.Dashboard.Texts;

public partial class UiTexts
{
    // The page of connections
    internal virtual string OpenTab => "Open";
    internal virtual string ClosedTab => "Closed";
    internal virtual string ClosedTabHint => "Those that have ended, with the reason";
    internal virtual string FindConnections => "Find: name, address, listener:relay, idle>5m…";
    internal virtual string FilterExamples => "Conditions";
    internal virtual string FilterExamplesHint => "Conditions that the filter understands; a click adds one or takes it away";
    internal virtual string FilterSyntax => "Words are looked for everywhere. A minus before a condition turns it round, quotes keep spaces together: -listener:relay name:\"Zhang San\". Also: remote: address: alias: room: encoding: state: unsent> bytesin> bytesout> inrate> outrate> id>";
    internal virtual string Lagging => "Lagging";
    internal virtual string LaggingHint => "Only those for which bytes wait because they do not read";
    internal virtual string ByAddress => "By address";
    internal virtual string ByAddressHint => "Gather the connections of each address";
    internal virtual string Columns => "Columns";
    internal virtual string ColumnsHint => "Which columns, in which order; kept for you";
    internal virtual string ColumnUp(string column) => $"{column}: further to the left";
    internal virtual string ColumnDown(string column) => $"{column}: further to the right";
    internal virtual string ColumnsReset => "As at first";
    internal virtual string NoClosed => "No connection has ended yet";
    internal virtual string NoClosedHint => "What ends is listed here with its reason, until the server restarts.";
    internal virtual string OpenDetails(string who) => $"Details of {who}";
    internal virtual string Expand(string address) => $"Show the connections of {address}";
    internal virtual string Collapse(string address) => $"Hide the connections of {address}";
    internal virtual string SelectAddress(string address) => $"Select all of {address}";
    internal virtual string FilterNotUnderstood(FilterProblem problem) => $"{problem.Term}: expected " + problem.Expected switch
    {
        FilterUnit.Time => "a time, like 30s, 5m, 2h or 1d",
        FilterUnit.Bytes => "a size, like 500, 10KB or 1MB",
        _ => "a number, like 100 or 5k",
    };

    // Its columns
    internal virtual string Alias => "Alias";
    internal virtual string AliasLong => "The lasting name that operators gave its address or name";
    internal virtual string Protocol => "Protocol";
    internal virtual string Rooms => "Rooms";
    internal virtual string State => "State";
    internal virtual string InRate => "In/s";
    internal virtual string InRateLong => "Messages from it per second";
    internal virtual string OutRate => "Out/s";
    internal virtual string OutRateLong => "Messages to it per second";
    internal virtual string BytesInRate => "B in/s";
    internal virtual string BytesInRateLong => "Bytes from it per second";
    internal virtual string BytesOutRate => "B out/s";
    internal virtual string BytesOutRateLong => "Bytes to it per second";
    internal virtual string Unsent => "Unsent";
    internal virtual string UnsentLong => "How long the oldest bytes wait for it";
    internal virtual string Dropped => "Dropped";
    internal virtual string DroppedLong => "Messages that were dropped: too long, past a full outbox, or said while muted";
    internal virtual string RoundTrip => "RTT";
    internal virtual string RoundTripLong => "Round-trip time, as the kernel measures it";
    internal virtual string ClosedAt => "Ended";
    internal virtual string Lifetime => "Lifetime";
    internal virtual string Reason => "Reason";
    internal virtual string MessagesInLong => "Messages from it";
    internal virtual string MessagesOutLong => "Messages to it";

    internal virtual string StateName(ConnectionState state) => state switch
    {
        ConnectionState.Opening => "Opening",
        ConnectionState.Handshaking => "Handshaking",
        ConnectionState.Open => "Open",
        ConnectionState.Closing => "Closing",
        ConnectionState.Closed => "Closed",
        _ => state.ToString(),
    };

    // One of them
    internal virtual string ConnectionNumber(long id) => $"#{id}";
    internal virtual string ConnectionGone => "This connection is not known any more";
    internal virtual string ConnectionGoneHint => "It ended long ago, or the server was restarted since.";
    internal virtual string ActsPart => "What you can do";
    internal virtual string FactsPart => "What is known";
    internal virtual string RatesPart => "The last minute";
    internal virtual string NotesPart => "Alias and notes";
    internal virtual string MessagesPart => "Its messages";
    internal virtual string ConnectedSince => "Connected since";
    internal virtual string LastHeard => "Last heard";
    internal virtual string Traffic => "Traffic";
    internal virtual string InOut(string @in, string @out) => $"{@in} in, {@out} out";
    internal virtual string RoundTripValue(string time, string variation) => $"{time} ± {variation}";
    internal virtual string Retransmits => "Sent again";
    internal virtual string Segments(long count) => count == 1 ? "1 segment" : $"{count:N0} segments";
    internal virtual string WaitsSince(string bytes, string time) => $"{bytes}, the oldest for {time}";
    internal virtual string NothingWaits => "nothing waits";
    internal virtual string SameAddress(string count) => $"All of this address ({count})";
    internal virtual string AllItsMessages => "All its messages";
    internal virtual string NoMessagesOfIt => "It has said nothing yet.";
    internal virtual string WriteToIt => "Write to it…";
    internal virtual string Rename => "Rename";
    internal virtual string RenameLabel => "New name; its room and the client are told";
    internal virtual string Renamed => "Renamed.";
    internal virtual string NotRenamed(string why) => $"Not renamed: {why}";
    internal virtual string Mute => "Mute";
    internal virtual string MuteHint => "What it says goes to nobody; it is told so once";
    internal virtual string Unmute => "Unmute";
    internal virtual string Muted => "muted";
    internal virtual string MutedFor(string time) => $"Muted for another {time}";
    internal virtual string MinutesLong(int minutes) => minutes switch
    {
        1 => "1 minute",
        < 60 => $"{minutes} minutes",
        60 => "1 hour",
        < 1440 => $"{minutes / 60} hours",
        1440 => "1 day",
        _ => $"{minutes / 1440} days",
    };
    internal virtual string NoteFor => "For";
    internal virtual string NoteForAddress(string address) => $"the address {address}";
    internal virtual string NoteForName(string name) => $"the name {name}";
    internal virtual string Notes => "Notes";
    internal virtual string Save => "Save";
    internal virtual string Saved => "Saved.";
    internal virtual string NotSaved => "Not saved; the server's log says why.";
    internal virtual string NoteBy(string who, string when) => $"{who}, {when}";
    internal virtual string RateNow(string now, string most) => $"now {now}, most {most}";
    internal virtual string Ended(string reason) => $"Ended: {reason}";

    // Many of them
    internal virtual string ActOnAll(string count) => $"All shown ({count})";
    internal virtual string ActOnAllHint => "Do something to all that match the filter";
    internal virtual string ActOnSelected => "Do something to the selected";
    internal virtual string Message => "Message";
    internal virtual string DisconnectMany(int count) => count == 1 ? "Disconnect 1 connection?" : $"Disconnect {count:N0} connections?";
    internal virtual string DisconnectOneAsk(string who) => $"Disconnect {who}?";
    internal virtual string MuteOne(string who) => $"Mute {who}";
    internal virtual string MessageTo(string who) => $"Message to {who}";
    internal virtual string MuteMany(int count) => count == 1 ? "Mute 1 connection" : $"Mute {count:N0} connections";
    internal virtual string MessageMany(int count) => count == 1 ? "Message to 1 connection" : $"Message to {count:N0} connections";
    internal virtual string AndMore(string names, int more) => $"{names} and {more:N0} more";
    internal virtual string AskedNow => "Those that come later are not touched.";
    internal virtual string ReasonLabel => "Reason, told to them (may be empty)";
    internal virtual string PerSecondLabel => "How many a second";
    internal virtual string TakesAbout(string time) => $"takes about {time}";
    internal virtual string MuteFor => "For how long";
    internal virtual string MutedCount(int count) => count == 1 ? "1 connection muted" : $"{count:N0} connections muted";
    internal virtual string UnmutedCount(int count) => count == 1 ? "1 connection unmuted" : $"{count:N0} connections unmuted";
    internal virtual string SentTo(string outcome) => $"Sent {outcome}";
    internal virtual string Jobs => "Under way";
    internal virtual string StopJob => "Stop";
    internal virtual string JobText(JobSnapshot job) => job.State switch
    {
        JobState.Running => $"Disconnecting: {job.Done + job.Missed:N0} of {job.Total:N0}, {job.PerSecond:N0} a second",
        JobState.Stopped => $"Stopped: {job.Done:N0} disconnected, {job.Total - job.Done - job.Missed:N0} left alone",
        _ => $"{job.Done:N0} disconnected" + (job.Missed > 0 ? $", {job.Missed:N0} had left already" : ""),
    };
}
