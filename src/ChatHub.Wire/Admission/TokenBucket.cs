namespace ChatHub.Wire.Admission;

/// <summary>
/// Fills at a steady rate up to its burst; what is taken may bring it below nothing, and then it takes a time until something is in it again. Not safe for
/// several threads.
/// </summary>
/// <param name="perSecond">How much comes in a second; over 0.</param>
/// <param name="burst">How much it holds; over 0. It is full at first.</param>
internal struct TokenBucket(double perSecond, double burst)
{
    private readonly double _burst = burst;
    private double _level = burst;
    private long _at;

    /// <summary>What is in it now; below nothing when too much was taken.</summary>
    public readonly double Level => _level;

    /// <summary>Lets in what has come until now.</summary>
    public void Fill(long now)
    {
        if (_at != 0 && now > _at)
        {
            _level = Math.Min(_burst, _level + ((now - _at) * perSecond / TimeSpan.TicksPerSecond));
        }

        _at = now; // also where the clock was set back: what would have come since the last time is all that is lost
    }

    /// <summary>Takes something out, whether it is there or not.</summary>
    public void Take(double amount) => _level -= amount;

    /// <summary>How long until something is in it again.</summary>
    public readonly TimeSpan Wait => _level >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_level / perSecond);
}
