namespace ChatHub.Server.Storage.ClientNotes;

/// <summary>By what a note finds its connections.</summary>
public enum ClientNoteKind : byte
{
    /// <summary>By the remote address, whatever the port.</summary>
    Address,

    /// <summary>By the name, without regard to case.</summary>
    Name,
}

/// <summary>What operators keep for good about the connections from one address or of one name.</summary>
/// <param name="Kind">By what it finds them.</param>
/// <param name="Key">The address or the name.</param>
/// <param name="Alias">The name that operators gave; empty for none. At most <see cref="MostAliasCharacters"/> characters, in one line.</param>
/// <param name="Notes">What else they wrote down; empty for nothing. At most <see cref="MostNotesCharacters"/> characters.</param>
/// <param name="By">Who wrote it last.</param>
/// <param name="At">When, UTC.</param>
public sealed record ClientNote(ClientNoteKind Kind, string Key, string Alias, string Notes, string By, DateTimeOffset At)
{
    /// <summary>Most characters of an alias.</summary>
    public const int MostAliasCharacters = 64;

    /// <summary>Most characters of the notes.</summary>
    public const int MostNotesCharacters = 2_000;

    /// <summary>Most characters of an address or a name.</summary>
    public const int MostKeyCharacters = 128;

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => Alias.Length == 0 && Notes.Length == 0;
}
