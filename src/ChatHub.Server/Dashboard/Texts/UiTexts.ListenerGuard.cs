using ChatHub.Wire.Tls;

namespace ChatHub.Server.Dashboard.Texts;

/// <summary>Who may connect to a listener, how much they may send, and encryption.</summary>
public partial class UiTexts
{
    internal virtual string ListenerOn => "on";
    internal virtual string ListenerOff => "off";
    internal virtual string ListenerNone => "none";
    internal virtual string ListenerBasics => "Listening";

    // Who may connect
    internal virtual string ListenerWho => "Who may connect";
    internal virtual string ListenerAll => "all";
    internal virtual string ListenerSome => "some addresses";
    internal virtual string ListenerWithPassword => "password";
    internal virtual string ListenerBehindProxy => "behind a proxy";
    internal virtual string ListenerAllow => "Addresses that may connect";
    internal virtual string ListenerAllowHint => "Addresses and ranges, with commas between. Empty: all.";
    internal virtual string ListenerOfOne => "Connections of one address";
    internal virtual string ListenerConnects(string within) => $"Connects of one address in {within}";
    internal virtual string ListenerPassword => "Password of all clients";
    internal virtual string ListenerPasswordHint => "Asked for before anything is seen or said. Empty: none.";
    internal virtual string ListenerPasswordKept => "There is one; it is not shown. Empty: it stays as it is.";
    internal virtual string ListenerPasswordRemove => "Ask for no password any more";
    internal virtual string ListenerPasswordLost => "Only Chat can ask for a password: saving removes the one there is.";
    internal virtual string ListenerPasswordSet => "set";
    internal virtual string ListenerProxy => "Proxies (PROXY protocol)";
    internal virtual string ListenerProxyHint => "Their addresses; then nobody else may connect, and the client's address is the one they tell. Empty: no proxy.";

    // Encryption
    internal virtual string ListenerTls => "Encryption (TLS)";
    internal virtual string ListenerCertificate => "File of the certificate";
    internal virtual string ListenerCertificateHint => "PEM, on the server, with its issuers after it. Read again when it changes. Empty: no encryption.";
    internal virtual string ListenerKey => "File of its key";
    internal virtual string ListenerKeyHint => "PEM. Empty: it stands in the certificate's file.";
    internal virtual string ListenerClients => "Clients show certificates";
    internal virtual string ListenerClientCa => "File of those that issue them";
    internal virtual string ListenerClientCaHint => "PEM, on the server.";

    internal virtual string ClientCertificatesName(ClientCertificates choice) => choice switch
    {
        ClientCertificates.Optional => "If they have one",
        ClientCertificates.Required => "Always",
        _ => "No",
    };

    // How much they may send
    internal virtual string ListenerFloodTitle => "Flood control";
    internal virtual string ListenerOwnLimits => "own limits";
    internal virtual string ListenerFlood => "Slow down clients that send too much";
    internal virtual string ListenerFloodHint => "What stays empty is as the settings say for all listeners.";
    internal virtual string ListenerFloodMessages => "Messages a second";
    internal virtual string ListenerFloodBurst => "Messages at once";
    internal virtual string ListenerFloodBytes => "Bytes a second";
    internal virtual string ListenerFloodPatience => "Disconnect after, s";

    // What is wrong
    internal virtual string ListenerWrongAddresses => "Expected addresses and ranges with commas between, like 10.0.0.0/8, 192.0.2.7.";
    internal virtual string ListenerWrongCount => "Expected 1 to 1000000.";
    internal virtual string ListenerWrongPassword => "Expected at most 128 characters, and none unless the protocol is Chat.";
    internal virtual string ListenerWrongCertificate => "Expected the name of a PEM file with the certificate.";
    internal virtual string ListenerWrongClients => "Expected None, Optional or Required.";
    internal virtual string ListenerWrongClientCa => "Expected the name of a PEM file with the certificates that issue those of clients.";
    internal virtual string ListenerWrongMessages => "Expected 0.1 to 1000000.";
    internal virtual string ListenerWrongBytes => "Expected 64 to 1073741824.";
    internal virtual string ListenerWrongPatience => "Expected 1 to 86400.";
    internal virtual string ListenerStays(string fault) => $"Not moved: {fault}; it listens where it was.";

    /// <summary>What a field of the settings expects; empty for one that is not known.</summary>
    internal string ListenerWrongField(string field) => field switch
    {
        "Name" => ListenerWrongName,
        "Endpoint" => ListenerWrongEndpoint,
        "Room" => ListenerWrongRoom,
        "Encoding" => ListenerWrongEncoding,
        "FlushAfter" => ListenerWrongFlush,
        "IdleTimeout" => ListenerWrongIdle,
        "MaxMessageBytes" => ListenerWrongMost,
        "AllowFrom" or "ProxyFrom" => ListenerWrongAddresses,
        "ConnectionsPerAddress" or "ConnectsPerAddress" or "FloodBurst" => ListenerWrongCount,
        "Password" => ListenerWrongPassword,
        "CertificateFile" => ListenerWrongCertificate,
        "ClientCertificates" => ListenerWrongClients,
        "ClientCaFile" => ListenerWrongClientCa,
        "FloodMessagesPerSecond" => ListenerWrongMessages,
        "FloodBytesPerSecond" => ListenerWrongBytes,
        "FloodPatience" => ListenerWrongPatience,
        _ => "",
    };
}
