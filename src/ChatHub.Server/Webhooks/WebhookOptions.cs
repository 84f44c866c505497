using System.ComponentModel.DataAnnotations;
using ChatHub.Chat;

namespace ChatHub.Server.Webhooks;

/// <summary>Settings of a webhook (<c>ChatHub:Webhooks:&lt;key&gt;</c>): an address that is told of events by POST.</summary>
[AtRestart]
public sealed class WebhookOptions
{
    /// <summary>What it is called on the dashboard, in metrics and in the server's log: 1 to 32 letters, digits, `.`, `_` and `-`. Default: its key among the settings.</summary>
    public string? Name { get; set; }

    /// <summary>Where events are sent: <c>http://</c> or <c>https://</c>, without a user and a password. Redirects are not followed. Required.</summary>
    public string Url { get; set; } = "";

    /// <summary>What signs the events, so that the receiver knows who sent them. 16 to 256 characters; better from the environment than from a file. Required.</summary>
    public string Secret { get; set; } = "";

    /// <summary>What is sent, with commas between: <c>connect</c>, <c>disconnect</c>, <c>message</c>, <c>fault</c>. Default <c>connect, disconnect, fault</c>.</summary>
    public string Events { get; set; } = "connect, disconnect, fault";

    /// <summary>
    /// Which messages, as the address of the Messages page has it (<c>q=alarm&amp;room=lobby</c>): <c>q</c>, <c>room</c>, <c>listener</c>, <c>connection</c>, <c>sender</c>, <c>remote</c>,
    /// <c>kind</c>. Default empty: all but private ones, which are sent only where <c>kind</c> names them.
    /// </summary>
    public string Filter { get; set; } = "";

    /// <summary>A client that is back within this time was not away: neither its disconnect nor its connect is sent. Default 10 s; 0 (each is sent at once) to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an answer may take. Default 10 s; 1 s to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How old an event may be when it is sent; older ones are dropped. Default 1 day; 1 min to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How many entries of the message log it may be behind; events that are further back are dropped. Default 100,000; 100 to 10,000,000.</summary>
    [Range(100, 10_000_000)]
    public int QueueLength { get; set; } = 100_000;
}
