using ChatHub.Server.Dashboard.Reading;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Reading;

public sealed class SavedFiltersTests
{
    [Fact]
    public void Filters_KeptAndReadAgain_AreTheSameAndANameIsTakenOnce()
    {
        var kept = SavedFilters.Parse("").With(new("errors", "q=error")).With(new("大厅", "room=lobby")).With(new("errors", "q=fault")).Write();

        Assert.Equal([new("大厅", "room=lobby"), new("errors", "q=fault")], SavedFilters.Parse(kept));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[null,{},{\"Name\":\"\",\"Filter\":\"x\"},{\"Name\":\"x\",\"Filter\":\"\"}]")]
    public void Filters_KeptIsNonsense_AreNone(string kept) => Assert.Empty(SavedFilters.Parse(kept));

    [Fact]
    public void Filters_Many_AreTheNewest()
    {
        var filters = Enumerable.Range(1, 40).Aggregate(SavedFilters.Parse(""), (all, number) => all.With(new($"f{number}", "q=x")));

        Assert.Equal((SavedFilters.Most, "f40"), (filters.Count, filters[^1].Name));
    }
}
