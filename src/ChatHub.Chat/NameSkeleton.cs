using System.Globalization;
using System.Text;

namespace ChatHub.Chat;

/// <summary>
/// What a name looks like, after the skeletons of Unicode UTS #39: names with the same skeleton can be taken for one another. What looks like an ASCII letter or digit becomes that one
/// (<see cref="LookAlikes"/>), full-width and styled letters fall to NFKD, and what is not seen is left out. Names in Chinese, or in another alphabet without look-alikes, are
/// their own skeletons.
/// </summary>
public static class NameSkeleton
{
    /// <summary>The first letter after Latin, Greek, Cyrillic and Armenian, which marks of other scripts have no place on.</summary>
    private const int FirstElsewhere = 0x0590;

    /// <summary>The skeleton of a name.</summary>
    public static string Of(string name)
    {
        var letters = new StringBuilder(name.Length);
        var bearer = default(Rune); // of the marks that follow
        foreach (var rune in SessionNames.Compose(name).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (UnseenCharacters.Has(rune) || (IsMark(rune) && !IsCommonMark(rune) && bearer.Value is > 0 and < FirstElsewhere))
            {
                continue; // it would make a taken name free
            }

            bearer = IsMark(rune) ? bearer : rune;
            letters.Append(LookAlikes.Of(rune)?.ToString() ?? rune.ToString());
        }

        var skeleton = new StringBuilder(letters.Length);
        foreach (var rune in letters.ToString().Normalize().EnumerateRunes()) // a Cyrillic letter with its accent is the Latin one with it
        {
            if (!IsCommonMark(rune) || skeleton.Length == 0 || !char.IsAscii(skeleton[^1])) // on Latin letters they are decoration where they do not compose
            {
                skeleton.Append(Rune.ToLowerInvariant(rune).ToString());
            }
        }

        // Two letters that look like one.
        return skeleton.Replace("rn", "m").Replace("vv", "w").ToString();
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    /// <summary>A mark that is no script's own: accents and what encloses.</summary>
    private static bool IsCommonMark(Rune rune) => rune.Value
        is (>= 0x0300 and <= 0x036F) or (>= 0x0483 and <= 0x0489) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) or (>= 0x20D0 and <= 0x20FF) or (>= 0xFE20 and <= 0xFE2F);
}
