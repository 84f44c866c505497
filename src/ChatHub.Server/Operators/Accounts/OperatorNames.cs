namespace ChatHub.Server.Operators.Accounts;

/// <summary>Names of accounts and keys.</summary>
internal static class OperatorNames
{
    /// <summary>Most characters.</summary>
    public const int Most = 32;

    /// <summary>Whether this may be a name: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, a letter or digit first.</summary>
    public static bool IsGood(string? name) =>
        name is { Length: > 0 and <= Most } && char.IsLetterOrDigit(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.');
}
