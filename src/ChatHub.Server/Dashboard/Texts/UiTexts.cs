namespace ChatHub.Server.Dashboard.Texts;

/// <summary>
/// Every text of the dashboard, in English. Another language is one more class that overrides all of them; it is found by itself.
/// </summary>
public partial class UiTexts
{
    /// <summary>Language tag, as browsers have it.</summary>
    public virtual string Tag => "en";

    /// <summary>Name of the language, in the language.</summary>
    public virtual string Language => "English";

    // The frame
    internal virtual string Connected => "Connected";
    internal virtual string Reconnecting => "Reconnecting";
    internal virtual string ServerState => "Connection of this page to the server";
    internal virtual string Appearance => "Appearance";
    internal virtual string ThemeSystem => "Like the system";
    internal virtual string ThemeLight => "Light";
    internal virtual string ThemeDark => "Dark";
    internal virtual string LanguageMenu => "Language";
    internal virtual string SkipToLog => "Skip to the content";
    internal virtual string Sections => "Sections";
    internal virtual string Loading => "Connecting to the server…";
    internal virtual string LostTitle => "Connection to the server lost";
    internal virtual string LostText => "Trying again by itself. You can go on writing; nothing is lost.";
    internal virtual string RetryNow => "Try now";
    internal virtual string ErrorTitle => "This part of the page failed";
    internal virtual string ErrorText => "The server goes on working, and its log says what happened.";
    internal virtual string TryAgain => "Show it again";
    internal virtual string FatalText => "The page stopped working. The server goes on.";
    internal virtual string Reload => "Reload";
    internal virtual string NotFound => "There is nothing at this address.";
    internal virtual string ToDashboard => "Go to the dashboard";
    internal virtual string Cancel => "Cancel";
    internal virtual string Close => "Close";
    internal virtual string Operator => "operator";

    // The figures on top
    internal virtual string Connections => "Connections";
    internal virtual string Peak(string count) => $"peak {count}";
    internal virtual string MessagesIn => "Messages in";
    internal virtual string Deliveries => "Deliveries";
    internal virtual string PerSecond => "/s";
    internal virtual string Backlog => "Backlog";
    internal virtual string Uptime => "Uptime";
    internal virtual string Figures => "Figures";

    // Connections
    internal virtual string Sockets => "Sockets";
    internal virtual string FilterSockets => "Filter by name, address, listener…";
    internal virtual string CountOf(string shown, string all) => $"{shown} of {all}";
    internal virtual string Selected(string count) => $"{count} selected";
    internal virtual string ClearSelection => "Clear the selection";
    internal virtual string SelectAll => "Select all that are shown";
    internal virtual string SelectOne(string who) => $"Select {who}";
    internal virtual string SortBy(string column) => $"Sort by {column}";
    internal virtual string Number => "#";
    internal virtual string NumberLong => "Number";
    internal virtual string Name => "Name";
    internal virtual string Remote => "Remote address";
    internal virtual string Listener => "Listener";
    internal virtual string ConnectedFor => "Connected";
    internal virtual string Idle => "Idle";
    internal virtual string MessagesInShort => "Msgs in";
    internal virtual string MessagesOutShort => "Msgs out";
    internal virtual string BytesIn => "Bytes in";
    internal virtual string BytesOut => "Bytes out";
    internal virtual string BacklogLong => "Bytes that wait because the client does not read";
    internal virtual string Disconnect => "Disconnect";
    internal virtual string DisconnectOne(string who) => $"Disconnect {who}";
    internal virtual string DisconnectAsk(string who, long id, string remote) => $"Disconnect {who} (#{id}, {remote})? What is owed to it is still sent.";
    internal virtual string AlreadyGone(string who) => $"{who} had left already.";
    internal virtual string NoSockets => "Nobody is connected";
    internal virtual string NoSocketsHint => "Try it from a terminal:";
    internal virtual string NoListenerHint => "Start a listener, and clients can connect.";
    internal virtual string NoMatch => "Nothing matches the filter";
    internal virtual string ClearFilter => "Clear the filter";
}
