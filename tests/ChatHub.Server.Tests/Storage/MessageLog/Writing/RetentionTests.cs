using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog.Writing;

/// <summary>What is too old or too much goes, with all that belongs to it, and its space is given back.</summary>
public sealed class RetentionTests
{
    [Fact]
    public async Task OldEntries_AreDeletedWithTheirMarksRoomsAndConnections()
    {
        await using var host = new LogUnderTest();
        host.Options.RetainFor = TimeSpan.FromDays(2);
        host.Open();
        var gone = new SessionIdentity(1, "relay", "gone", Encoding.UTF8);
        var stays = new SessionIdentity(2, "relay", "stays", Encoding.UTF8);
        host.Append(
            host.Said("old", "attic", gone), host.Said("old", from: stays),
            Entries.Made(0, [], MessageKind.System, at: Sample.Noon, origin: gone, what: SystemEvent.Disconnected));
        await host.WriteAsync();
        host.Time.Advance(TimeSpan.FromDays(1));
        host.Append(host.Said("younger", from: stays), host.Said("younger", from: Entries.Anna));
        await host.WriteAsync();

        await UntilAsync(host, TimeSpan.FromDays(1), () => host.Number("SELECT count(*) FROM marks") == 1);
        Assert.Equal([4, 5], host.Ids());
        Assert.Equal(0, host.Number("SELECT count(*) FROM rooms WHERE name = 'ATTIC'"));
        Assert.Equal([2, 7], new[] { host.Number("SELECT min(id) FROM connections")!.Value, host.Number("SELECT max(id) FROM connections")!.Value });
        Assert.Equal(2, host.Number("SELECT count(*) FROM connections"));
    }

    [Fact]
    public async Task AllIsOld_AllIsDeleted_AndTheNumbersGoOn()
    {
        await using var host = new LogUnderTest();
        host.Options.RetainFor = TimeSpan.FromMinutes(10);
        host.Open();
        host.Append([.. Enumerable.Range(0, 9_000).Select(_ => host.Said("x", from: new SessionIdentity(3, "relay", "r", Encoding.UTF8)))]);
        await host.WriteAsync();

        await UntilAsync(host, TimeSpan.FromMinutes(10), () => host.Number("SELECT count(*) FROM messages") == 0);
        await host.ReopenAsync();
        Assert.Equal((9_000, 3), (host.Log.LastId, host.Log.LastConnection));
        host.Say("goes on");
        await host.WriteAsync();
        Assert.Equal([9_001], host.Ids());
    }

    [Fact]
    public async Task TooMuch_TheOldestGo_AndTheFileShrinks()
    {
        await using var host = new LogUnderTest();
        host.Open();
        for (var part = 0; part < 5; part++)
        {
            host.Say(Enumerable.Range(0, 4_000).Select(_ => new string('x', 2_000)));
            await host.WriteAsync();
        }

        var before = new FileInfo(host.Files.Log).Length;
        await host.CloseAsync();
        host.Options.RetainBytes = 16 * 1024 * 1024;
        host.Open();
        await UntilAsync(host, TimeSpan.FromMinutes(1), () => new FileInfo(host.Files.Log).Length < 22 * 1024 * 1024);

        Assert.True(before > 30_000_000, $"{before} bytes before");
        var ids = host.Ids();
        Assert.Equal(20_000, ids[^1]);
        Assert.Equal(Enumerable.Range((int)ids[0], ids.Length).Select(id => (long)id), ids);
        Assert.InRange(ids.Length, 5_000, 9_000);
        Assert.Equal(20_000, host.Log.Status.LastId);
    }

    [Fact]
    public async Task ConnectionsOfARunThatWasKilled_GoWithTheLastOfTheirEntries()
    {
        await using var host = new LogUnderTest();
        host.Options.RetainFor = TimeSpan.FromHours(3);
        host.Open();
        host.Append(host.Said("never disconnected", from: new SessionIdentity(1, "relay", "r", Encoding.UTF8)));
        await host.WriteAsync();
        host.Time.Advance(TimeSpan.FromHours(2));
        host.Append(host.Said("of the next run", from: new SessionIdentity(2, "relay", "r", Encoding.UTF8)), host.Said("b", from: new SessionIdentity(3, "relay", "r", Encoding.UTF8)));
        await host.WriteAsync();

        await UntilAsync(host, TimeSpan.FromHours(1.1), () => host.Number("SELECT count(*) FROM marks") == 1);
        Assert.Equal(2, host.Number("SELECT min(id) FROM connections"));
    }

    [Fact]
    public async Task ConnectionWhoseOldEntriesWentWhileItWasOpen_HasItsRowAgainWhenItSpeaks()
    {
        await using var host = new LogUnderTest();
        host.Options.RetainFor = TimeSpan.FromHours(3);
        host.Open();
        var quiet = new SessionIdentity(1, "relay", "quiet", Encoding.UTF8);
        host.Append(host.Said("first", from: quiet));
        await host.WriteAsync();
        host.Time.Advance(TimeSpan.FromHours(2));
        host.Append(host.Said("other", from: Entries.Anna));
        await host.WriteAsync();
        await UntilAsync(host, TimeSpan.FromHours(1.1), () => host.Number("SELECT count(*) FROM connections") == 1);

        host.Append(host.Said("again", from: quiet));
        await host.WriteAsync();
        Assert.Equal("quiet", host.Rows()[^1].Origin!.Remote);
    }

    [Fact]
    public async Task ConnectionThatAPrivateMessageNamesAfterItsEnd_KeepsItsRow()
    {
        await using var host = new LogUnderTest();
        host.Options.RetainFor = TimeSpan.FromHours(3);
        host.Open();
        var gone = new SessionIdentity(1, "relay", "gone", Encoding.UTF8);
        host.Append(host.Said("old", from: gone), Entries.Made(0, [], MessageKind.System, at: Sample.Noon, origin: gone, what: SystemEvent.Disconnected));
        await host.WriteAsync();
        host.Time.Advance(TimeSpan.FromHours(2));
        host.Append(host.Said("private, by way of another room", from: gone, kind: MessageKind.Private), host.Said("b", from: Entries.Anna));
        await host.WriteAsync();

        await UntilAsync(host, TimeSpan.FromHours(1.1), () => host.Number("SELECT count(*) FROM marks") == 1);
        Assert.Equal("gone", host.Rows()[0].Origin!.Remote);
    }

    [Fact]
    public async Task ClockWasAhead_WhatWasWrittenThenGoesWithWhatCameAfterIt()
    {
        await using var host = new LogUnderTest();
        host.Options.RetainFor = TimeSpan.FromDays(2);
        host.Open();
        host.Append(Entries.Said(0, "next year", at: Sample.Noon.AddYears(1)), Entries.Said(0, "next year", at: Sample.Noon.AddYears(1).AddMinutes(50)));
        await host.WriteAsync();
        host.Say("the clock is right again");
        await host.WriteAsync();
        host.Time.Advance(TimeSpan.FromDays(1));
        host.Say("a day later");
        await host.WriteAsync();

        await UntilAsync(host, TimeSpan.FromDays(1), () => host.Number("SELECT count(*) FROM marks") == 1);
        Assert.Equal([4], host.Ids());
    }

    [Fact]
    public async Task ClockWasBehind_WhatCameBeforeStays()
    {
        await using var host = new LogUnderTest();
        host.Options.RetainFor = TimeSpan.FromDays(2);
        host.Open();
        host.Say("before");
        await host.WriteAsync();
        host.Append(Entries.Said(0, "without a battery", at: DateTimeOffset.UnixEpoch));
        await host.WriteAsync();
        host.Say("the clock is right again");
        await host.WriteAsync();
        host.Time.Advance(TimeSpan.FromDays(1));
        host.Say("a day later");
        await host.WriteAsync();

        Assert.Equal([1, 2, 3, 4], host.Ids());
        await UntilAsync(host, TimeSpan.FromDays(1), () => host.Number("SELECT count(*) FROM marks") == 1);
        Assert.Equal([4], host.Ids());
    }

    /// <summary>Moves the clock, then on and on by the pauses between steps, until it is so.</summary>
    private static async Task UntilAsync(LogUnderTest host, TimeSpan after, Func<bool> holds)
    {
        host.Time.Advance(after);
        await Until.True(
            () =>
            {
                host.Time.Advance(TimeSpan.FromMilliseconds(20));
                return holds();
            },
            "what is too old is deleted");
    }
}
