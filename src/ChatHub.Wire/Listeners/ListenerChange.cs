namespace ChatHub.Wire.Listeners;

/// <summary>What it takes to give a listener other settings.</summary>
public enum ListenerChange : byte
{
    /// <summary>They are the same.</summary>
    None,

    /// <summary>Nothing: connections that come from now on have them, those that are open stay as they are.</summary>
    Open,

    /// <summary>It listens somewhere else; the connections that are open stay.</summary>
    Rebind,

    /// <summary>It stops and starts: its clients would have to speak otherwise in the middle of what they say, so they are disconnected and told.</summary>
    Restart,
}

internal static class ListenerChanges
{
    public static ListenerChange Of(ListenerSettings before, ListenerSettings after) =>
        before == after ? ListenerChange.None
        : before.Protocol != after.Protocol || !before.Encoding.WebName.Equals(after.Encoding.WebName, StringComparison.OrdinalIgnoreCase) || before.Room != after.Room ? ListenerChange.Restart
        : !before.Endpoint.Equals(after.Endpoint) || before.Tls != after.Tls ? ListenerChange.Rebind
        : ListenerChange.Open;
}
