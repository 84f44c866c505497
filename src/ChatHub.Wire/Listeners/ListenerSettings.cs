using System.Net;
using System.Text;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Tls;

namespace ChatHub.Wire.Listeners;

/// <summary>The settings of a listener with the defaults of its protocol filled in, checked.</summary>
/// <param name="Name">Its name.</param>
/// <param name="EndpointText">The endpoint as it was written.</param>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Protocol">How its clients speak.</param>
/// <param name="Enabled">Whether it starts with the server.</param>
/// <param name="Room">The room its sessions join; null for the hub's default.</param>
/// <param name="Encoding">How bytes are read as text.</param>
/// <param name="Echo">Whether senders get their own messages.</param>
/// <param name="Attribution">What is put before a text.</param>
/// <param name="Greeting">What a new client gets; empty for nothing; null for the protocol's own welcome.</param>
/// <param name="OperatorPrefix">What stands before an operator's message.</param>
/// <param name="Farewell">The text that ends a session; empty for none.</param>
/// <param name="LineEnding">The ending of what clients get.</param>
/// <param name="FlushAfter">Silence after which text without an ending is a message; infinite for never.</param>
/// <param name="MaxMessageBytes">Most bytes of a message.</param>
/// <param name="IdleTimeout">Silence after which a client is disconnected; infinite for never.</param>
public sealed record ListenerSettings(
    string Name,
    string EndpointText,
    EndPoint Endpoint,
    ListenerProtocol Protocol,
    bool Enabled,
    string? Room,
    Encoding Encoding,
    bool Echo,
    Attribution Attribution,
    string? Greeting,
    string OperatorPrefix,
    string Farewell,
    OutputLineEnding LineEnding,
    TimeSpan FlushAfter,
    int MaxMessageBytes,
    TimeSpan IdleTimeout)
{
    private static readonly TimeSpan s_longestIdle = TimeSpan.FromDays(30);

    /// <summary>Name of <see cref="Encoding"/> (IANA).</summary>
    public string EncodingName { get; init; } = Encoding.WebName;

    /// <summary>What becomes of a client that reads too slowly.</summary>
    public SlowConsumerPolicy SlowConsumer { get; init; }

    /// <summary>Whether a client is told why the server ends its connection.</summary>
    public bool SayWhy { get; init; } = true;

    /// <summary>Addresses that may connect; empty for all.</summary>
    public AddressRanges AllowFrom { get; init; } = AddressRanges.None;

    /// <summary>Most connections from one address; null for what the limits say.</summary>
    public int? ConnectionsPerAddress { get; init; }

    /// <summary>How often one address may connect; null for what the limits say.</summary>
    public int? ConnectsPerAddress { get; init; }

    /// <summary>Whether clients that send too much are slowed down; null, as for the four that follow, for what the limits say.</summary>
    public bool? FloodControl { get; init; }

    /// <summary>Messages that a client may send in a second, for long.</summary>
    public double? FloodMessagesPerSecond { get; init; }

    /// <summary>Messages that a client may send at once.</summary>
    public int? FloodBurst { get; init; }

    /// <summary>Bytes that a client may send in a second, for long.</summary>
    public int? FloodBytesPerSecond { get; init; }

    /// <summary>How long a client may be slowed down before it is disconnected.</summary>
    public TimeSpan? FloodPatience { get; init; }

    /// <summary>Proxies that say whom they speak for; empty for none.</summary>
    public AddressRanges ProxyFrom { get; init; } = AddressRanges.None;

    /// <summary>Encryption; null for none.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>The password of its clients; null for none.</summary>
    public SharedPassword? Password { get; init; }

    /// <summary>Fills in and checks.</summary>
    /// <param name="name">Name of the listener.</param>
    /// <param name="options">What was set.</param>
    /// <param name="problems">Gets a line for each wrong value: key, value, what is allowed.</param>
    /// <returns>Null when something is wrong.</returns>
    public static ListenerSettings? From(string name, ListenerOptions options, ICollection<string> problems)
    {
        var before = problems.Count;
        var key = $"ChatHub:Listeners:{name}";
        var endpoint = EndpointSyntax.TryParse(options.Endpoint ?? "");
        Check(endpoint is not null, "Endpoint", options.Endpoint, "expected address:port, like 0.0.0.0:9999, [::]:9999 or localhost:9999, with a port from 0 to 65535");
        var encoding = FindEncoding(options.Encoding ?? "");
        Check(encoding is not null, "Encoding", options.Encoding, "expected the IANA name of a text encoding, like utf-8, gb18030 or iso-8859-1");
        Check(Enum.IsDefined(options.Protocol), "Protocol", options.Protocol, "expected Raw, Relay or Chat");
        Check(Enum.IsDefined(options.Attribution), "Attribution", options.Attribution, $"expected {string.Join(", ", Enum.GetNames<Attribution>())}");
        Check(Enum.IsDefined(options.LineEnding), "LineEnding", options.LineEnding, $"expected {string.Join(", ", Enum.GetNames<OutputLineEnding>())}");
        Check(Enum.IsDefined(options.SlowConsumer), "SlowConsumer", options.SlowConsumer, $"expected {string.Join(", ", Enum.GetNames<SlowConsumerPolicy>())}");
        Check(options.Room is null || options.Room.Length is > 0 and <= 64, "Room", options.Room, "expected 1 to 64 characters");
        Check(options.FlushAfter == TimeSpan.Zero || (options.FlushAfter >= TimeSpan.FromMilliseconds(1) && options.FlushAfter <= TimeSpan.FromMinutes(1)),
            "FlushAfter", options.FlushAfter, "expected 00:00:00.001 to 00:01:00, or 00:00:00 for never");
        Check(options.IdleTimeout >= TimeSpan.Zero && options.IdleTimeout <= s_longestIdle, "IdleTimeout", options.IdleTimeout, "expected up to 30.00:00:00, or 00:00:00 for never");
        Check(options.MaxMessageBytes is null or (>= 16 and <= 16 * 1024 * 1024), "MaxMessageBytes", options.MaxMessageBytes, "expected 16 to 16777216 bytes");
        var allowFrom = AddressRanges.TryParse(options.AllowFrom);
        Check(allowFrom is not null, "AllowFrom", options.AllowFrom, "expected addresses and ranges with commas between, like 10.0.0.0/8, 192.0.2.7, 2001:db8::/32");
        Check(options.ConnectionsPerAddress is null or (>= 1 and <= 1_000_000), "ConnectionsPerAddress", options.ConnectionsPerAddress, "expected 1 to 1000000");
        Check(options.ConnectsPerAddress is null or (>= 1 and <= 1_000_000), "ConnectsPerAddress", options.ConnectsPerAddress, "expected 1 to 1000000");
        Check(options.FloodMessagesPerSecond is null or (>= 0.1 and <= 1_000_000), "FloodMessagesPerSecond", options.FloodMessagesPerSecond, "expected 0.1 to 1000000");
        Check(options.FloodBurst is null or (>= 1 and <= 1_000_000), "FloodBurst", options.FloodBurst, "expected 1 to 1000000");
        Check(options.FloodBytesPerSecond is null or (>= 64 and <= 1024 * 1024 * 1024), "FloodBytesPerSecond", options.FloodBytesPerSecond, "expected 64 to 1073741824 bytes");
        Check(options.FloodPatience is null || (options.FloodPatience >= TimeSpan.FromSeconds(1) && options.FloodPatience <= TimeSpan.FromDays(1)),
            "FloodPatience", options.FloodPatience, "expected 00:00:01 to 1.00:00:00");
        var proxyFrom = AddressRanges.TryParse(options.ProxyFrom);
        Check(proxyFrom is not null, "ProxyFrom", options.ProxyFrom, "expected addresses and ranges with commas between, like 10.0.0.1, 192.0.2.0/24");
        var tls = TlsSettings.From(options.Tls, (setting, value, allowed) => Check(false, setting, value, allowed));
        var password = (options.Password ?? "").Trim(); // a file may say null
        Check(password.Length <= SharedPassword.MostCharacters, "Password", "***", $"expected at most {SharedPassword.MostCharacters} characters");
        Check(password.Length == 0 || options.Protocol == ListenerProtocol.Chat, "Password", "***", "expected none: only Chat can ask for one");
        if (problems.Count > before)
        {
            return null;
        }

        var protocol = options.Protocol;
        return new ListenerSettings(
            name,
            options.Endpoint ?? "",
            endpoint!,
            protocol,
            options.Enabled,
            options.Room,
            encoding!,
            options.Echo ?? protocol == ListenerProtocol.Relay,
            options.Attribution,
            options.Greeting ?? (protocol == ListenerProtocol.Relay ? "服务器连接成功！" : protocol == ListenerProtocol.Raw ? "" : null),
            options.OperatorPrefix ?? (protocol == ListenerProtocol.Relay ? "[服务器]：" : protocol == ListenerProtocol.Chat ? "[server] " : ""),
            options.Farewell ?? (protocol == ListenerProtocol.Relay ? "@断开连接@" : ""),
            options.LineEnding,
            options.FlushAfter == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : options.FlushAfter,
            options.MaxMessageBytes ?? (protocol == ListenerProtocol.Chat ? 4096 : 1024 * 1024),
            options.IdleTimeout == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : options.IdleTimeout)
        {
            SlowConsumer = options.SlowConsumer,
            SayWhy = options.SayWhy,
            AllowFrom = allowFrom!,
            ConnectionsPerAddress = options.ConnectionsPerAddress,
            ConnectsPerAddress = options.ConnectsPerAddress,
            ProxyFrom = proxyFrom!,
            Tls = tls,
            Password = password.Length == 0 ? null : new SharedPassword(password),
            FloodControl = options.FloodControl,
            FloodMessagesPerSecond = options.FloodMessagesPerSecond,
            FloodBurst = options.FloodBurst,
            FloodBytesPerSecond = options.FloodBytesPerSecond,
            FloodPatience = options.FloodPatience,
        };

        void Check(bool good, string setting, object? value, string allowed)
        {
            if (!good)
            {
                problems.Add($"{key}:{setting} is '{value}': {allowed}");
            }
        }
    }

    /// <summary>An encoding in which lines can be found, by its IANA name; null when there is none of that name.</summary>
    internal static Encoding? FindEncoding(string name)
    {
        System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        if (name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.Equals("utf8", StringComparison.OrdinalIgnoreCase))
        {
            return System.Text.Encoding.UTF8;
        }

        try
        {
            // Code pages would write what they lack as what looks a little like it, and to some an arrow is ESC and a note is CR: after all that was done to make control characters visible.
            var encoding = System.Text.Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));

            // Wide encodings have NUL and line-ending bytes inside their characters, EBCDIC has other line-ending bytes: lines cannot be found in them.
            return encoding.GetBytes("\r\n").AsSpan().SequenceEqual("\r\n"u8) && !IsStateful(encoding) ? encoding : null;
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Encodings that shift between character sets: a message cannot be read without all that came before it.</summary>
    private static bool IsStateful(Encoding encoding) =>
        encoding.WebName.StartsWith("iso-2022", StringComparison.OrdinalIgnoreCase)
        || encoding.WebName.StartsWith("hz-", StringComparison.OrdinalIgnoreCase)
        || encoding.WebName.StartsWith("x-cp5022", StringComparison.OrdinalIgnoreCase)
        || encoding.CodePage is 65000 or 50220 or 50221 or 50222 or 50225 or 50227 or 52936;
}
