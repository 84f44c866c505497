using System.Text;

namespace ChatHub.Chat;

/// <summary>
/// Characters that look like an ASCII letter or digit. Source: Unicode's confusables (UTS #39), <c>confusables.txt</c> of version 17.0.0, 2025-07-22, © 2025 Unicode, Inc. (docs/dependencies.md has
/// the licence): every single character that has one letter or digit there, or a small capital, or <c>rn</c>, and that does not fall to another one by NFKD, which is done before. A few are ours.
/// </summary>
internal static class LookAlikes
{
    /// <summary>Each row is a letter or digit and then what looks like it. <c>0</c>, <c>1</c> and <c>5</c> are <c>o</c>, <c>l</c> and <c>s</c>; what looks like a capital is in the row of the letter, but for I, which looks like l.</summary>
    private static readonly string[] s_unicode =
    [
        "2ƧϨᒿꙄ\uA6EFꝚ\U0001CCF2",
        "3ƷȜЗӠ\u0969\u0AE9ⲜⳄⳌꝪꞫ\U000118CA\U00016F3B\U0001CCF3\U0001D206",
        "4Ꮞ\U000118AF\U0001CCF4",
        "6ϬбᏮⳒⳓⳜ\U000118D5\U0001CCF6",
        "7\U000104D2\U000118C6\U0001CCF7\U0001D212",
        "8Ȣȣ\u09EA\u0A6A\u0B03\U0001031A\U0001CCF8\U0001E8CB",
        "9\u09ED\u0A67\u0B68\u0D6DⳊⳋꝮ\U000118AC\U000118CC\U000118D6\U0001CCF9",
        "aɑΑαАаᎪᗅ\u237Aꓮꭺ\U000102A0\U00016F40\U0001CCD6",
        "bƄΒВЬвᏏᏴᏼᑲᖯᗷⲂⲃꓐꞴ\U00010282\U000102A1\U00010301\U00016EB6\U0001CCD7",
        "cСсငၚᏟᴄⲤⲥꓚꮯ\U000102A2\U00010302\U00010415\U0001043D\U0001051C\U000118E9\U000118F2\U0001CCD8\U0001F74C",
        "dԁᎠᏧᑯᗞᗪꓒꓓꭰ\U0001CCD9",
        "eΕЕеҽᎬ\u212E\u22FFⴹꓰꬲꭼ\U00010286\U000118A6\U000118AE\U0001CCDA",
        "fƒϜքᖴẝꓝꞘꞙꬵ\U00010287\U000102A5\U00010525\U000118A2\U000118C2\U0001CCDB\U0001D213",
        "gƍɡԌԍցᏀᏳᏻᶃꓖꮐ\U0001CCDC",
        "hΗНнһհᎻᏂᕼⲎⲏꓧꮋ\U000102CF\U0001CCDD",
        "iıɩɪιіւᎥ\u2373ⲓꙇꭵ\U000118C3",
        "jͿϳЈјᎫᒍꓙꞲꭻ\U0001CCDF",
        "kΚκКкᏦᛕᴋⲔⲕꓗꮶ\U00010518\U0001CCE0",
        "lƖǀΙІӀӏ\u05C0\u05D5\u05DF\u0627\u0661\u06F1\u07CAᏞᒪᛁ\u2223\u23FDⲒⳐⳑⵏꓡꓲꮮ\U0001028A\U00010309\U00010320\U0001041B\U00010443\U00010526\U000118A3\U000118B2\U00011DDA\U00011DE1\U00016EAA\U00016F16\U00016F28\U0001CCDE\U0001CCE1\U0001CCF1\U0001D22A\U0001E8C7",
        "mΜϺМᎷᗰᛖⲘꓟ\U000102B0\U00010311\U00011700\U000118E3\U0001CCE2",
        "nΝոռⲚⲛꓠ\U00010513\U0001CCE3",
        "oΟοσϭОоՕօ\u05E1\u0647\u0665\u06BE\u06C1\u06D5\u06F5\u07C0\u0966\u09E6\u0A66\u0AE6ଠ\u0B66\u0BE6\u0C02\u0C66\u0C82\u0CE6\u0D02ഠ\u0D66\u0D82\u0E50\u0ED0ဝ\u1040ჿዐ\u17E0ᴏᴑⲞⲟⵔ\u3007ꓳꬽ\U00010292\U000102AB\U00010404\U0001042C\U000104C2\U000104EA\U00010516\U000114D0\U000118B5\U000118C8\U000118D7\U000118E0\U00011DE0\U0001CCE4\U0001CCF0",
        "pþƿΡρϸРрᏢᑭᴩ\u2374ⲢⲣⳎⳏꓑꮲ\U00010295\U0001CCE5",
        "qԛգզⵕ\U0001CCE6",
        "rƦгᎡᏒᖇᴦⲅꓣꭇꭈꭱꮁꮢ\U000104B4\U00016F35\U0001CCE7\U0001D216",
        "sƼƽЅѕՏടᏕᏚꓢꜱꮪ\U00010296\U00010420\U00010448\U000118BB\U000118C1\U00016F3A\U0001CCE8\U0001CCF5",
        "tΤτТтᎢ\u22A4\u27D9Ⲧⲧꓔꭲ\U00010297\U000102B1\U00010315\U000118BC\U00016F0A\U0001CCE9\U0001F768",
        "uʋυՍսሀᑌᴜ\u222A\u22C3ꓴꞟꭎꭒ\U000104CE\U000104F6\U000118B8\U000118D8\U00016F42\U0001CCEA",
        "vνѴѵ\u05D8\u0667\u06F7Ꮩᐯᴠ\u2228\u22C1ⴸꓦꛟꮩ\U0001051D\U00011706\U000118A0\U000118C0\U00016F08\U0001CCEB\U0001D20D",
        "wɯшѡԜԝաᎳᏔᴡⲽꓪꮃ\U0001170A\U0001170E\U0001170F\U000118E6\U000118EF\U0001CCEC",
        "x\u00D7ΧХхᕁᕽ\u166D\u166Eᚷ\u2573\u292B\u292C\u2A2FⲬⵝꓫꞳ\U00010290\U000102B4\U00010317\U00010322\U00010527\U000118EC\U0001CCED",
        "yɣʏΥγУуҮүყᎩᎽᶌỿⲨⲩꓬꭚ\U000102B2\U000118A4\U000118DC\U00016F43\U0001CCEE",
        "zΖᏃᴢꓜꮓ\U000102F5\U000118A9\U000118C4\U000118E5\U0001CCEF",
    ];

    /// <summary>Small capitals, since names are compared without regard to case; letters and signs that pass for others within a name.</summary>
    private static readonly string[] s_ours =
    [
        "3з",
        "a@ᴀ",
        "bʙβь",
        "cɔς",
        "dᴅ",
        "eεәᴇ",
        "fꜰ",
        "gɢ",
        "hʜ",
        "jᴊ",
        "kĸ",
        "l!1I|ʟ",
        "mмᴍ",
        "nɴηп",
        "o0Øøө",
        "pᴘ",
        "qꞯ",
        "rʀ",
        "s$5ƨ",
        "tᴛ",
        "wω",
        "xχ",
    ];

    private static readonly Dictionary<Rune, char> s_table = Table();

    /// <summary>The small letter or digit that a character looks like; null where it looks like none, or is one.</summary>
    public static char? Of(Rune rune) => s_table.TryGetValue(rune, out var letter) ? letter : null;

    private static Dictionary<Rune, char> Table()
    {
        var table = new Dictionary<Rune, char>();
        foreach (var row in s_unicode.Concat(s_ours))
        {
            foreach (var rune in row.EnumerateRunes().Skip(1))
            {
                table.Add(rune, row[0]);
            }
        }

        return table;
    }
}
