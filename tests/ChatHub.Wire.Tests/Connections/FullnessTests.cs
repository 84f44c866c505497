using ChatHub.Wire.Connections;

namespace ChatHub.Wire.Tests;

/// <summary>A full server says so once, not for each who comes.</summary>
public sealed class FullnessTests
{
    [Fact]
    public void Refuse_AgainAndAgain_BeginsOneEpisode()
    {
        var fullness = new Fullness();
        Assert.Equal([true, false, false], new[] { fullness.Refuse(100), fullness.Refuse(100), fullness.Refuse(100) });
    }

    [Fact]
    public void TryEnd_OnePlaceIsTakenAgain_IsTheSameEpisode()
    {
        var fullness = new Fullness();
        fullness.Refuse(100);
        Assert.False(fullness.TryEnd(100, out _));
        Assert.False(fullness.Refuse(100));
    }

    [Fact]
    public void TryEnd_ATwentiethIsGone_EndsItWithTheCountAndTheNextIsAnother()
    {
        var fullness = new Fullness();
        fullness.Refuse(100);
        fullness.Refuse(100);
        Assert.False(fullness.TryEnd(97, out _));
        Assert.True(fullness.TryEnd(96, out var refused));
        Assert.Equal(2, refused);
        Assert.False(fullness.TryEnd(50, out _));
        Assert.True(fullness.Refuse(100));
    }

    [Fact]
    public void TryEnd_OfASingleConnection_EndsWhenItIsGone()
    {
        var fullness = new Fullness();
        fullness.Refuse(1);
        Assert.True(fullness.TryEnd(1, out _));
    }

    [Fact]
    public void TryEnd_BegunWithNobodyConnected_EndsWithTheFirstThatFindsAPlace()
    {
        var fullness = new Fullness();
        fullness.Refuse(0);
        Assert.True(fullness.TryEnd(1, out _));
    }
}
