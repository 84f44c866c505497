namespace ChatHub.Server.Operators.SignIn;

/// <summary>The address of the page to sign in, with the place to go on to.</summary>
internal static class SignInAddress
{
    /// <summary>Path of the page.</summary>
    public const string Path = "/sign-in";

    private const int MostCharacters = 2_000;

    /// <summary>The address for somebody who wanted to go to a place of the dashboard.</summary>
    public static string For(string place) => Local(place) is "/" ? Path : $"{Path}?return={Uri.EscapeDataString(Local(place))}";

    /// <summary>A place of this dashboard; <c>/</c> where it is none.</summary>
    public static string Local(string? place) =>
        place is { Length: > 0 and <= MostCharacters } && place[0] == '/' && !(place.Length > 1 && place[1] is '/' or '\\') && !place.Any(char.IsControl) ? place : "/";
}
