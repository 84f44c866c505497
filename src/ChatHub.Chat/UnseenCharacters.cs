using System.Text;

namespace ChatHub.Chat;

/// <summary>Characters that take no place on a screen, or an empty one: what Unicode calls default ignorable, the fillers of Hangul, and the blank of Braille.</summary>
public static class UnseenCharacters
{
    /// <summary>Whether a character is not seen by itself: names that differ in nothing else look the same. Joiners and variation selectors are among them.</summary>
    public static bool Has(Rune rune) => IsBlank(rune) || rune.Value switch
    {
        0x00AD or 0x061C or 0x180E or 0xFEFF => true,
        >= 0x200B and <= 0x200F => true,
        >= 0x202A and <= 0x202E => true,
        >= 0x2060 and <= 0x206F => true,
        >= 0xFE00 and <= 0xFE0F => true, // variation selectors
        >= 0xFFF0 and <= 0xFFFB => true,
        >= 0x1BCA0 and <= 0x1BCA3 => true,
        >= 0x1D173 and <= 0x1D17A => true,
        >= 0xE0000 and <= 0xE0FFF => true, // tags and variation selectors
        _ => false,
    };

    /// <summary>Whether it is a letter, mark or symbol to Unicode, and still nothing is seen of it: no name needs one.</summary>
    public static bool IsBlank(Rune rune) => rune.Value switch
    {
        0x034F => true, // the joiner of graphemes, a mark
        0x115F or 0x1160 or 0x3164 or 0xFFA0 => true, // the fillers of Hangul, letters
        0x17B4 or 0x17B5 => true, // vowels of Khmer that are not written
        0x180B or 0x180C or 0x180D or 0x180F => true, // variation selectors of Mongolian
        0x2800 => true, // a pattern of Braille without dots, a symbol
        _ => false,
    };
}
