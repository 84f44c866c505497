namespace ChatHub.Benchmarks.Tests.Load;

/// <summary>What a relay does wrong, once, to one receiver.</summary>
public enum RelayFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It leaves a line out.</summary>
    Lost,

    /// <summary>It sends a line twice.</summary>
    Doubled,

    /// <summary>It sends a line after the one that follows it.</summary>
    Reordered,

    /// <summary>It changes a byte of a line.</summary>
    Damaged,
}
