namespace ChatHub.Server.Dashboard.ConnectionBrowser;

/// <summary>What is to be done to connections.</summary>
public enum BulkAct : byte
{
    /// <summary>Send them a message.</summary>
    Message,

    /// <summary>Mute them for a time.</summary>
    Mute,

    /// <summary>End them.</summary>
    Disconnect,
}

/// <summary>What an operator chose in the dialog.</summary>
/// <param name="Text">The reason for the end.</param>
/// <param name="Length">For how long they are muted.</param>
/// <param name="PerSecond">How many are ended in a second.</param>
public sealed record BulkChoice(string Text, TimeSpan Length, int PerSecond);
