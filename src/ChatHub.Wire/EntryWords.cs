namespace ChatHub.Wire;

/// <summary>What entries of the log say of those who were refused something, in English, as the API and clients have it; pages show it in the viewer's language.</summary>
public static class EntryWords
{
    /// <summary>Before the number of bytes that a message was longer than.</summary>
    public const string MessageOver = "message over ";

    /// <summary>Before how long it goes on: <c>5 min</c>.</summary>
    public const string Muted = "muted for another ";

    /// <summary>All of it.</summary>
    public const string SlowedDown = "sends too much and is slowed down";

    /// <summary>After an address.</summary>
    public const string BannedForAWhile = " is banned for a while: its connections were ended again and again";

    /// <summary>Before how many connections there are.</summary>
    public const string Full = "the server is full: ";

    /// <summary>All of it.</summary>
    public const string NotAllowed = "your address is not allowed here";

    /// <summary>Before until when, and why.</summary>
    public const string Banned = "your address is banned";

    /// <summary>All of it.</summary>
    public const string TooOften = "your address connects too often; try again later";

    /// <summary>After how many are open.</summary>
    public const string TooMany = " connections from your address are open, which is the most";
}
