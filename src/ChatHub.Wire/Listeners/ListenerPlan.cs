namespace ChatHub.Wire.Listeners;

/// <summary>What a change of the settings asks of the listeners.</summary>
/// <param name="Added">New ones.</param>
/// <param name="Changed">Other settings for those of the same names.</param>
/// <param name="Removed">Names of those that go.</param>
public sealed record ListenerPlan(IReadOnlyList<ListenerSettings> Added, IReadOnlyList<ListenerSettings> Changed, IReadOnlyList<string> Removed)
{
    /// <summary>Compares the listeners of the settings before and after.</summary>
    public static ListenerPlan Of(IReadOnlyList<ListenerSettings> before, IReadOnlyList<ListenerSettings> after) => new(
        [.. after.Where(one => Named(before, one.Name) is null)],
        [.. after.Where(one => Named(before, one.Name) is { } old && old != one)],
        [.. before.Select(one => one.Name).Where(name => Named(after, name) is null)]);

    private static ListenerSettings? Named(IReadOnlyList<ListenerSettings> all, string name) => all.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
