using ChatHub.Wire.Tls;

namespace ChatHub.Wire.Listeners;

/// <summary>Settings of one listener (<c>ChatHub:Listeners:&lt;name&gt;</c>). What is null takes the default of the protocol.</summary>
public sealed class ListenerOptions
{
    /// <summary>Where it listens: <c>0.0.0.0:9999</c>, <c>[::]:9999</c> (both IP versions), <c>127.0.0.1:0</c> (a free port), <c>localhost:9999</c>. Required.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>How its clients speak: Raw, Relay or Chat. Default Relay.</summary>
    public ListenerProtocol Protocol { get; set; } = ListenerProtocol.Relay;

    /// <summary>Whether it starts with the server; a change in the settings file starts or stops it at once. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The room its sessions join. Default: the hub's (<c>lobby</c>). 1 to 64 characters.</summary>
    public string? Room { get; set; }

    /// <summary>How its clients' bytes are read as text, by its IANA name: utf-8, gb18030, gbk, iso-8859-1, … Default utf-8.</summary>
    public string Encoding { get; set; } = "utf-8";

    /// <summary>Whether senders get their own messages too. Default: Relay yes; Raw and Chat no.</summary>
    public bool? Echo { get; set; }

    /// <summary>Relay: what is put before a text: None, Name or Endpoint. Default None.</summary>
    public Attribution Attribution { get; set; } = Attribution.None;

    /// <summary>What a new client gets at once, exactly; <c>{name}</c>, <c>{room}</c> and <c>{others}</c> are filled in. Default: Relay <c>服务器连接成功！</c>; Chat a welcome in lines; Raw nothing.</summary>
    public string? Greeting { get; set; }

    /// <summary>What stands before an operator's message. Default: Relay <c>[服务器]：</c>; Chat <c>[server] </c>; Raw nothing.</summary>
    public string? OperatorPrefix { get; set; }

    /// <summary>Relay: the text that ends a session, alone or at the end of a message. Default <c>@断开连接@</c>; empty for none.</summary>
    public string? Farewell { get; set; }

    /// <summary>The ending of what clients get: Auto, None, Lf or CrLf. Default Auto.</summary>
    public OutputLineEnding LineEnding { get; set; } = OutputLineEnding.Auto;

    /// <summary>Silence after which text without an ending is a message. Default 50 ms; 1 ms to 1 min, or 00:00:00 for never.</summary>
    public TimeSpan FlushAfter { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Most bytes of a message without its ending; longer ones are refused and their sender is told. Default: Relay 1 MiB, Chat 4096. 16 to 16 MiB.</summary>
    public int? MaxMessageBytes { get; set; }

    /// <summary>What becomes of a client that reads too slowly: Disconnect or DropOldest. Default Disconnect.</summary>
    public SlowConsumerPolicy SlowConsumer { get; set; } = SlowConsumerPolicy.Disconnect;

    /// <summary>Whether a client is told, in a line that begins as an operator's does, why the server ends its connection. Default true; Raw has no text for it.</summary>
    public bool SayWhy { get; set; } = true;

    /// <summary>Addresses that may connect: addresses and ranges with commas between, <c>10.0.0.0/8, 2001:db8::/32</c>. Default empty: all.</summary>
    public string AllowFrom { get; set; } = "";

    /// <summary>Most connections from one address, counted over all listeners. Default: <c>ChatHub:Limits:ConnectionsPerAddress</c>. 1 to 1,000,000.</summary>
    public int? ConnectionsPerAddress { get; set; }

    /// <summary>How often one address may connect, counted over all listeners. Default: <c>ChatHub:Limits:ConnectsPerAddress</c>. 1 to 1,000,000.</summary>
    public int? ConnectsPerAddress { get; set; }

    /// <summary>Addresses of proxies that begin each connection with a header of the PROXY protocol, version 1 or 2; then nobody else may connect. Default empty: no proxy.</summary>
    public string ProxyFrom { get; set; } = "";

    /// <summary>Encryption; without a certificate there is none.</summary>
    public TlsOptions Tls { get; set; } = new();

    /// <summary>Chat: a password that all clients share, asked for before they see or say anything. Default empty: none. At most 128 characters.</summary>
    public string Password { get; set; } = "";

    /// <summary>Whether clients that send too much are slowed down. Default: <c>ChatHub:Limits:FloodControl</c>.</summary>
    public bool? FloodControl { get; set; }

    /// <summary>Messages that a client may send in a second, for long. Default: <c>ChatHub:Limits:FloodMessagesPerSecond</c>. 0.1 to 1,000,000.</summary>
    public double? FloodMessagesPerSecond { get; set; }

    /// <summary>Messages that a client may send at once. Default: <c>ChatHub:Limits:FloodBurst</c>. 1 to 1,000,000.</summary>
    public int? FloodBurst { get; set; }

    /// <summary>Bytes that a client may send in a second, for long. Default: <c>ChatHub:Limits:FloodBytesPerSecond</c>. 64 to 1 GiB.</summary>
    public int? FloodBytesPerSecond { get; set; }

    /// <summary>How long a client may be slowed down without a pause before it is disconnected. Default: <c>ChatHub:Limits:FloodPatience</c>, or Chat 30 s, Relay and Raw 10 min. 1 s to 1 day.</summary>
    public TimeSpan? FloodPatience { get; set; }

    /// <summary>Silence after which a client is disconnected. Default 00:00:00: never. Up to 30 days.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.Zero;
}
