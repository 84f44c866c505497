namespace ChatHub.Server.Statistics;

/// <summary>
/// The rows of a stretch of time in intervals of equal length, the newest over the oldest: its size never changes. An interval that nothing is known of
/// is simply not there. Safe for all threads.
/// </summary>
internal sealed class SampleRing
{
    private readonly Lock _gate = new();
    private readonly long[] _starts;
    private readonly float[] _rows;
    private readonly bool[] _unsaved;

    /// <param name="step">Length of an interval in seconds.</param>
    /// <param name="capacity">How many intervals it holds.</param>
    public SampleRing(int step, int capacity)
    {
        Step = step;
        Capacity = capacity;
        _starts = new long[capacity];
        Array.Fill(_starts, -1);
        _rows = new float[capacity * Figures.Width];
        _unsaved = new bool[capacity];
    }

    /// <summary>Length of an interval in seconds.</summary>
    public int Step { get; }

    /// <summary>How many intervals it holds.</summary>
    public int Capacity { get; }

    /// <summary>Takes a part of an interval in.</summary>
    /// <param name="at">A moment in the interval, in seconds since 1970, UTC.</param>
    /// <param name="part">The row.</param>
    /// <param name="unsaved">Whether the file lacks it.</param>
    public void Add(long at, ReadOnlySpan<float> part, bool unsaved = true)
    {
        var start = at - (at % Step);
        var slot = SlotOf(start);
        lock (_gate)
        {
            var row = _rows.AsSpan(slot * Figures.Width, Figures.Width);
            if (_starts[slot] != start)
            {
                _starts[slot] = start;
                row.Fill(float.NaN);
            }

            Figures.Fold(row, part);
            _unsaved[slot] |= unsaved;
        }
    }

    /// <summary>Takes the intervals that overlap a stretch of time into a row.</summary>
    /// <param name="from">Begin in seconds since 1970, inclusive.</param>
    /// <param name="to">End, exclusive.</param>
    /// <param name="whole">The row; all NaN when there is nothing in it yet.</param>
    public void Fold(long from, long to, Span<float> whole)
    {
        lock (_gate)
        {
            for (var start = from - (from % Step); start < to; start += Step)
            {
                var slot = SlotOf(start);
                if (_starts[slot] == start)
                {
                    Figures.Fold(whole, _rows.AsSpan(slot * Figures.Width, Figures.Width));
                }
            }
        }
    }

    /// <summary>Hands over the rows that the file lacks; from then on it is taken to have them.</summary>
    public List<SavedRow> TakeUnsaved()
    {
        lock (_gate)
        {
            var rows = new List<SavedRow>();
            for (var slot = 0; slot < Capacity; slot++)
            {
                if (_unsaved[slot])
                {
                    _unsaved[slot] = false;
                    rows.Add(new SavedRow(Step, slot, _starts[slot], _rows.AsSpan(slot * Figures.Width, Figures.Width).ToArray()));
                }
            }

            return rows;
        }
    }

    /// <summary>The file may lack every row.</summary>
    public void MarkUnsaved()
    {
        lock (_gate)
        {
            for (var slot = 0; slot < Capacity; slot++)
            {
                _unsaved[slot] = _starts[slot] >= 0;
            }
        }
    }

    private int SlotOf(long start) => (int)(start / Step % Capacity);
}

/// <summary>A row as the file has it.</summary>
/// <param name="Step">Length of the interval in seconds.</param>
/// <param name="Slot">Its place in the ring.</param>
/// <param name="Start">Begin of the interval in seconds since 1970, UTC.</param>
/// <param name="Values">One for each place.</param>
internal sealed record SavedRow(int Step, int Slot, long Start, float[] Values);
