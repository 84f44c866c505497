using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Listeners;

public sealed class DescriptorsTests
{
    [Theory]
    [InlineData(512, 64)]
    [InlineData(800, 100)]
    [InlineData(20_000, 128)]
    [InlineData(int.MaxValue, 128)]
    public void Spare_OfALimit_IsAnEighthFrom64To128(int limit, int spare) => Assert.Equal(spare, Descriptors.SpareOf(limit));

    [Theory]
    [InlineData("Max open files            528                  524288               files     ", 528)]
    [InlineData("Max open files            unlimited            unlimited            files     ", int.MaxValue)]
    [InlineData("Max processes             400                  400                  processes ", int.MaxValue)]
    public void Parse_LinesOfTheSystem_TakesTheSoftLimitOfOpenFiles(string line, int limit) =>
        Assert.Equal(limit, Descriptors.Parse(["Limit                     Soft Limit           Hard Limit           Units     ", line]));
}
