using ChatHub.Server.Dashboard.Reading;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Reading;

public sealed class HighlightRuleTests
{
    [Theory]
    [InlineData("alarm", "An ALARM!", true)]
    [InlineData("alarm", "all calm", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("/a.c/", "xABCx", true)]
    [InlineData("/^t=(9|1\\d)\\d$/", "t=105", true)]
    [InlineData("/^t=(9|1\\d)\\d$/", "t=85", false)]
    [InlineData("好", "你好", true)]
    public void Matches_WordOrPattern_IgnoresCase(string what, string text, bool expected) => Assert.Equal(expected, new HighlightRule(what, 0).Matches(text));

    [Theory]
    [InlineData("", false)]
    [InlineData("//", false)]
    [InlineData("/(/", false)]
    [InlineData("/(a)\\1/", false)] // needs backtracking
    [InlineData("/a/", true)]
    [InlineData("a/b", true)]
    public void IsGood_OnlyWhatCanBeUsed(string what, bool expected)
    {
        Assert.Equal(expected, new HighlightRule(what, 0).IsGood);
        Assert.Equal(expected ? 1 : 0, HighlightRules.None.With(new(what, 0)).Rules.Count);
    }

    [Fact]
    public void Rules_KeptAndReadAgain_AreTheSame()
    {
        var rules = HighlightRules.None.With(new("alarm", 1)).With(new("/\\d+/", 4)).With(new("alarm", 2));
        var read = HighlightRules.Parse(rules.ToString());

        Assert.Equal([("/\\d+/", 4, "★"), ("alarm", 2, "■")], read.Rules.Select(rule => (rule.What, rule.Colour, rule.Sign)));
        Assert.Equal("/\\d+/", read.Find("Tom", "ALARM 7")?.What); // the first counts
        Assert.Equal("alarm", read.Find("Alarm bell", "x")?.What);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("[null,{\"What\":null,\"Colour\":0},{\"What\":\"x\",\"Colour\":77},{}]")]
    [InlineData("{\"a\":1}")]
    public void Rules_KeptIsNonsense_AreNone(string kept) => Assert.Empty(HighlightRules.Parse(kept).Rules);

    [Fact]
    public void Rules_Many_AreBounded()
    {
        var rules = Enumerable.Range(0, 50).Aggregate(HighlightRules.None, (all, number) => all.With(new($"word{number}", 0)));

        Assert.Equal(HighlightRules.Most, rules.Rules.Count);
    }
}
