using ChatHub.Wire.Admission;

namespace ChatHub.Wire.Tests.Admission;

/// <summary>The server's own bans have a bound of their own: who may choose among many addresses takes no room from operators, and writes no file.</summary>
public sealed class BanListTests : IBanStore
{
    private static readonly DateTimeOffset s_noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly List<Ban[]> _written = [];

    [Fact]
    public void OwnBans_BeyondTheirBound_PushOutTheOldestOfTheirKindOnly()
    {
        var bans = new BanList(this, mostOwn: 3);
        Assert.Null(bans.Add(Made("192.0.2.7", "mia")));
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(bans.AddOwn(Made($"2001:db8:0:{i}::/64", Ban.Server)));
        }

        Assert.Equal(["192.0.2.7", "2001:db8:0:2::/64", "2001:db8:0:3::/64", "2001:db8:0:4::/64"], bans.List(s_noon).Select(one => $"{one.Ban.Range}").Order(StringComparer.Ordinal));
        Assert.Null(bans.Find(AddressRangeTests.Parse("2001:db8:0:1::1").First, s_noon));
        Assert.NotNull(bans.Find(AddressRangeTests.Parse("2001:db8:0:4::1").First, s_noon));
        Assert.Single(_written); // the operator's
    }

    [Fact]
    public void OwnBans_AreNotKept_AndTakeNoRoomFromOperators()
    {
        var bans = new BanList(this);
        Assert.Null(bans.AddOwn(Made("192.0.2.1", Ban.Server)));
        Assert.Null(bans.Add(Made("192.0.2.2", "mia")));
        Assert.Equal(["192.0.2.2"], _written[^1].Select(ban => $"{ban.Range}"));

        Assert.NotNull(bans.Remove(AddressRangeTests.Parse("192.0.2.1")));
        Assert.Single(_written);
    }

    [Fact]
    public void OwnBan_OfWhatAnOperatorBanned_LeavesTheOperators()
    {
        var bans = new BanList(this);
        Assert.Null(bans.Add(Made("192.0.2.1", "mia")));
        Assert.NotNull(bans.AddOwn(Made("192.0.2.1", Ban.Server)));
        Assert.Equal("mia", Assert.Single(bans.List(s_noon)).Ban.By);

        Assert.Null(bans.AddOwn(Made("192.0.2.2", Ban.Server)));
        Assert.Null(bans.Add(Made("192.0.2.2", "mia"))); // the other way round an operator's takes its place
        Assert.All(bans.List(s_noon), one => Assert.Equal("mia", one.Ban.By));
    }

    IReadOnlyList<Ban> IBanStore.Read() => [];

    void IBanStore.Write(IReadOnlyList<Ban> bans) => _written.Add([.. bans]);

    private static Ban Made(string range, string by) => new(AddressRangeTests.Parse(range), s_noon.AddMinutes(5), "", by, s_noon);
}
