namespace ChatHub.Wire.Connections;

/// <summary>
/// Episodes in which newcomers are turned away. One ends when a newcomer finds a place and a twentieth of those who were there when it
/// began is gone: coming and going at the limit is one episode. Safe for all threads.
/// </summary>
internal sealed class Fullness
{
    private readonly Lock _gate = new();
    private volatile bool _full;
    private int _endsAt;
    private long _refused;

    /// <summary>A newcomer is turned away.</summary>
    /// <returns>Whether an episode begins with it.</returns>
    public bool Refuse(int connections)
    {
        lock (_gate)
        {
            _refused++;
            if (_full)
            {
                return false;
            }

            _endsAt = Math.Max(0, connections - Math.Max(1, connections / 20)); // full of none, when only descriptors are short, ends with the first that finds a place
            _refused = 1;
            return _full = true;
        }
    }

    /// <summary>A newcomer has found a place.</summary>
    /// <param name="connections">How many there are with it.</param>
    /// <param name="refused">How many were turned away in the episode that ends with it.</param>
    /// <returns>Whether an episode ends with it.</returns>
    public bool TryEnd(int connections, out long refused)
    {
        refused = 0;
        if (!_full)
        {
            return false;
        }

        lock (_gate)
        {
            if (!_full || connections - 1 > _endsAt)
            {
                return false;
            }

            refused = _refused;
            _full = false;
            return true;
        }
    }
}
