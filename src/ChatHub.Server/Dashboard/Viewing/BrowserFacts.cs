namespace ChatHub.Server.Dashboard.Viewing;

/// <summary>Which theme the viewer chose.</summary>
public enum ThemeChoice : byte
{
    /// <summary>As the system of the viewer is.</summary>
    System,

    /// <summary>Light.</summary>
    Light,

    /// <summary>Dark.</summary>
    Dark,
}

/// <summary>What the browser says about its user.</summary>
/// <param name="Language">The language chosen here before; empty when none.</param>
/// <param name="Languages">The languages that the browser asks for, best first.</param>
/// <param name="Theme">The theme chosen here before; empty when none.</param>
/// <param name="SystemIsDark">Whether the system is dark.</param>
/// <param name="TimeZone">Name of the time zone.</param>
/// <param name="MinutesEast">Minutes that the clock is ahead of UTC now.</param>
/// <param name="Kept">What the tab kept.</param>
/// <param name="Lasting">What the browser kept for good.</param>
/// <param name="Owner">The account that what it kept is of; empty where nobody was signed in.</param>
/// <param name="HasMore">Whether it kept more than may be said at once; <see cref="BrowserKept"/> has all.</param>
internal sealed record BrowserFacts(
    string Language, string[] Languages, string Theme, bool SystemIsDark, string TimeZone, int MinutesEast, Dictionary<string, string> Kept, Dictionary<string, string>? Lasting = null, string Owner = "",
    bool HasMore = false);

/// <summary>All that a browser kept.</summary>
/// <param name="Kept">What the tab kept.</param>
/// <param name="Lasting">What the browser kept for good.</param>
internal sealed record BrowserKept(Dictionary<string, string> Kept, Dictionary<string, string> Lasting)
{
    /// <summary>Most bytes of it; more is not read.</summary>
    public const int MostBytes = 1_500_000;
}
