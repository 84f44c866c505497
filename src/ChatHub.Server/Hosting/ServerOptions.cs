using System.ComponentModel.DataAnnotations;
using ChatHub.Chat;

namespace ChatHub.Server.Hosting;

/// <summary>Settings of the server as a whole (<c>ChatHub</c>).</summary>
[AtRestart]
public sealed class ServerOptions
{
    /// <summary>Folder for what has to survive a restart. Default <c>data</c> in the working directory.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>How long a stop may take: clients are told and closed, what they are owed is sent, the message log is written. Default 30 s; 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
