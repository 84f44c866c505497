using ChatHub.Server.Dashboard.Messages;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Messages;

public sealed class MarkedTextTests
{
    [Theory]
    [InlineData("hello 你好 ok", "hello 你好 ok")]
    [InlineData("a\u001b[31mb\0c", "a␛[31mb␀c")]
    [InlineData("a\r\nb\tc\u007f", "a␍␊b␉c␡")]
    [InlineData("a\u202eb\u2066c\u200f", "a⟦U+202E⟧b⟦U+2066⟧c⟦U+200F⟧")]
    [InlineData("a\u200bb\ufeffc\u00add", "a⟦U+200B⟧b⟦U+FEFF⟧c⟦U+00AD⟧d")]
    [InlineData("a\u0085b\u2028c", "a⟦U+0085⟧b⟦U+2028⟧c")]
    [InlineData("a\u3164b\u2800c", "a⟦U+3164⟧b⟦U+2800⟧c")]
    [InlineData("a\U000E0041b", "a⟦U+E0041⟧b")]
    [InlineData("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧")]
    [InlineData("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥")]
    [InlineData("a\u200db", "a⟦U+200D⟧b")]
    [InlineData("👨\u200d", "👨⟦U+200D⟧")]
    [InlineData("می\u200cخواهم क्\u200dष", "می\u200cخواهم क्\u200dष")] // spelling
    [InlineData("a\u200cb\u034f小\ufe0f", "a⟦U+200C⟧b⟦U+034F⟧小⟦U+FE0F⟧")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    public void Of_Text_ShowsWhatWouldNotBeSeen(string text, string expected) => Assert.Equal(expected, MarkedText.Of(text));

    [Fact]
    public void Of_HalfAPair_IsNamed() => Assert.Equal("a⟦U+D83D⟧b", MarkedText.Of("a\ud83db"));

    [Fact]
    public void Split_Marks_AreToldFromTextThatLooksLikeThem()
    {
        var runs = MarkedText.Split("␛\u001b");

        Assert.Equal([new TextRun("␛", false), new TextRun("␛", true)], runs);
        Assert.Equal([null, "ESC"], runs.Select(run => run.Name));
    }

    [Fact]
    public void Split_Limit_DoesNotCutAPair() => Assert.Equal([new TextRun("ab", false)], MarkedText.Split("ab😀cd", 3));

    [Fact]
    public void Split_KeepLines_LeavesLineFeedsAndTabsOnly() =>
        Assert.Equal([new TextRun("a\n\tb", false), new TextRun("␍", true)], MarkedText.Split("a\n\tb\r", keepLines: true));

    [Fact]
    public void Split_NothingButMarks_IsBoundedInRunsAndLosesNothing()
    {
        var runs = MarkedText.Split(new string('\0', 65_536));
        Assert.Equal(MarkedText.MostRuns + 1, runs.Count);
        Assert.Equal(new string('␀', 65_536), string.Concat(runs.Select(run => run.Text)));
    }
}
