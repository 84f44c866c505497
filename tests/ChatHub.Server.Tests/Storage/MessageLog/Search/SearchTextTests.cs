using System.Text;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Search;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog.Search;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("Good morning, everyone", "good")]
    [InlineData("\u1100\uFFFE good", "good")] // Hangul in pieces, and what cannot be normalised
    [InlineData("Good morning, everyone", "EVERYONE Good")]
    [InlineData("Good morning, everyone", "\"good morning\"")]
    [InlineData("Good morning, everyone", "\"Morning everyone")]
    [InlineData("Good morning, everyone", "morn* ever*")]
    [InlineData("Good morning, everyone", "\"good mor*\"")]
    [InlineData("Good morning, everyone", "\"good mor\"*")]
    [InlineData("Good morning, everyone", "good, morning!")]
    [InlineData("Crème Brûlée", "creme brulee")]
    [InlineData("creme brulee", "CRÈME BRÛLÉE")]
    [InlineData("cre\u0300me", "crème")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("Øresund, łódź", "oresund lodz")]
    [InlineData("İstanbul ISTANBUL ıstanbul", "istanbul")]
    [InlineData("ΟΔΥΣΣΕΥΣ", "οδυσσευς")]
    [InlineData("ＡＢＣ １２３", "abc 123")]
    [InlineData("ﬁne ①", "fine 1")]
    [InlineData("我爱北京天安门", "爱")]
    [InlineData("我爱北京天安门", "门")]
    [InlineData("我爱北京天安门", "北京")]
    [InlineData("我爱北京天安门", "爱北京天")]
    [InlineData("我爱北京天安门", "北京，")]
    [InlineData("我爱北京天安门", "\"北 \"")]
    [InlineData("Good morning, everyone", "\"good mor \"*")]
    [InlineData("我爱北京天安门", "天安门 我爱")]
    [InlineData("我爱北京天安门", "我爱北京天安门")]
    [InlineData("你好，世界", "你好，世界")]
    [InlineData("你好，世界", "“你好 世界”")]
    [InlineData("用iPhone手机拍", "iphone")]
    [InlineData("用iPhone手机拍", "用iphone手")]
    [InlineData("用iPhone手机拍", "iphone手机")]
    [InlineData("𠮷野家 㐀", "𠮷野")]
    [InlineData("ok 👍👍🏽 👨‍👩‍👧", "👍")]
    [InlineData("ok 👍👍🏽 👨‍👩‍👧", "👨‍👩‍👧")]
    [InlineData("한국어", "국어")]
    [InlineData("\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국")]
    [InlineData("ひらがなカタカナ", "がなカタ")]
    [InlineData("สวัสดีครับ", "สดี")]
    [InlineData("שלום עולם", "עולם")]
    [InlineData("مُحَمَّد", "محمد")]
    [InlineData("a\0b", "a b")]
    [InlineData("sensor_7=12.5", "sensor_7")]
    [InlineData("see https://example.org/a/b?c", "example.org")]
    public void Search_InText_IsFound(string text, string search) => Assert.True(IsIn(text, search));

    [Theory]
    [InlineData("Good morning", "morn")]
    [InlineData("Good morning", "ood")]
    [InlineData("Good morning", "\"morning good\"")]
    [InlineData("Good fine morning", "\"good morning\"")]
    [InlineData("Good morning", "good evening")]
    [InlineData("我爱北京", "爱京")]
    [InlineData("你好，世界", "好世")]
    [InlineData("一 二", "一二")]
    [InlineData("用iPhone手机", "用phone")]
    [InlineData("ab", "\"a b\"")]
    [InlineData("北京", "北京烤")]
    public void Search_NotInText_IsNotFound(string text, string search) => Assert.False(IsIn(text, search));

    [Theory]
    [InlineData("!!!")]
    [InlineData("*")]
    [InlineData("\"\"")]
    [InlineData("\"")]
    [InlineData("\0")]
    [InlineData("\uD800")]
    [InlineData("\u200d\u0301")]
    [InlineData("ـــ")]
    public void Parse_NothingThatCanBeFound_IsRefused(string search) =>
        Assert.Contains("no letter", Assert.Throws<MessageQueryException>(() => SearchText.Parse(search)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t　")]
    public void Parse_Blank_IsNothingToSearch(string? search) => Assert.Null(SearchText.Parse(search));

    [Fact]
    public void Parse_MoreThan200Characters_IsRefused()
    {
        Assert.NotNull(SearchText.Parse(new string('一', 200)));
        Assert.Contains("201", Assert.Throws<MessageQueryException>(() => SearchText.Parse(new string('一', 201))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_WordLongerThanCounts_IsFoundByItsBeginning()
    {
        var word = new string('x', 300);
        Assert.True(IsIn(word, word[..200]));
        Assert.True(IsIn(word, word[..50] + "*"));
        Assert.False(IsIn(word, word[..50]));
        Assert.True(IsIn(string.Concat(Enumerable.Repeat("жa", 200)), string.Concat(Enumerable.Repeat("жa", 99)) + "*"));
    }

    internal static bool IsIn(string text, string search) => SearchText.Parse(search)!.IsIn(Tokens(Encoding.UTF8.GetBytes(text)));

    internal static byte[] Tokens(byte[] utf8)
    {
        var writer = new TokenWriter();
        writer.Clear();
        writer.Write(utf8);
        return writer.Written.ToArray();
    }
}
