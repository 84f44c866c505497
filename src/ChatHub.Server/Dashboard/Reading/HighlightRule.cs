using System.Text.RegularExpressions;

namespace ChatHub.Server.Dashboard.Reading;

/// <summary>A word, or a pattern between slashes, whose lines get a colour and a sign.</summary>
/// <param name="What">The word, or <c>/pattern/</c>; case does not matter.</param>
/// <param name="Colour">0 to <see cref="Colours"/> - 1.</param>
/// <param name="Sounds">Whether a new line of it makes a sound. Default false.</param>
/// <param name="Notifies">Whether a new line of it is notified by the browser while the tab is not seen. Default false.</param>
public sealed record HighlightRule(string What, int Colour, bool Sounds = false, bool Notifies = false)
{
    /// <summary>How many colours there are, each with its sign.</summary>
    public const int Colours = 5;

    /// <summary>Most characters of <see cref="What"/>.</summary>
    public const int MostCharacters = 100;

    /// <summary>Most characters of a text that are looked at.</summary>
    public const int MostText = 2_000;

    private static readonly string[] s_signs = ["●", "▲", "■", "◆", "★"];
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);

    private readonly Regex? _pattern = PatternOf(What);

    /// <summary>The sign of its colour.</summary>
    public string Sign => s_signs[Colour % Colours];

    /// <summary>Whether it can be used.</summary>
    public bool IsGood => What.Trim('/', ' ').Length > 0 && What.Length <= MostCharacters && Colour is >= 0 and < Colours && (!IsPattern(What) || _pattern is not null);

    /// <summary>Whether a text has it.</summary>
    public bool Matches(string text)
    {
        var looked = text.Length > MostText ? text[..MostText] : text;
        if (_pattern is null)
        {
            return !IsPattern(What) && looked.Contains(What, StringComparison.OrdinalIgnoreCase);
        }

        try
        {
            return _pattern.IsMatch(looked);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static bool IsPattern(string what) => what is ['/', _, .., '/'];

    private static Regex? PatternOf(string what)
    {
        try
        {
            // Without backtracking no pattern takes long for so short a text; the time bounds what is left, the first use on a busy machine among it.
            return IsPattern(what) && what.Length <= MostCharacters ? new(what[1..^1], RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, s_patience) : null;
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
