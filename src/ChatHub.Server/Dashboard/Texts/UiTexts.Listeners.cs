using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Dashboard.Texts;

public partial class UiTexts
{
    // The page of listeners
    internal virtual string Yes => "Yes";
    internal virtual string No => "No";
    internal virtual string Never => "never";
    internal virtual string ListenerAdd => "Add a listener";
    internal virtual string ListenerAddAndStart => "Add and start";
    internal virtual string ListenerNew => "New listener";
    internal virtual string ListenerSave => "Save";
    internal virtual string ListenerRemove => "Remove";
    internal virtual string NoListenersAdd => "Add one here, or under ChatHub:Listeners in appsettings.json.";
    internal virtual string ListenerSet => "from settings";
    internal virtual string ListenerKept => "added here";
    internal virtual string ListenerKeptHint => "Added by an operator and kept over restarts";
    internal virtual string ListenerWhere => "This listener comes from the settings: start and stop it here, change it there (appsettings.json, environment or command line), then start the server again. The key is";
    internal virtual string ListenerSetHint(string name) => $"Comes from the settings, ChatHub:Listeners:{name}: change it there";
    internal virtual string ListenerShow(string name) => $"Show the settings of {name}";
    internal virtual string ListenerSettingsOf(string name) => $"Settings of {name}";
    internal virtual string DrainLeft(int seconds) => $"{seconds} s left";

    // Its settings
    internal virtual string ListenerName => "Name";
    internal virtual string ListenerNameHint => "Letters, digits, - and _. It stays as it is.";
    internal virtual string ListenerEndpoint => "Address and port";
    internal virtual string ListenerEndpointHint => "0.0.0.0 is every address of this machine, [::] with IPv6 too; port 0 is a free one.";
    internal virtual string ListenerProtocolLabel => "Protocol";
    internal virtual string ListenerEnabled => "Starts with the server";
    internal virtual string ListenerEnabledLabel => "Starts with the server";
    internal virtual string ListenerMore => "More settings";
    internal virtual string ListenerFlush => "A message after silence of, ms";
    internal virtual string ListenerFlushHint => "For text without an ending; 0 is never.";
    internal virtual string ListenerIdle => "Disconnect after silence of, s";
    internal virtual string ListenerIdleHint => "0 is never.";
    internal virtual string ListenerMost => "Most bytes of a message";
    internal virtual string ListenerSlow => "Clients that do not read";
    internal virtual string ListenerEcho => "Senders get their own messages";
    internal virtual string ListenerEnding => "Ending of what clients get";
    internal virtual string ListenerAttribution => "Put before a text";
    internal virtual string ListenerFarewell => "Text that ends a session";
    internal virtual string ListenerPrefix => "Before an operator's words";
    internal virtual string ListenerGreeting => "Greeting";
    internal virtual string ListenerGreetingHint => "{name}, {room} and {others} are filled in. Empty: what the protocol says.";
    internal virtual string ListenerOwnGreeting => "the protocol's own";
    internal virtual string ListenerSayWhy => "Tells clients why it disconnects them";
    internal virtual string ListenerUsual(string value) => $"As usual ({value})";

    internal virtual string ProtocolHint(ListenerProtocol protocol) => protocol switch
    {
        ListenerProtocol.Chat => "People with nc or telnet: names, commands, lines.",
        ListenerProtocol.Relay => "The Qt client and programs like it: text handed on unchanged.",
        _ => "Devices and programs: bytes handed on as they come.",
    };

    internal virtual string SlowName(SlowConsumerPolicy policy) => policy switch
    {
        SlowConsumerPolicy.DropOldest => "Lose the oldest messages",
        _ => "Are disconnected",
    };

    internal virtual string EndingName(OutputLineEnding ending) => ending switch
    {
        OutputLineEnding.None => "None",
        OutputLineEnding.Lf => "LF",
        OutputLineEnding.CrLf => "CR LF",
        _ => "As each client does",
    };

    internal virtual string AttributionName(Attribution attribution) => attribution switch
    {
        Attribution.Name => "Name",
        Attribution.Endpoint => "Address and port",
        _ => "Nothing",
    };

    // What is wrong, and what saving does
    internal virtual string ListenerWrong => "Something above is not right yet.";
    internal virtual string ListenerWrongName => "Expected 1 to 32 letters, digits, - and _.";
    internal virtual string ListenerWrongEndpoint => "Expected address:port, like 0.0.0.0:9100, [::]:9100 or localhost:9100.";
    internal virtual string ListenerWrongRoom => "Expected at most 64 characters.";
    internal virtual string ListenerWrongEncoding => "Expected the name of an encoding, like utf-8, gb18030 or iso-8859-1.";
    internal virtual string ListenerWrongFlush => "Expected 1 to 60000, or 0 for never.";
    internal virtual string ListenerWrongIdle => "Expected up to 2592000 (30 days), or 0 for never.";
    internal virtual string ListenerWrongMost => "Expected 16 to 16777216.";
    internal virtual string ListenerSame => "Nothing is changed.";
    internal virtual string ListenerOpenChange => "Holds for connections from now on; open ones stay as they are.";
    internal virtual string ListenerTaken(string name) => $"The listener {name} is set to this port too; only one of them can listen there.";
    internal virtual string ListenerNameTaken(string name) => $"There is a listener called {name} already.";
    internal virtual string ListenerNotKept(string why) => $"Not done, because it could not be kept on disk: {why}";
    internal virtual string ListenerRebind(int connections) => connections == 0 ? "It will listen at the other address." : connections == 1 ? "It will listen at the other address; its 1 connection stays." : $"It will listen at the other address; its {connections:N0} connections stay.";
    internal virtual string ListenerRestart(int connections) => connections == 0 ? "It will start anew." : connections == 1 ? "It will start anew; its 1 connection is closed." : $"It will start anew; its {connections:N0} connections are closed.";
    internal virtual string ListenerRestartAsk(string name, int connections) => connections == 1 ? $"Start {name} anew? That closes its 1 connection." : $"Start {name} anew? That closes its {connections:N0} connections.";
    internal virtual string ListenerRemoveAsk(string name, int connections) => connections switch
    {
        0 => $"Remove {name}? It has no connections. Its settings are gone then.",
        1 => $"Remove {name}? That closes its 1 connection. Its settings are gone then.",
        _ => $"Remove {name}? That closes its {connections:N0} connections. Its settings are gone then.",
    };
}
