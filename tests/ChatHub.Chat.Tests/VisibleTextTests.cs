using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ChatHub.Chat.Tests;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("a\0b", "a␀b")]
    [InlineData("\u001b[2J\u001b]0;own\u0007", "␛[2J␛]0;own␇")]
    [InlineData("a\rb\nc\bd", "a␍b␊c␈d")]
    [InlineData("del\u007f", "del␡")]
    [InlineData("csi\u009b31m", "csi⟦U+009B⟧31m")]
    [InlineData("nel\u0085", "nel⟦U+0085⟧")]
    [InlineData("user\u202Etxt.exe", "user⟦U+202E⟧txt.exe")]
    [InlineData("\u2066a\u2069\u200E\u200F\u061C", "⟦U+2066⟧a⟦U+2069⟧⟦U+200E⟧⟦U+200F⟧⟦U+061C⟧")]
    [InlineData("zero\u200Bwidth\uFEFF\u2060\u00AD", "zero⟦U+200B⟧width⟦U+FEFF⟧⟦U+2060⟧⟦U+00AD⟧")]
    [InlineData("line\u2028par\u2029", "line⟦U+2028⟧par⟦U+2029⟧")]
    [InlineData("tag\U000E0041", "tag⟦U+E0041⟧")]
    [InlineData("fill\u3164\u115F\u1160\uFFA0\u2800", "fill⟦U+3164⟧⟦U+115F⟧⟦U+1160⟧⟦U+FFA0⟧⟦U+2800⟧")]
    [InlineData("mark\u034F\u17B4\u17B5\u180B\u180E", "mark⟦U+034F⟧⟦U+17B4⟧⟦U+17B5⟧⟦U+180B⟧⟦U+180E⟧")]
    [InlineData("note\U0001D173\U0001BCA0\U00013430", "note⟦U+1D173⟧⟦U+1BCA0⟧⟦U+13430⟧")]
    [InlineData("a\u200Cb\u200Dc\u200D", "a⟦U+200C⟧b⟦U+200D⟧c⟦U+200D⟧")]
    [InlineData("\u200D小\u200C明", "⟦U+200D⟧小⟦U+200C⟧明")]
    [InlineData("👨\u200D", "👨⟦U+200D⟧")]
    [InlineData("👨\u200D\u200D👩", "👨⟦U+200D⟧⟦U+200D⟧👩")]
    [InlineData("می\u200C", "می⟦U+200C⟧")]                                // nothing follows that it parts
    [InlineData("\u17B4\u200Dក", "⟦U+17B4⟧⟦U+200D⟧ក")]
    [InlineData("a\uFE0F小\uFE0F❤\uFE0F\uFE0F", "a⟦U+FE0F⟧小⟦U+FE0F⟧❤\uFE0F⟦U+FE0F⟧")]
    [InlineData("a\U000E0100葛\uFE03", "a⟦U+E0100⟧葛⟦U+FE03⟧")]
    public void Of_WhatActsInsteadOfBeingRead_IsMadeVisible(string text, string expected) => Assert.Equal(expected, VisibleText.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData("plain\ttext")]
    [InlineData("小明：你好 hello")]
    [InlineData("👩‍👩‍👧‍👦 family")]        // zero-width joiners hold it together
    [InlineData("می‌خواهم")]            // zero-width non-joiner is spelling in Persian
    [InlineData("👨‍👩‍👧 ❤️ ☂︎")]          // variation selectors
    [InlineData("❤️‍🔥 👩🏽‍🚀 🏳️‍🌈 1️⃣ #️⃣")]
    [InlineData("葛\U000E0100城 芦\uFE00")] // variations of ideographs
    [InlineData("क्\u200Dष র\u200D্য ක්\u200Dෂ ന്\u200D क्\u200Cष")] // joiners of Indic scripts
    [InlineData("ه\u200D ᠠ\u180B")]
    [InlineData("「こんにちは」。カタカナ ｶﾅ")]
    [InlineData("שלום مرحبا")]
    [InlineData("<script>alert(1)</script>")]
    public void Of_WhatIsRead_StaysTheSameObject(string text)
    {
        Assert.Same(text, VisibleText.Of(text));
        Assert.True(VisibleText.IsPlain(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Of_KeepLines_LeavesLineFeedsOnly() => Assert.Equal("a\nb␍\nc␀", VisibleText.Of("a\nb\r\nc\0", keepLines: true));

    [Fact]
    public void Of_RandomText_LeavesNothingThatActsAndIsStable() => Prop.ForAll(Texts(), text =>
    {
        var visible = VisibleText.Of(text);
        Assert.Same(visible, VisibleText.Of(visible));
        Assert.DoesNotContain(visible, c => char.IsControl(c) && c != '\t');
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void IsPlain_RandomText_AgreesWithOf() => Prop.ForAll(Texts(), text =>
        Assert.Equal(ReferenceEquals(text, VisibleText.Of(text)), VisibleText.IsPlain(Encoding.UTF8.GetBytes(text))))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void IsPlain_EveryCharacterOfUnicode_AgreesWithOf()
    {
        Span<byte> utf8 = stackalloc byte[4];
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (Rune.TryCreate(value, out var rune))
            {
                var text = rune.ToString();
                var plain = VisibleText.IsPlain(utf8[..rune.EncodeToUtf8(utf8)]);
                Assert.True(plain == ReferenceEquals(text, VisibleText.Of(text)), $"U+{value:X4}");
            }
        }
    }

    [Fact]
    public void IsPlain_RandomBytes_NeverThrowsAndIsFalseForWhatIsNoUtf8() => Prop.ForAll<byte[]>(bytes =>
    {
        if (VisibleText.IsPlain(bytes))
        {
            Assert.True(System.Text.Unicode.Utf8.IsValid(bytes));
        }

        VisibleText.Of(Encoding.UTF8.GetString(bytes));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Theory]
    [InlineData("C2")]
    [InlineData("E280")]
    [InlineData("80")]
    [InlineData("C080")]
    [InlineData("EDA080")]
    [InlineData("61FF62")]
    public void IsPlain_BrokenUtf8_IsFalse(string hex) => Assert.False(VisibleText.IsPlain(Convert.FromHexString(hex)));

    private static Arbitrary<string> Texts() => Gen.Elements(
            "a", "小", "é", "\t", "\n", "\r", "\0", "\u001b", "\u007f", "\u0085", "\u00A0", "\u00AD", "\u0600", "\u061C", "\u1800", "\u180E", "\u200B", "\u200C", "\u200D",
            "\u2010", "\u202E", "\u2063", "\u3000", "\uFE0F", "\uFEFF", "\uFFFD", "😀", "❤", "م", "क", "्", "\u17B4", "\u180B", "\u3164", "\u20E3", "1", "\uFE00", "\U000E0100", "\U000E0020", "\U000F0000")
        .ArrayOf().Select(string.Concat).ToArbitrary();
}
