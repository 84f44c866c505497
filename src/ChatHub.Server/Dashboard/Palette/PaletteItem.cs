namespace ChatHub.Server.Dashboard.Palette;

/// <summary>What kind of thing the palette offers.</summary>
public enum PaletteGroup : byte
{
    /// <summary>A page to go to.</summary>
    Page,

    /// <summary>A connection to look at.</summary>
    Connection,

    /// <summary>Something to do.</summary>
    Action,
}

/// <summary>Something that the palette offers.</summary>
/// <param name="Group">What kind of thing.</param>
/// <param name="Key">Its mark, the same in every language.</param>
/// <param name="Text">What stands there.</param>
/// <param name="Detail">What stands behind it.</param>
/// <param name="Run">Does it.</param>
/// <param name="Keywords">Further words it is found by.</param>
internal sealed record PaletteItem(PaletteGroup Group, string Key, string Text, string Detail, Func<Task> Run, string Keywords = "")
{
    /// <summary>Whether every word occurs in it; case does not matter.</summary>
    public bool Matches(IEnumerable<string> words) =>
        words.All(word => Text.Contains(word, StringComparison.OrdinalIgnoreCase) || Keywords.Contains(word, StringComparison.OrdinalIgnoreCase) || Key.Contains(word, StringComparison.OrdinalIgnoreCase));
}
