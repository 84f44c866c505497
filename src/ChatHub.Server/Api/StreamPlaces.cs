namespace ChatHub.Server.Api;

/// <summary>Bounds the streams that are open at once. Safe for all threads.</summary>
internal sealed class StreamPlaces
{
    /// <summary>Most in all.</summary>
    public const int Most = 100;

    /// <summary>Most of one client: one name, or one address where it has none.</summary>
    public const int MostOfOne = 10;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _taken = [];
    private int _count;

    /// <summary>Takes a place; null when there is none. Dispose it to give it back.</summary>
    public IDisposable? TryTake(string who)
    {
        lock (_gate)
        {
            var has = _taken.GetValueOrDefault(who);
            if (_count >= Most || has >= MostOfOne)
            {
                return null;
            }

            _taken[who] = has + 1;
            _count++;
            return new Place(this, who);
        }
    }

    private void GiveBack(string who)
    {
        lock (_gate)
        {
            _count--;
            if (--_taken[who] == 0)
            {
                _taken.Remove(who);
            }
        }
    }

    private sealed class Place(StreamPlaces places, string who) : IDisposable
    {
        private bool _given;

        public void Dispose()
        {
            if (!_given)
            {
                _given = true;
                places.GiveBack(who);
            }
        }
    }
}
