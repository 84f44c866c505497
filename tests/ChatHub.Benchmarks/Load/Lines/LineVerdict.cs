namespace ChatHub.Benchmarks.Load.Lines;

/// <summary>What a received line is.</summary>
internal enum LineVerdict
{
    /// <summary>A line of this run, as it was sent.</summary>
    Whole,

    /// <summary>A line of this run that is not as it was sent.</summary>
    Damaged,

    /// <summary>A line that another run left in the server's history, or the server's own words.</summary>
    Other,
}
