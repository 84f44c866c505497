using System.Globalization;
using System.Text;

namespace ChatHub.Chat;

/// <summary>
/// What a name looks like, after the idea of skeletons in Unicode TS #39: names with the same skeleton can be taken for one another. The table is a small one of our own: the
/// letters of Cyrillic, Greek and Latin's own variants that look like ASCII letters, and the digits that do; full-width and styled letters fall to NFKC. Names in
/// Chinese, or wholly in another alphabet without look-alikes, are their own skeletons.
/// </summary>
public static class NameSkeleton
{
    /// <summary>A character and the ASCII letter that it looks like, in pairs. Capitals have their own: В is B, в is not b.</summary>
    private const string LookAlikes =
        "аaеeоoрpсcхxуyіiјjѕsԁdһhԛqԝwьbвbнhкkмmтtпnгrѵvәeзeөoүy" + // Cyrillic, small
        "АaВbЕeКkМmНhОoРpСcТtХxУyІlЈjЅsԌgЗeҮyӀl" + // Cyrillic, capital; І and Ӏ look like l
        "αaβbεeηnιiκkνvοoρpτtυuχxωwγyσoςc" + // Greek, small
        "ΑaΒbΕeΖzΗhΙlΚkΜmΝnΟoΡpΤtΥyΧx" + // Greek, capital
        "ıiɑaɡgʟlɩiƖlǀlƽsƨsɔcøoØo" + // Latin
        "0o1l|lIl!l5s$s@a"; // digits and signs, and the capital I

    private static readonly Dictionary<char, char> s_lookAlikes = Pairs();

    /// <summary>The skeleton of a name.</summary>
    public static string Of(string name)
    {
        var skeleton = new StringBuilder(name.Length);
        foreach (var letter in SessionNames.Compose(name).Normalize(NormalizationForm.FormKC))
        {
            if (s_lookAlikes.TryGetValue(letter, out var looksLike))
            {
                skeleton.Append(looksLike);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
                || skeleton.Length == 0 || !char.IsAscii(skeleton[^1])) // marks on Latin letters are decoration where they do not compose, elsewhere they are letters
            {
                skeleton.Append(char.ToLowerInvariant(letter));
            }
        }

        // Two letters that look like one.
        return skeleton.Replace("rn", "m").Replace("vv", "w").ToString();
    }

    private static Dictionary<char, char> Pairs()
    {
        var pairs = new Dictionary<char, char>();
        for (var i = 0; i < LookAlikes.Length; i += 2)
        {
            pairs[LookAlikes[i]] = LookAlikes[i + 1];
        }

        return pairs;
    }
}
