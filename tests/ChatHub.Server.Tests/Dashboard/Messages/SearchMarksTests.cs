using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Messages;

public sealed class SearchMarksTests
{
    [Theory]
    [InlineData("hello", "Well, HELLO hellos", "Well, [HELLO] hellos")]
    [InlineData("hel*", "Well, HELLO hellos", "Well, [HELLO] [hellos]")]
    [InlineData("cafe", "un Café, le cafe\u0301!", "un [Café], le [cafe\u0301]!")]
    [InlineData("\"good morning\"", "good, morning; morning good", "[good, morning]; morning good")]
    [InlineData("水", "水泵又进水", "[水]泵又进[水]")]
    [InlineData("泵又", "水泵又启动", "水[泵又]启动")]
    [InlineData("水泵又启动", "水泵又启动了", "[水泵又启动]了")]
    [InlineData("动了", "水泵又启动了", "水泵又启[动了]")]
    [InlineData("水泵 pump", "the pump（水泵）", "the [pump]（[水泵]）")]
    [InlineData("ｐｕｍｐ", "pump", "[pump]")]
    [InlineData("🎉", "a🎉b", "a[🎉]b")]
    [InlineData("absent", "nothing of the kind", "nothing of the kind")]
    [InlineData("!!!", "what!!!", "what!!!")]
    [InlineData("", "anything", "anything")]
    public void In_Text_MarksWhatTheSearchFound(string search, string text, string expected)
    {
        var marked = text;
        foreach (var (start, end) in SearchMarks.Of(search).In(text).Reverse())
        {
            marked = marked.Insert(end, "]").Insert(start, "[");
        }

        Assert.Equal(expected, marked);
    }

    [Fact]
    public void In_NothingButMatches_IsBounded() => Assert.Equal(SearchMarks.Most, SearchMarks.Of("a").In(string.Concat(Enumerable.Repeat("a. ", 5_000))).Count);

    [Fact]
    public void Line_FoundFarBehind_BeginsShortlyBeforeIt()
    {
        var line = LogLine.Of(Sample.Said(new string('x', 1_000) + " the pump runs"), new UiTexts(), SearchMarks.Of("pump"));

        Assert.StartsWith("… xxx", string.Concat(line.Text.Select(run => run.Text)), StringComparison.Ordinal);
        Assert.Equal("pump", Assert.Single(line.Text, run => run.IsFound).Text);
    }

    [Fact]
    public void Line_HostileText_HasFewRuns()
    {
        var line = LogLine.Of(Sample.Said(string.Concat(Enumerable.Repeat("a\u0001", 2_000))), new UiTexts(), SearchMarks.Of("a"));

        Assert.InRange(line.Text.Count, 2, 13);
    }
}
