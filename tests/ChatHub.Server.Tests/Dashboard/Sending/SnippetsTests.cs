using ChatHub.Server.Dashboard.Sending;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Sending;

public sealed class SnippetsTests
{
    [Theory]
    [InlineData("[]", true)]
    [InlineData("""[{"name":"hello","t":"Hello {name}","o":"fill"}]""", true)]
    [InlineData("", false)]
    [InlineData("{}", false)]
    [InlineData("[7]", false)]
    [InlineData("""[{"name":"hello","t":7,"o":""}]""", false)]
    [InlineData("""[{"name":"hello","t":"x"}]""", false)]
    [InlineData("""[{"name":"hello","t":"x","o":"","more":"x"}]""", false)]
    [InlineData("[[[[[[]]]]]]", false)]
    public void AreGood_OnlyAListOfThem(string json, bool expected) => Assert.Equal(expected, Snippets.AreGood(json));

    [Fact]
    public void AreGood_TooMany_AreNot() => Assert.False(Snippets.AreGood($"[{string.Join(',', Enumerable.Repeat("""{"name":"x","t":"x","o":""}""", Snippets.Most + 1))}]"));
}
