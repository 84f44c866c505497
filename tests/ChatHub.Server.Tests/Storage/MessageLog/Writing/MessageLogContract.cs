using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog.Writing;

/// <summary>What <see cref="ChatHub.Chat.MessageLog.IMessageLog"/> owes the hub, whatever it promises to those who receive.</summary>
public abstract class MessageLogContract(MessageDurability durability) : IAsyncLifetime
{
    private readonly LogUnderTest _host = new(durability);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void NewLog_HoldsNothing()
    {
        _host.Open();
        Assert.Equal(0, _host.Log.LastId);
        Assert.Empty(_host.Log.Newest(10, long.MaxValue));
        Assert.Empty(_host.Log.Newest("lobby", 10, long.MaxValue));
    }

    [Fact]
    public async Task Entries_AreThereAfterARestart_AsTheyWere()
    {
        _host.Open();
        var entries = new[]
        {
            Entries.Made(0, [], MessageKind.System, what: SystemEvent.Connected), _host.Said("你好"), _host.Said("waves", kind: MessageKind.Emote),
            Entries.Made(0, [0xff, 0, 0x0a], endingBytes: 1), ChatMessage.FromServer(Sample.Noon, "to all", "op", null),
            ChatMessage.OfListener(Sample.Noon, "relay", SystemEvent.ListenerFaulted, "in use"),
        };
        _host.Append(entries);

        await _host.ReopenAsync();

        Assert.Equal(entries.Length, _host.Log.LastId);
        Assert.Equal(entries.Select(Entries.Describe), _host.Log.Newest(100, long.MaxValue).Select(Entries.Describe));
        Assert.Equal(entries.Length + 1, _host.Say("next"));
    }

    [Fact]
    public async Task Newest_IsBoundedInCountAndBytes()
    {
        _host.Open();
        _host.Say("aaaa", "bbbb", "cccc", "dddd");
        await _host.ReopenAsync();

        Assert.Equal(["cccc", "dddd"], Texts(_host.Log.Newest(2, long.MaxValue)));
        Assert.Equal(["bbbb", "cccc", "dddd"], Texts(_host.Log.Newest(100, 12)));
        Assert.Equal(["cccc", "dddd"], Texts(_host.Log.Newest(100, 11)));
        Assert.Empty(_host.Log.Newest(100, 3));
    }

    [Fact]
    public async Task NewestOfARoom_IsWhatWasSaidToAllOfIt_WhateverItsCase()
    {
        _host.Open();
        _host.Append(
            _host.Said("one", "Lobby"), _host.Said("elsewhere", "lab"), _host.Said("psst", kind: MessageKind.Private), _host.Said("two", "LOBBY", kind: MessageKind.Emote),
            Entries.Made(0, [], MessageKind.System, what: SystemEvent.Disconnected), Server("everyone", "*", null), Server("some", "lobby", "2 connections"), Server("three", "lobby", null),
            _host.Said(new string('x', 100)), _host.Said("öffnen", "Öl"));
        await _host.ReopenAsync();

        Assert.Equal(["one", "two", "everyone", "three"], Texts(_host.Log.Newest("lobby", 10, 99)));
        Assert.Equal(["everyone", "three"], Texts(_host.Log.Newest("lobby", 2, 99)));
        Assert.Equal(["elsewhere", "everyone"], Texts(_host.Log.Newest("LAB", 10, 99)));
        Assert.Equal(["everyone", "öffnen"], Texts(_host.Log.Newest("ÖL", 10, 99)));
        Assert.Equal(["everyone"], Texts(_host.Log.Newest("never seen", 10, 99)));
    }

    [Fact]
    public async Task NewestOfARoom_ThatWasQuietForLong_IsFoundBehindAllThatWasSaidElsewhere()
    {
        _host.Open();
        _host.Say("long ago");
        _host.Append([.. Enumerable.Range(0, 12_000).Select(number => _host.Said($"noise {number}", "lab"))]);
        await _host.ReopenAsync();

        Assert.Equal(["long ago"], Texts(_host.Log.Newest("lobby", 20, 1000)));
        Assert.Equal(4, _host.Number("SELECT count(*) FROM marks"));
        Assert.Equal(1, _host.Number("SELECT count(*) FROM rooms WHERE name = 'LOBBY'"));
    }

    [Fact]
    public async Task NewestOfARoom_AskedForLater_IsWhatWasThereAtTheStart()
    {
        _host.Open();
        _host.Say("before");
        await _host.ReopenAsync();
        await _host.Log.WhenDeliverable(_host.Say("since")).Soon();
        await _host.WriteAsync();

        Assert.Equal(["before"], Texts(_host.Log.Newest("lobby", 10, 1000)));
    }

    [Fact]
    public async Task Marks_CoverAllEntries_WithTheirTimes_AlsoWhenTheClockStepsBack()
    {
        _host.Open();
        var at = new[] { 0, 10, -600, 20, 4_000, -4_000, 30 };
        _host.Append([.. at.Select(seconds => Entries.Said(0, $"{seconds}", at: Sample.Noon.AddSeconds(seconds)))]);
        await _host.CloseAsync();

        Assert.Equal(0, _host.Number("SELECT count(*) FROM messages WHERE (SELECT count(*) FROM marks WHERE id BETWEEN first_id AND last_id AND at BETWEEN earliest AND latest) <> 1"));
        Assert.Equal(4, _host.Number("SELECT count(*) FROM marks")); // one for what is within an hour
        Assert.Equal(7, _host.Number("SELECT min(connection) FROM marks"));
    }

    [Fact]
    public async Task Numbers_OfConnections_GoOnAfterARestart()
    {
        _host.Open();
        Assert.Equal(0, _host.Log.LastConnection);
        _host.Append(_host.Said("a", from: new SessionIdentity(41, "relay", "r", Encoding.UTF8)), _host.Said("b", from: new SessionIdentity(12, "relay", "r", Encoding.UTF8)));
        await _host.ReopenAsync();

        Assert.Equal(41, _host.Log.LastConnection);
    }

    [Fact]
    public async Task ManyEntries_OfManyConnections_AreAllWritten()
    {
        _host.Open();
        var said = Enumerable.Range(1, 30_000).Select(number => _host.Said($"{number}", from: new SessionIdentity(number % 20_000, "relay", $"r{number % 20_000}", Encoding.UTF8))).ToArray();
        foreach (var part in said.Chunk(777))
        {
            _host.Append(part);
        }

        await _host.CloseAsync();
        Assert.Equal(Enumerable.Range(1, 30_000).Select(id => (long)id), _host.Ids());
        Assert.Equal(said.Select(Entries.Describe), _host.Rows().Select(Entries.Describe));
    }

    [Fact]
    public async Task Follower_IsToldOfWhatIsCommitted_AndTheStatusSaysWhatItTrails()
    {
        _host.Open();
        var last = _host.Say("a", "b");
        await _host.WriteAsync();

        await Until.True(() => _host.DoneTo == last, "the follower was told");
        var status = _host.Log.Status;
        Assert.Equal((MessageLogState.Running, last, 0L, TimeSpan.Zero, 0), (status.State, status.LastId, status.IndexTrails, status.Lag, status.Pending));
        Assert.True(status.FileBytes > 0);
    }

    [Fact]
    public async Task Close_WithoutAStart_ClosesTheFile()
    {
        await using var log = new SqliteMessageLog(_host.Files, _host.Options, _host.Time, _host, []);
        await log.CloseAsync().Soon();
    }

    private static string[] Texts(IEnumerable<ChatMessage> messages) => [.. messages.Select(message => message.Text)];

    private static ChatMessage Server(string text, string room, string? recipient) =>
        Entries.Made(0, Encoding.UTF8.GetBytes(text), MessageKind.Server, room, sender: "server", recipient: recipient);
}

public sealed class RelaxedMessageLogTests() : MessageLogContract(MessageDurability.Relaxed);

public sealed class StrictMessageLogTests() : MessageLogContract(MessageDurability.Strict);
