using System.ComponentModel.DataAnnotations;

namespace ChatHub.Wire.Connections;

/// <summary>Limits of the wire (<c>ChatHub:Limits</c>).</summary>
public sealed class LimitsOptions
{
    /// <summary>Most connections over all listeners; who comes after is told and closed. Default 10,000; 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int Connections { get; set; } = 10_000;

    /// <summary>Most connections from one address, over all listeners; of IPv6 the first 64 bits are one address. Default 16; 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 16;

    /// <summary>How often one address may connect within <see cref="ConnectsWithin"/>. Default 32; 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int ConnectsPerAddress { get; set; } = 32;

    /// <summary>The time that <see cref="ConnectsPerAddress"/> is for. Default 10 min; 1 s to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ConnectsWithin { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Addresses that the limits per address do not count for: addresses and ranges with commas between. Default this machine itself, <c>127.0.0.0/8, ::1</c>; empty for none.
    /// </summary>
    public string Exempt { get; set; } = "127.0.0.0/8, ::1";

    /// <summary>Whether clients that send too much are slowed down, and at last disconnected. Not those of <see cref="Exempt"/> addresses. Default true.</summary>
    public bool FloodControl { get; set; } = true;

    /// <summary>Messages that a client may send in a second, for long. Default 10; 0.1 to 1,000,000.</summary>
    [Range(0.1, 1_000_000)]
    public double FloodMessagesPerSecond { get; set; } = 10;

    /// <summary>Messages that a client may send at once. Default 20; 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int FloodBurst { get; set; } = 20;

    /// <summary>Bytes that a client may send in a second, for long; four times as many at once. Default 16 KiB; 64 to 1 GiB.</summary>
    [Range(64, 1024 * 1024 * 1024)]
    public int FloodBytesPerSecond { get; set; } = 16 * 1024;

    /// <summary>How long a client may be slowed down without a pause before it is disconnected. Default: Chat 30 s, Relay and Raw 10 min. 1 s to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan? FloodPatience { get; set; }

    /// <summary>How many times as much all connections of one address may send together. Default 4; 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int FloodPerAddress { get; set; } = 4;

    /// <summary>How often in a minute the server ends connections of one address (flooding, messages too long, failed handshakes and proxy headers, wrong passwords) before it bans the address. Default 15; 0 for never, up to 1,000,000.</summary>
    [Range(0, 1_000_000)]
    public int FloodBanAfter { get; set; } = 15;

    /// <summary>For how long it bans it. Default 5 min; 1 s to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan FloodBanFor { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Most bytes that wait for one client; an empty outbox takes one batch whatever its size. Default 256 KiB; 4 KiB to 1 GiB.</summary>
    [Range(4 * 1024, 1024 * 1024 * 1024)]
    public int OutboxBytes { get; set; } = 256 * 1024;

    /// <summary>How long the socket of a client may take nothing while bytes wait for it. Default 10 s; 100 ms to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a closing connection may take to send what is owed and to see the client close. Default 2 s; 0 to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Closed connections that are remembered with their reasons. Default 10,000; 0 to 1,000,000.</summary>
    [Range(0, 1_000_000)]
    public int ClosedConnections { get; set; } = 10_000;
}
