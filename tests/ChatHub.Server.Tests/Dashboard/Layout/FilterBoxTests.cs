using Bunit;
using ChatHub.Server.Dashboard.Layout;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Layout;

public sealed class FilterBoxTests : DashboardTest
{
    private readonly List<string> _heard = [];

    [Fact]
    public async Task Box_TypedInto_IsNeverWrittenIntoWhateverIsDrawn()
    {
        var box = Open("");
        await box.Find("input").InputAsync("p");
        Set(box, "p");
        await box.Find("input").InputAsync("pu ");
        Set(box, "pu");

        Assert.Equal(["p", "pu"], _heard);
        Assert.Equal("", box.Find("input").GetAttribute("value")); // as it was made: what the browser shows is what was typed
    }

    [Fact]
    public async Task Box_WhatWasTypedIsNoFilter_StaysAsTyped()
    {
        var box = Open("7");
        await box.Find("input").InputAsync("7x");
        Set(box, "7");

        Assert.Equal("7", box.Find("input").GetAttribute("value"));
        Assert.Equal(["7x"], _heard);
    }

    [Fact]
    public async Task Box_FilterChangesOtherwise_ShowsIt()
    {
        var box = Open("");
        await box.Find("input").InputAsync("pump");
        Set(box, "pump");
        Set(box, "");
        Assert.Equal("", box.Find("input").GetAttribute("value"));
        Set(box, "valve");

        Assert.Equal("valve", box.Find("input").GetAttribute("value"));
        Assert.Equal(["pump"], _heard);
    }

    private static void Set(IRenderedComponent<FilterBox> box, string value) => box.Render(parameters => parameters.Add(one => one.Value, value));

    private IRenderedComponent<FilterBox> Open(string value) => Render<FilterBox>(parameters => parameters
        .Add(box => box.Value, value)
        .Add(box => box.OnChange, typed => _heard.Add(typed)));
}
