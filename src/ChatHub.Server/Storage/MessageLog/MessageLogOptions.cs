using System.ComponentModel.DataAnnotations;
using ChatHub.Chat;

namespace ChatHub.Server.Storage.MessageLog;

/// <summary>What the message log promises to those who receive.</summary>
public enum MessageDurability : byte
{
    /// <summary>A message is delivered at once and is on its way to the file: a killed process or a power cut loses at most the last group, 50 ms or 1,000 messages that anybody received.</summary>
    Relaxed,

    /// <summary>A message is delivered once it is in the file and synced: what anybody received survives a killed process and a power cut.</summary>
    Strict,
}

/// <summary>Settings of the message log (<c>ChatHub:MessageLog</c>).</summary>
public sealed class MessageLogOptions
{
    /// <summary>Whether there is one. Default true.</summary>
    [AtRestart]
    public bool Enabled { get; set; } = true;

    /// <summary>What it promises. Default Relaxed.</summary>
    [AtRestart]
    public MessageDurability Durability { get; set; } = MessageDurability.Relaxed;

    /// <summary>How long entries are kept. Default 30 days; 1 minute to 36,500 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "36500.00:00:00")]
    public TimeSpan RetainFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Most bytes of <c>messages.db</c>, the index not counted; beyond it the oldest entries go. Default 10 GB; 16 MiB to 16 TiB.</summary>
    [Range(16L * 1024 * 1024, 16L * 1024 * 1024 * 1024 * 1024)]
    public long RetainBytes { get; set; } = 10_000_000_000;
}
