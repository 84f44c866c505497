using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog.Writing;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Dashboard.Texts;

public partial class UiTexts
{
    // The log
    internal virtual string Messages => "Messages";
    internal virtual string FilterLog => "Lines that contain…";
    internal virtual string FilterLogHint => "Part of a word, a name, an address or a listener, in the newest lines. The page Messages searches the whole log, for words.";
    internal virtual string SearchWholeLog => "Search the whole log";
    internal virtual string Events => "Events";
    internal virtual string EventsHint => "Show who connects and disconnects, and what listeners do";
    internal virtual string NewMessages(string count) => $"{count} new";
    internal virtual string JumpToNewest => "Jump to the newest";
    internal virtual string NoMessages => "No messages yet";
    internal virtual string NoMessagesHint => "What clients say appears here as it is said.";
    internal virtual string Server => "server";
    internal virtual string To(string who) => $"to {who}";
    internal virtual string ToCount(long count) => count == 1 ? "to 1 connection" : $"to {count:N0} connections";
    internal virtual string DetailOf(long id) => $"Message {id}";
    internal virtual string Time => "Time";
    internal virtual string From => "From";
    internal virtual string Room => "Room";
    internal virtual string AllRooms => "all rooms";
    internal virtual string Size => "Size";
    internal virtual string Encoding => "Encoding";
    internal virtual string By => "By";
    internal virtual string CutAt(string shown, string all) => $"Shown are the first {shown} of {all}.";

    internal virtual string Happened(SystemEvent what, string reason, string detail) => what switch
    {
        SystemEvent.Connected => "connected",
        SystemEvent.Disconnected => $"disconnected: {reason}",
        SystemEvent.Renamed => $"was {detail} before",
        SystemEvent.ListenerStarted => $"listens on {detail}",
        SystemEvent.ListenerStopped => "stopped listening",
        SystemEvent.ListenerDraining => "is draining: no new connections",
        SystemEvent.ListenerFaulted => $"cannot listen: {FaultAt(detail)}",
        SystemEvent.Refused => $"refused: {RefusedAt(detail)}",
        SystemEvent.LogDegraded => $"the message log cannot write, the chat goes on: {StorageReason(detail)}",
        SystemEvent.LogRecovered => "the message log writes again",
        SystemEvent.LogGap => EntryLoss.Parse(detail) is { } loss ? LogGapText(loss) : $"missing from the message log: {detail}",
        SystemEvent.LogSetAside => $"the message log was damaged; a new one was begun, the damaged file is now {detail}",
        SystemEvent.LogMissing => LogMissingText(detail),
        SystemEvent.LogUnreadable => LogUnreadableText(detail),
        SystemEvent.Banned => BannedText(detail),
        SystemEvent.Unbanned => UnbannedText(detail),
        SystemEvent.SettingsApplied => SettingsAppliedText(detail),
        SystemEvent.SettingsRefused => SettingsRefusedText(detail),
        _ => detail,
    };

    internal virtual string Because(DisconnectReason reason) => reason switch
    {
        DisconnectReason.ClientClosed => "the client closed",
        DisconnectReason.Farewell => "the client said farewell",
        DisconnectReason.Kicked => "by an operator",
        DisconnectReason.Banned => "its address is banned",
        DisconnectReason.SlowConsumer => "it did not read what was sent to it",
        DisconnectReason.IdleTimeout => "nothing came from it for too long",
        DisconnectReason.MessageTooLong => "its messages were too long",
        DisconnectReason.Flooding => "it sent too much",
        DisconnectReason.ConnectionLimit => "the server is full",
        DisconnectReason.ListenerStopped => "its listener was stopped",
        DisconnectReason.ServerStopping => "the server is stopping",
        DisconnectReason.TransportError => "the network failed",
        DisconnectReason.HandshakeFailed => "TLS or the proxy's header failed",
        DisconnectReason.WrongPassword => "wrong password",
        DisconnectReason.NotAdmitted => "its address may not connect, or has too many connections",
        DisconnectReason.InternalError => "a fault of the server; its log has the details",
        _ => "no reason given",
    };

    // The send box
    internal virtual string Write => "Write as the server…";
    internal virtual string WriteLabel => "Message of the server";
    internal virtual string WriteHint => "Enter sends · Shift+Enter new line · ↑ earlier ones";
    internal virtual string Send => "Send";
    internal virtual string Target => "For whom";
    internal virtual string Everyone => "Everyone";
    internal virtual string TargetRoom(string room) => $"Room {room}";
    internal virtual string TargetSelected(int count) => $"Selected ({count:N0})";
    internal virtual string Outcome(int recipients, int queued, int skipped) =>
        $"to {recipients:N0}" + (queued > 0 ? $", {queued:N0} still waiting" : "") + (skipped > 0 ? $", {skipped:N0} skipped" : "");
    internal virtual string NothingToSend => "There is nothing to send.";
    internal virtual string NobodySelected => "Nobody is selected: tick rows of the sockets.";
    internal virtual string TooLong(int limit) => $"Too long: at most {limit:N0} characters.";
    internal virtual string TooManyBytes(int limit) => $"Too long: at most {limit:N0} bytes.";
    internal virtual string SendFailed => "Not sent. The text is still there (press ↑); the server's log says why.";
    internal virtual string MayBeSent => "No answer: the connection broke, and it may have been sent. Look at the log before you send it again.";
    internal virtual string NotConnected => "Not sent: no connection to the server. The text stays here.";

    // Listeners
    internal virtual string Listeners => "Listeners";
    internal virtual string NoListeners => "No listeners are set up";
    internal virtual string NoListenersHint => "Add one under ChatHub:Listeners in appsettings.json.";
    internal virtual string ListenerConnections(int count) => count == 1 ? "1 connection" : $"{count:N0} connections";
    internal virtual string Start => "Start";
    internal virtual string Stop => "Stop";
    internal virtual string StartOne(string name) => $"Start {name}";
    internal virtual string StopOne(string name) => $"Stop {name}";
    internal virtual string StopAsk(string name, int count) => count switch
    {
        0 => $"Stop {name}? It has no connections.",
        1 => $"Stop {name}? That closes its 1 connection.",
        _ => $"Stop {name}? That closes its {count:N0} connections.",
    };
    internal virtual string Drain => "Drain";
    internal virtual string DrainHint => "Drain: no new connections, the present ones may finish";
    internal virtual string DrainOne(string name) => $"Drain {name}";
    internal virtual string DrainAsk(string name, int count, int seconds) => count == 0
        ? $"Drain {name}? It accepts no more connections, and has none."
        : $"Drain {name}? It accepts no more connections. Its {(count == 1 ? "1 connection" : $"{count:N0} connections")} may finish; what is left after {seconds} seconds is closed.";
    internal virtual string CommandFailed => "That did not work; the server's log says why.";

    internal virtual string StateOf(ListenerState state) => state switch
    {
        ListenerState.Stopped => "Stopped",
        ListenerState.Starting => "Starting",
        ListenerState.Listening => "Listening",
        ListenerState.Draining => "Draining",
        ListenerState.Faulted => "Fault",
        _ => state.ToString(),
    };
}
