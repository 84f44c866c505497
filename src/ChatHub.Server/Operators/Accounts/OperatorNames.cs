using System.Text;
using ChatHub.Chat;

namespace ChatHub.Server.Operators.Accounts;

/// <summary>Names of accounts and keys.</summary>
internal static class OperatorNames
{
    /// <summary>Most characters.</summary>
    public const int Most = 32;

    // What the audit, the messages and this machine's own sign-in call those who are no account.
    private static readonly string[] s_reserved = [.. new[] { "server", "nobody", "operator", "system", "chathub", "服务器", "系统", "操作员" }.Select(NameSkeleton.Of)];

    /// <summary>Whether this may be a name: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, a letter or digit first.</summary>
    public static bool IsGood(string? name) =>
        name is { Length: > 0 and <= Most } && IsLetterOrDigit(name[0]) && name.All(IsPart);

    /// <summary>Whether a character may stand in a name. Letters that are not seen, as the fillers of Hangul, are none.</summary>
    public static bool IsPart(char c) => IsLetterOrDigit(c) || c is '-' or '_' or '.';

    /// <summary>Whether nobody may be given this name, since it would be taken for something else.</summary>
    public static bool IsReserved(string name) => s_reserved.Contains(NameSkeleton.Of(name), StringComparer.Ordinal);

    /// <summary>Whether two names can be taken for one another.</summary>
    public static bool LooksLike(string one, string other) => NameSkeleton.Of(one) == NameSkeleton.Of(other);

    private static bool IsLetterOrDigit(char c) => char.IsLetterOrDigit(c) && !UnseenCharacters.IsBlank(new Rune(c)); // a half of a pair is no letter
}
