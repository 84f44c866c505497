using System.Text;

namespace ChatHub.Server.Operators.SignIn;

/// <summary>The address of the page to sign in, with the place to go on to.</summary>
internal static class SignInAddress
{
    /// <summary>Path of the page.</summary>
    public const string Path = "/sign-in";

    /// <summary>Where the form to sign out goes.</summary>
    public const string Leave = "/sign-out";

    private const int MostCharacters = 2_000;

    /// <summary>The address for somebody who wanted to go to a place of the dashboard.</summary>
    public static string For(string place) => Local(place) is "/" ? Path : $"{Path}?return={Uri.EscapeDataString(Local(place))}";

    /// <summary>A place of this dashboard, as a header can say it; <c>/</c> where it is none.</summary>
    public static string Local(string? place) =>
        place is { Length: > 0 and <= MostCharacters } && place[0] == '/' && !(place.Length > 1 && place[1] is '/' or '\\') && !place.Any(char.IsControl) ? InAscii(place) : "/";

    // What is escaped once by who made the link is escaped no more when it is read.
    private static string InAscii(string place) =>
        Ascii.IsValid(place) ? place : string.Concat(place.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
}
