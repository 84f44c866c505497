using System.Collections.Frozen;

namespace ChatHub.Server.Operators.Accounts;

/// <summary>
/// Which passwords are taken: long ones, of whatever characters, that are not among those that are tried first. The list is our own: the words that lead every
/// published list of leaked passwords, with what people put before and after them to make them longer.
/// </summary>
internal static class PasswordRules
{
    /// <summary>Least characters.</summary>
    public const int Least = 12;

    /// <summary>Most characters.</summary>
    public const int Most = 128;

    /// <summary>
    /// Most characters that are looked at where a password is asked for: a hash has to be computed of them, and earlier versions took passwords as long as this. Boxes for new passwords
    /// take as many: what is longer than <see cref="Most"/> is refused in words, where a shorter box would cut it in silence.
    /// </summary>
    public const int MostChecked = 256;

    private const int FewestKinds = 5;

    private static readonly FrozenSet<string> s_words = new[]
    {
        "password", "passwort", "passw", "passwd", "pass", "pwd", "qwerty", "qwertyuiop", "qwertz", "azerty", "asdf", "asdfgh", "asdfghjkl", "zxcvbn", "zxcvbnm", "qazwsx", "qazwsxedc", "abc", "abcd",
        "abcdef", "abcdefgh", "abcdefghijkl", "admin", "administrator", "operator", "viewer", "root", "user", "guest", "test", "testing", "login", "letmein", "letmeinplease", "welcome", "welcomehome",
        "changeme", "changemenow", "changeit", "default", "secret", "topsecret", "master", "superman", "batman", "dragon", "monkey", "football", "baseball", "basketball", "princess", "sunshine", "iloveyou",
        "loveyou", "trustno", "starwars", "whatever", "shadow", "michael", "jennifer", "jordan", "computer", "internet", "server", "chathub", "chat", "hub", "woaini", "wodemima", "mima", "hello", "helloworld",
        "correcthorsebatterystaple", "thequickbrownfox", "passwordpassword", "adminadmin", "qwertyqwerty", "mypassword", "mypass", "summer", "winter", "spring", "autumn", "google", "facebook", "company",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What is wrong with a password for an account of this name.</summary>
    public static AccountProblem Check(string name, string password) => password switch
    {
        { Length: < Least } => AccountProblem.PasswordShort,
        { Length: > Most } => AccountProblem.PasswordLong,
        _ when IsCommon(name, password) => AccountProblem.PasswordCommon,
        _ => AccountProblem.None,
    };

    private static bool IsCommon(string name, string password)
    {
        var plain = new string([.. password.ToLowerInvariant().Select(Plain)]);
        return plain.Distinct().Count() < FewestKinds || IsRun(password) || IsKnown(Letters(plain), name) || IsKnown(Letters(password.ToLowerInvariant()), name);
    }

    // p@ssw0rd is password.
    private static char Plain(char c) => c switch { '0' => 'o', '1' or '!' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', _ => c };

    private static string Letters(string text) => new([.. text.Where(char.IsLetter)]);

    /// <summary>Whether letters are one of the words, the name, or one of them several times over.</summary>
    private static bool IsKnown(string letters, string name) =>
        letters.Length > 0 && (s_words.Contains(letters) || s_words.Append(Letters(name.ToLowerInvariant())).Any(word =>
            word.Length > 0 && (letters.TrimStart('i') == word || letters.TrimEnd('i', 'o') == word || (letters.Length % word.Length == 0 && letters.Replace(word, "", StringComparison.Ordinal).Length == 0))));

    /// <summary>Whether nearly every character follows the one before: 123456789012, abcdefghijkl.</summary>
    private static bool IsRun(string text) => text.Zip(text.Skip(1)).Count(pair => Math.Abs(pair.Second - pair.First) <= 1) >= text.Length - 3;
}
