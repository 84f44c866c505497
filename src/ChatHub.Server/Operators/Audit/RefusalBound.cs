namespace ChatHub.Server.Operators.Audit;

/// <summary>
/// How many refusals the audit takes down: who has no rights could otherwise fill a file that nobody may shorten. <see cref="Most"/> in a minute for each act,
/// caller and address, and of <see cref="MostCallers"/> of these together. Safe for all threads.
/// </summary>
internal sealed class RefusalBound(TimeProvider time)
{
    /// <summary>Refusals in a minute of one caller; the last says that further ones are left out.</summary>
    public const int Most = 20;

    /// <summary>Callers whose refusals are counted in a minute; those beyond are counted as one.</summary>
    public const int MostCallers = 100;

    /// <summary>What the last one says.</summary>
    public const string Last = "further ones within this minute are left out";

    private static readonly TimeSpan s_span = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Act, string Who, string From), int> _counts = [];
    private DateTimeOffset _since;

    /// <summary>Counts one.</summary>
    /// <returns>Its number in this minute, from 1.</returns>
    public int Count(string act, string who, string from)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (now - _since >= s_span)
            {
                _counts.Clear();
                _since = now;
            }

            var key = (act, who, from);
            if (!_counts.ContainsKey(key) && _counts.Count >= MostCallers)
            {
                key = ("", "", "");
            }

            return _counts[key] = _counts.GetValueOrDefault(key) + 1;
        }
    }
}
