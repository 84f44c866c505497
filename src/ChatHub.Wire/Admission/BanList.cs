namespace ChatHub.Wire.Admission;

/// <summary>
/// The bans: those of operators, in memory and in their store, and those that the server makes by itself, in memory only. Each kind has a bound of its own, so that who has
/// many addresses to be banned from takes no room from operators. Safe for all threads; looking one up takes no lock.
/// </summary>
internal sealed class BanList
{
    /// <summary>Most bans of operators.</summary>
    public const int Most = 10_000;

    /// <summary>Most bans of the server; beyond them the oldest goes.</summary>
    public const int MostOwn = 10_000;

    private readonly Lock _gate = new();
    private readonly IBanStore? _store;
    private readonly int _mostOwn;
    private Entry[] _entries;
    private volatile PrefixTable<Entry> _table;

    public BanList(IBanStore? store, int mostOwn = MostOwn)
    {
        _store = store;
        _mostOwn = mostOwn;
        _entries = [.. (store?.Read() ?? []).Take(Most).Select(ban => new Entry(ban))];
        _table = TableOf(_entries);
    }

    public bool IsEmpty => _table.IsEmpty;

    /// <summary>The ban that an address is under; null when there is none.</summary>
    public Ban? Find(UInt128 address, DateTimeOffset now) => EntryOf(address, now)?.Ban;

    /// <summary>Counts that the ban of an address turned one away or ended one.</summary>
    public void Hit(UInt128 address, DateTimeOffset now) => EntryOf(address, now)?.Hit(now);

    /// <summary>Adds an operator's ban, in the place of one of the same range. Those that are over go with it.</summary>
    /// <returns>Why not, as a sentence; null when it is there.</returns>
    public string? Add(Ban ban)
    {
        lock (_gate)
        {
            var others = _entries.Where(entry => entry.Ban.Range != ban.Range && entry.Ban.HoldsAt(ban.MadeAt)).ToArray();
            if (others.Count(entry => !entry.IsOwn) >= Most)
            {
                return $"there are {Most} bans already: remove some first, or ban a range";
            }

            Keep([.. others, new Entry(ban)]);
            return null;
        }
    }

    /// <summary>Adds a ban of the server, in the place of one of its own of the same range; the oldest of them makes room.</summary>
    /// <returns>Why not, as a sentence; null when it is there.</returns>
    public string? AddOwn(Ban ban)
    {
        lock (_gate)
        {
            var others = _entries.Where(entry => entry.Ban.HoldsAt(ban.MadeAt) && !(entry.IsOwn && entry.Ban.Range == ban.Range)).ToArray();
            if (Array.Exists(others, entry => entry.Ban.Range == ban.Range))
            {
                return $"{ban.Range} is banned already"; // by an operator
            }

            var surplus = others.Count(entry => entry.IsOwn) + 1 - _mostOwn;
            Show([.. others.Where(entry => !entry.IsOwn || surplus-- <= 0), new Entry(ban, isOwn: true)]);
            return null;
        }
    }

    /// <returns>The ban that is gone; null when there was none of that range.</returns>
    public Ban? Remove(AddressRange range)
    {
        lock (_gate)
        {
            if (Array.Find(_entries, entry => entry.Ban.Range == range) is not { } gone)
            {
                return null;
            }

            Entry[] left = [.. _entries.Where(entry => entry != gone)];
            if (gone.IsOwn)
            {
                Show(left);
            }
            else
            {
                Keep(left);
            }

            return gone.Ban;
        }
    }

    /// <summary>Those that hold, the newest first.</summary>
    public IReadOnlyList<BanSnapshot> List(DateTimeOffset now) =>
        [.. Volatile.Read(ref _entries).Where(entry => entry.Ban.HoldsAt(now)).Select(entry => entry.Snapshot()).OrderByDescending(one => one.Ban.MadeAt)];

    private static PrefixTable<Entry> TableOf(Entry[] entries) => new(entries.Select(entry => (entry.Ban.Range, entry)));

    private Entry? EntryOf(UInt128 address, DateTimeOffset now) => _table.Find(address, now, static (entry, now) => entry.Ban.HoldsAt(now));

    private void Keep(Entry[] entries)
    {
        _store?.Write([.. entries.Where(entry => !entry.IsOwn).Select(entry => entry.Ban)]);
        Show(entries);
    }

    private void Show(Entry[] entries)
    {
        Volatile.Write(ref _entries, entries);
        _table = TableOf(entries);
    }

    private sealed class Entry(Ban ban, bool isOwn = false)
    {
        private long _hits;
        private long _lastAt;

        /// <summary>Whether the server made it by itself.</summary>
        public bool IsOwn => isOwn;

        public Ban Ban => ban;

        public void Hit(DateTimeOffset now)
        {
            Interlocked.Increment(ref _hits);
            Volatile.Write(ref _lastAt, now.UtcTicks);
        }

        public BanSnapshot Snapshot() => new(
            ban, Volatile.Read(ref _hits), Volatile.Read(ref _lastAt) is not 0 and var at ? new DateTimeOffset(at, TimeSpan.Zero) : null);
    }
}
