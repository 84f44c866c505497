namespace ChatHub.Wire.Admission;

/// <summary>
/// What the clients of each address do together: open connections, connects of late, how often one was thrown out. Addresses with nothing open and nothing of
/// late are forgotten; past <see cref="Most"/> of them a new one is not counted, and only the total limits it. Safe for all threads.
/// </summary>
internal sealed class AddressBook
{
    /// <summary>Most addresses at once.</summary>
    public const int Most = 65_536;

    private static readonly TimeSpan s_thrownWithin = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<AddressRange, Row> _rows = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _rows.Count;
            }
        }
    }

    /// <summary>A newcomer takes a place of its address.</summary>
    /// <returns>Why it may not; null when it has the place.</returns>
    public Refusal? TryEnter(AddressRange client, int mostOpen, int mostConnects, TimeSpan within, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (RowOf(client) is not { } row)
            {
                return null;
            }

            if (row.Open >= mostOpen)
            {
                return new(RefusalCause.TooManyConnections, mostOpen + EntryWords.TooMany);
            }

            if (row.Connects.At(now, within) + 1 > mostConnects)
            {
                return new(RefusalCause.TooManyConnects, EntryWords.TooOften);
            }

            row.Open++;
            row.Connects.Add(now, within);
            row.SeenAt = now;
            return null;
        }
    }

    /// <summary>What all connections of an address may send together to the listeners of the same limits: another's are not those that it is held to.</summary>
    /// <returns>Null when the address is not counted.</returns>
    public FloodBuckets? BucketsOf(AddressRange client, FloodLimits limits)
    {
        lock (_gate)
        {
            if (RowOf(client) is not { } row)
            {
                return null;
            }

            var rates = limits with { Patience = default }; // which says nothing of how much
            row.Flood ??= [];
            if (!row.Flood.TryGetValue(rates, out var buckets))
            {
                row.Flood.Add(rates, buckets = FloodBuckets.Of(limits, limits.PerAddress));
            }

            return buckets;
        }
    }

    /// <summary>Forgets what the connections of each address have sent: they have new limits.</summary>
    public void CountFloodAnew()
    {
        lock (_gate)
        {
            foreach (var row in _rows.Values)
            {
                row.Flood = null;
            }
        }
    }

    /// <summary>A connection that has a place of its address is gone.</summary>
    public void Leave(AddressRange client, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_rows.TryGetValue(client, out var row) && row.Open > 0)
            {
                row.Open--;
                row.SeenAt = now; // or what it may send would begin anew with the next connection, however long this one was
            }
        }
    }

    /// <summary>The server threw one of its connections out.</summary>
    /// <returns>Whether it did so too often within a minute: then the count begins anew.</returns>
    public bool ThrowOut(AddressRange client, int most, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (RowOf(client) is not { } row)
            {
                return false;
            }

            row.SeenAt = now;
            row.Thrown.Add(now, s_thrownWithin);
            if (row.Thrown.At(now, s_thrownWithin) < most)
            {
                return false;
            }

            row.Thrown.Clear();
            return true;
        }
    }

    /// <summary>Forgets those that nothing is open from and that did nothing for so long.</summary>
    public void Sweep(DateTimeOffset now, TimeSpan after)
    {
        lock (_gate)
        {
            foreach (var (client, row) in _rows)
            {
                if (row.Open == 0 && now - row.SeenAt >= after)
                {
                    _rows.Remove(client); // a dictionary allows it while it is walked
                }
            }
        }
    }

    private Row? RowOf(AddressRange client)
    {
        if (!_rows.TryGetValue(client, out var row) && _rows.Count < Most)
        {
            _rows[client] = row = new();
        }

        return row;
    }

    private sealed class Row
    {
        public RecentCount Connects;
        public RecentCount Thrown;

        public Dictionary<FloodLimits, FloodBuckets>? Flood { get; set; }

        public int Open { get; set; }

        public DateTimeOffset SeenAt { get; set; }
    }
}
