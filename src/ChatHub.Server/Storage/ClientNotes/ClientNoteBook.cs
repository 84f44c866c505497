using System.Text.Json;
using ChatHub.Server.Storage.MessageLog;

namespace ChatHub.Server.Storage.ClientNotes;

/// <summary>
/// The notes about clients, in memory and in one file. Safe for all threads; reading takes no lock. A name says more than an address, so where
/// both have an alias, that of the name is shown.
/// </summary>
public sealed class ClientNoteBook
{
    /// <summary>Most notes.</summary>
    public const int MostNotes = 5_000;

    private readonly Lock _gate = new();
    private readonly string _path;
    private volatile Pages _pages;
    private long _version;

    private ClientNoteBook(string path, IEnumerable<ClientNote> notes)
    {
        _path = path;
        _pages = new(notes.Where(IsFit).Take(MostNotes));
    }

    /// <summary>Grows with each change.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>What became of a file that could not be read; null when there is nothing to say.</summary>
    public UnreadFile? Problem { get; private init; }

    /// <summary>How many there are.</summary>
    public int Count => _pages.Count;

    /// <summary>Reads the notes. A file that cannot be read or understood is set aside, and there are none.</summary>
    /// <param name="path">The file; need not be there.</param>
    /// <param name="time">The clock, for the name of a file set aside.</param>
    /// <param name="log">The server's log.</param>
    public static ClientNoteBook Open(string path, TimeProvider time, ILogger log)
    {
        try
        {
            return new(path, ClientNoteFile.Read(path));
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            return SetAside(path, failure, time, log);
        }
    }

    /// <summary>The note of an address or a name; null when there is none.</summary>
    public ClientNote? Find(ClientNoteKind kind, ReadOnlySpan<char> key) => _pages.Find(kind, key);

    /// <summary>The alias of a connection; empty when it has none.</summary>
    public string AliasOf(string name, string remote) =>
        _pages.Count == 0 ? "" :
        _pages.Find(ClientNoteKind.Name, name) is { Alias.Length: > 0 } byName ? byName.Alias :
        _pages.Find(ClientNoteKind.Address, ClientAddress.Of(remote))?.Alias ?? "";

    /// <summary>Writes a note; one with nothing in it is removed.</summary>
    /// <param name="note">The note.</param>
    /// <param name="first">
    /// What belongs to it and must succeed before the note is kept; what it throws is thrown, and nothing has changed. It runs when all that can be refused of the note has been looked at and
    /// the disk has taken it, so either both are done or none. It must not ask for a note to be written.
    /// </param>
    /// <exception cref="ArgumentException">It is too long, or there are too many.</exception>
    /// <exception cref="IOException">It could not be written to the disk, and nothing has changed.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Set(ClientNote note, Action? first = null)
    {
        ArgumentNullException.ThrowIfNull(note);
        if (!note.IsEmpty && !IsFit(note))
        {
            throw new ArgumentException(
                $"A note has an address or a name of 1 to {ClientNote.MostKeyCharacters} characters, an alias of at most {ClientNote.MostAliasCharacters} and notes of at most {ClientNote.MostNotesCharacters}.", nameof(note));
        }

        if (Problem is { Aside: null } unread)
        {
            throw new IOException($"{unread.File} could not be read when the server started ({unread.Why}) and is left as it is: nothing is saved over it.");
        }

        lock (_gate)
        {
            var others = _pages.All.Where(other => !(other.Kind == note.Kind && other.Key.Equals(note.Key, StringComparison.OrdinalIgnoreCase)));
            var next = new Pages(note.IsEmpty ? others : others.Append(note));
            if (next.Count > MostNotes)
            {
                throw new ArgumentException($"There are {MostNotes} notes already: remove some first.", nameof(note));
            }

            ClientNoteFile.Write(_path, next.All, first);
            _pages = next;
            Interlocked.Increment(ref _version);
        }
    }

    /// <summary>Writes a note that is made of the one that is there: two that change different parts of it at the same time both hold.</summary>
    /// <param name="kind">Kind of the note.</param>
    /// <param name="key">Its address or name.</param>
    /// <param name="change">Makes the new one of the old one, which is null when there is none.</param>
    /// <param name="first">As in <see cref="Set"/>, with the same exceptions.</param>
    public void Change(ClientNoteKind kind, string key, Func<ClientNote?, ClientNote> change, Action? first = null)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_gate)
        {
            Set(change(Find(kind, key)), first);
        }
    }

    /// <summary>Without the old file out of the way, the next save would be the end of what stands in it: then nothing is saved.</summary>
    private static ClientNoteBook SetAside(string path, Exception failure, TimeProvider time, ILogger log)
    {
        var aside = MessageLogFiles.SetAsideName(path, time.GetUtcNow());
        try
        {
            File.Move(path, aside, overwrite: false);
            ClientNotesLog.SetAside(log, path, aside, failure.Message);
            return new(path, []) { Problem = new(Path.GetFileName(path), Path.GetFileName(aside), failure.Message) };
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            ClientNotesLog.NotRead(log, path, $"{failure.Message}; {held.Message}");
            return new(path, []) { Problem = new(Path.GetFileName(path), null, failure.Message) };
        }
    }

    private static bool IsFit(ClientNote? note) =>
        note is { Key.Length: > 0 and <= ClientNote.MostKeyCharacters, Alias.Length: <= ClientNote.MostAliasCharacters, Notes.Length: <= ClientNote.MostNotesCharacters, By: not null } && Enum.IsDefined(note.Kind);

    /// <summary>All notes at one moment; never changed.</summary>
    private sealed class Pages
    {
        private readonly Dictionary<string, ClientNote>[] _notes = [new(StringComparer.OrdinalIgnoreCase), new(StringComparer.OrdinalIgnoreCase)];

        public Pages(IEnumerable<ClientNote> notes)
        {
            foreach (var note in notes)
            {
                _notes[(int)note.Kind][note.Key] = note;
            }
        }

        public int Count => _notes[0].Count + _notes[1].Count;

        public IEnumerable<ClientNote> All => _notes.SelectMany(page => page.Values);

        public ClientNote? Find(ClientNoteKind kind, ReadOnlySpan<char> key) =>
            _notes[(int)kind].GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var note) ? note : null;
    }
}
