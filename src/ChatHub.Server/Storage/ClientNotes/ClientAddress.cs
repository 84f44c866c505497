namespace ChatHub.Server.Storage.ClientNotes;

/// <summary>The address in a remote endpoint: what stays the same when a client connects again.</summary>
public static class ClientAddress
{
    /// <summary>The endpoint without its port: <c>192.0.2.1</c> of <c>192.0.2.1:5000</c>, <c>::1</c> of <c>[::1]:5000</c>; the text itself where it has no port.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> remote)
    {
        if (remote is ['[', ..] && remote.IndexOf(']') is > 1 and var end)
        {
            return remote[1..end];
        }

        return remote.LastIndexOf(':') is > 0 and var at && remote.IndexOf(':') == at ? remote[..at] : remote;
    }
}
