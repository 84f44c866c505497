using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using ChatHub.Chat;
using ChatHub.Server.Api;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Reading;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Storage.MessageLog;
using ChatHub.Server.Tests.Storage.MessageLog.Reading;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Api;

/// <summary>What a stream gives of a log on the disk.</summary>
public sealed class MessageStreamTests : IDisposable
{
    private readonly LogOnDisk _log = new();
    private readonly FakeTimeProvider _time = new(Sample.Noon);
    private readonly MessageHub _hub;
    private MessageLogStatus? _degraded;
    private long _trails;
    private readonly CancellationTokenSource _stop = new();

    public MessageStreamTests() => _hub = new(new HubOptions(), _time);

    private static MessageQuery Apples => new() { Text = "apple" };

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Filtered_IndexIsFarBehind_GivesWhatComesOnce()
    {
        Write(30_000);
        var stream = Follow(Apples, null);
        Assert.Empty(await UntilQuietAsync(stream));
        Write(300);

        Assert.Equal(["30100", "30200", "30300"], await UntilQuietAsync(stream));
    }

    [Fact]
    public async Task Filtered_ResumedBehindTheIndex_GivesAllOnce()
    {
        Write(30_000);

        Assert.Equal(Enumerable.Range(1, 300).Select(apple => $"{apple * 100}"), await UntilQuietAsync(Follow(Apples, 0)));
    }

    [Fact]
    public async Task Retention_OvertakesTheClient_IsToldAsAGapOnce()
    {
        Write(300);
        var stream = Follow(Apples, null);
        Assert.Empty(await UntilQuietAsync(stream));
        Write(300);
        _log.Execute("DELETE FROM messages WHERE id <= 400");

        Assert.Equal([Gap(301, 400), "500", "600"], await UntilQuietAsync(stream));
        Write(100);
        Assert.Equal(["700"], await UntilQuietAsync(stream));
    }

    [Fact]
    public async Task Resumed_NothingIsLeft_IsToldAsAGapOnce()
    {
        Write(300);
        _log.Execute("DELETE FROM messages");
        var stream = Follow(Apples, 100);

        Assert.Equal([Gap(101, 300)], await UntilQuietAsync(stream));
        Write(100);
        Assert.Equal(["400"], await UntilQuietAsync(stream));
    }

    [Fact]
    public async Task Log_IsDegraded_WhatIsInMemoryComesOnceAlsoOverTheRecovery()
    {
        Write(100);
        var stream = Follow(Apples, null);
        Assert.Empty(await UntilQuietAsync(stream));
        _degraded = Degraded(100);
        var waiting = Remember(200);
        Assert.Equal(["200 unwritten", "300 unwritten"], await UntilQuietAsync(stream)); // nobody knows whether they are ever written
        waiting = [.. waiting, .. Remember(50)];
        Assert.Equal(["200 unwritten", "300 unwritten"], await UntilQuietAsync(Follow(Apples, 150))); // resumed meanwhile

        _log.Write(waiting);
        _degraded = null;
        Write(100);

        Assert.Equal(["400"], await UntilQuietAsync(stream));
    }

    [Fact]
    public async Task Log_IsDegradedAndMemoryTooShort_ReadsNothingAndGoesOnWithTheRecovery()
    {
        Write(100);
        _degraded = Degraded(100);
        var stream = Follow(Apples, 100);
        var waiting = Remember(200);
        _hub.History.Resize(50, long.MaxValue);
        _log.Execute("ALTER TABLE messages RENAME TO away"); // a read of it would end the stream
        Assert.Empty(await UntilQuietAsync(stream));
        _log.Execute("ALTER TABLE away RENAME TO messages");

        _log.Write(waiting);
        _degraded = null;

        Assert.Equal(["200", "300"], await UntilQuietAsync(stream));
    }

    [Fact]
    public async Task Resumed_AfterWhatIsNotWrittenYet_WaitsAndSendsNothingTwice()
    {
        Write(100);
        var waiting = Remember(100);
        _trails = 100;
        var stream = Follow(MessageQuery.All, 200); // the number that POST /messages answered with
        Assert.Empty(await UntilQuietAsync(stream));

        waiting = [.. waiting, .. Remember(1)];
        _log.Write(waiting);
        _trails = 0;

        Assert.Equal(["201"], await UntilQuietAsync(stream));
    }

    [Fact]
    public async Task Resumed_LogIsOffAndMemoryHasItNoMore_IsToldAsAGap()
    {
        _hub.History.Resize(50, long.MaxValue);
        Remember(300);
        var stream = new MessageStream(new HistoryMessageReader(_hub.History), _hub, () => MessageLogStatus.Off, _time).FollowAsync(Apples, 10, JsonSerializerOptions.Web, static _ => null, _stop.Token);

        Assert.Equal([Gap(11, 250), "300"], await UntilQuietAsync(stream.GetAsyncEnumerator(CancellationToken.None)));
    }

    [Fact]
    public async Task Search_IsGivenUp_IsToldAndTheStreamEnds()
    {
        Write(100);
        await using var stream = Follow(new() { Text = "?!" }, 0);
        Assert.True(await stream.MoveNextAsync()); // the heartbeat that opens it
        Assert.True(await stream.MoveNextAsync());

        Assert.Equal(("failure", TimeSpan.FromMinutes(1)), (stream.Current.EventType, stream.Current.ReconnectionInterval));
        Assert.Contains("no letter", stream.Current.Data, StringComparison.Ordinal);
        Assert.False(await stream.MoveNextAsync());
    }

    private static MessageLogStatus Degraded(long lastId) => MessageLogStatus.Off with { State = MessageLogState.Degraded, LastId = lastId };

    private static string Gap(long from, long to) => $$"""gap {"from":{{from}},"to":{{to}}}""";

    /// <summary>Entries on the disk and in the hub; each hundredth is an apple.</summary>
    private void Write(int count) => _log.Write(Remember(count));

    /// <summary>The same in the hub only.</summary>
    private ChatMessage[] Remember(int count)
    {
        var from = _hub.History.LastId + 1;
        ChatMessage[] entries = [.. Enumerable.Range(0, count).Select(at => Entries.Said(from + at, (from + at) % 100 == 0 ? "apple" : "pear"))];
        _hub.History.Append(entries);
        return entries;
    }

    private IAsyncEnumerator<SseItem<string>> Follow(MessageQuery query, long? after)
    {
        var stream = new MessageStream(_log.Reader, _hub, () => _degraded ?? MessageLogStatus.Off with { State = MessageLogState.Running, LastId = _hub.History.LastId - _trails }, _time);
        return stream.FollowAsync(query, after, JsonSerializerOptions.Web, static _ => null, _stop.Token).GetAsyncEnumerator(CancellationToken.None);
    }

    /// <summary>Number of an entry, with a mark where a client cannot go on from it.</summary>
    private static string Number(SseItem<string> item)
    {
        using var json = JsonDocument.Parse(item.Data);
        var id = json.RootElement.GetProperty("id").GetInt64().ToString(CultureInfo.InvariantCulture);
        Assert.Contains(item.EventId, (string?[])[id, null]);
        return item.EventId ?? $"{id} unwritten";
    }

    /// <summary>What comes until there is a heartbeat for silence: the numbers of entries, and gaps as they are.</summary>
    private async Task<List<string>> UntilQuietAsync(IAsyncEnumerator<SseItem<string>> stream)
    {
        var came = new List<string>();
        while (came.Count < 1_000)
        {
            var next = stream.MoveNextAsync().AsTask();
            await Until.True(
                () =>
                {
                    _time.Advance(TimeSpan.FromSeconds(1));
                    return next.IsCompleted;
                },
                "the stream goes on");
            Assert.True(await next);
            if (stream.Current.EventType == "heartbeat" && stream.Current.ReconnectionInterval is null)
            {
                break;
            }

            if (stream.Current.EventType != "heartbeat")
            {
                came.Add(stream.Current.EventType == "message" ? Number(stream.Current) : $"{stream.Current.EventType} {stream.Current.Data}");
            }
        }

        return came;
    }
}
