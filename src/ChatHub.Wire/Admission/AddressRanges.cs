namespace ChatHub.Wire.Admission;

/// <summary>A list of addresses and ranges as settings have it: <c>127.0.0.0/8, ::1, 10.0.0.7</c>. Equal when it is written the same.</summary>
public sealed class AddressRanges : IEquatable<AddressRanges>
{
    private readonly PrefixTable<string> _table;

    private AddressRanges(string text, IReadOnlyList<AddressRange> all)
    {
        Text = text;
        All = all;
        _table = new(all.Select(range => (range, "")));
    }

    /// <summary>No address at all.</summary>
    public static AddressRanges None { get; } = new("", []);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The ranges, in the order of the text.</summary>
    public IReadOnlyList<AddressRange> All { get; }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => All.Count == 0;

    /// <summary>Reads a list with commas or spaces between.</summary>
    /// <returns>Null when a part of it is no address and no range.</returns>
    public static AddressRanges? TryParse(string? text)
    {
        var all = new List<AddressRange>();
        foreach (var part in (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!AddressRange.TryParse(part, out var range))
            {
                return null;
            }

            all.Add(range);
        }

        return all.Count == 0 ? None : new(text!.Trim(), all);
    }

    /// <summary>Whether an address is in one of them.</summary>
    public bool Contains(UInt128 address) => !_table.IsEmpty && _table.Find(address, 0, static (_, _) => true) is not null;

    /// <inheritdoc/>
    public bool Equals(AddressRanges? other) => Text == other?.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AddressRanges);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
