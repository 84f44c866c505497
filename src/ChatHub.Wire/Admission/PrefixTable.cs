namespace ChatHub.Wire.Admission;

/// <summary>
/// Finds what is known about the ranges that an address is in, the narrowest first: one look into a dictionary for each length of prefix that
/// occurs, however many ranges there are. Never changed; safe for all threads.
/// </summary>
internal sealed class PrefixTable<T>
    where T : class
{
    private readonly (UInt128 Mask, Dictionary<UInt128, T> Ranges)[] _levels;

    /// <summary>A table of these; of two for the same range the later one counts.</summary>
    public PrefixTable(IEnumerable<(AddressRange Range, T Value)> entries)
    {
        var levels = new SortedDictionary<int, Dictionary<UInt128, T>>(Comparer<int>.Create((one, other) => other.CompareTo(one)));
        foreach (var (range, value) in entries)
        {
            if (!levels.TryGetValue(range.Bits, out var ranges))
            {
                levels[range.Bits] = ranges = [];
            }

            ranges[range.First] = value;
        }

        _levels = [.. levels.Select(level => (AddressRange.MaskOf(level.Key), level.Value))];
    }

    public static PrefixTable<T> Empty { get; } = new([]);

    public bool IsEmpty => _levels.Length == 0;

    /// <summary>The value of the narrowest range with the address that is good; null when there is none.</summary>
    public T? Find<TArgument>(UInt128 address, TArgument argument, Func<T, TArgument, bool> isGood)
    {
        foreach (var (mask, ranges) in _levels)
        {
            if (ranges.TryGetValue(address & mask, out var value) && isGood(value, argument))
            {
                return value;
            }
        }

        return null;
    }
}
