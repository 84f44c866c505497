namespace ChatHub.Wire.Admission;

/// <summary>Keeps bans over restarts. Called by one thread at a time.</summary>
public interface IBanStore
{
    /// <summary>What was kept. What cannot be read is no reason to fail: then there are none.</summary>
    IReadOnlyList<Ban> Read();

    /// <summary>Keeps these in place of those before.</summary>
    /// <exception cref="IOException">They could not be kept, and those before still are.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    void Write(IReadOnlyList<Ban> bans);
}
