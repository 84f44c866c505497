namespace ChatHub.Server.Maintenance;

/// <summary>Numbers that are missing in the log, until a record explains them. Holds a bounded number of gaps; what is beyond counts as not explained.</summary>
internal sealed class NumberGaps
{
    private const int Most = 100_000;

    private readonly List<(long First, long Last)> _open = [];

    /// <summary>Gaps that no record explains so far.</summary>
    public IReadOnlyList<(long First, long Last)> Open => _open;

    /// <summary>Gaps that were not held, because there are too many.</summary>
    public long Beyond { get; private set; }

    /// <summary>Numbers that are missing.</summary>
    public void Add(long first, long last)
    {
        if (_open.Count < Most)
        {
            _open.Add((first, last));
        }
        else
        {
            Beyond++;
        }
    }

    /// <summary>A record says that these could not be written. Returns the gaps that it explains.</summary>
    public IReadOnlyList<(long First, long Last)> Explain(long first, long last)
    {
        var explained = _open.FindAll(gap => first <= gap.First && gap.Last <= last);
        _open.RemoveAll(gap => first <= gap.First && gap.Last <= last);
        return explained;
    }
}
