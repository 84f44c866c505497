using System.ComponentModel.DataAnnotations;

namespace ChatHub.Chat;

/// <summary>Settings of the hub (<c>ChatHub:Hub</c>).</summary>
public sealed class HubOptions
{
    /// <summary>Room that sessions join at first where their listener names none. Default <c>lobby</c>.</summary>
    [AtRestart, Required, StringLength(64, MinimumLength = 1)]
    public string DefaultRoom { get; set; } = "lobby";

    /// <summary>Messages and events kept in memory for the dashboard. Default 10,000; 100 to 1,000,000.</summary>
    [Range(100, 1_000_000)]
    public int HistoryLength { get; set; } = 10_000;

    /// <summary>Most bytes of their bodies; beyond it the oldest go. Default 64 MiB; 1 MiB to 16 GiB.</summary>
    [Range(1024 * 1024, 16L * 1024 * 1024 * 1024)]
    public long HistoryBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Messages of a room that one who joins gets to read. Default 20; 0 to 200.</summary>
    [Range(0, 200)]
    public int WelcomeHistory { get; set; } = 20;

    /// <summary>Rooms with more members than this get no notices of who joins and leaves. Default 200; 0 (never) to 1,000,000.</summary>
    [Range(0, 1_000_000)]
    public int NoticesUpTo { get; set; } = 200;

    /// <summary>Bytes waiting in a room's pump above which those who publish wait. Default 4 MiB; 64 KiB to 1 GiB.</summary>
    [Range(64 * 1024, 1024 * 1024 * 1024)]
    public int HighWaterBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Bytes waiting below which they go on. Default 1 MiB; 0 to <see cref="HighWaterBytes"/>.</summary>
    [Range(0, 1024 * 1024 * 1024)]
    public int LowWaterBytes { get; set; } = 1024 * 1024;
}
