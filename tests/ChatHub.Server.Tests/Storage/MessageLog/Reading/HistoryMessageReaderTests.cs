using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Reading;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog.Reading;

public sealed class HistoryMessageReaderTests
{
    private readonly List<ChatMessage> _messages = [.. new Corpus(11).Make(3000)];
    private readonly MessageHistory _history = new(2000);
    private readonly HistoryMessageReader _reader;

    public HistoryMessageReaderTests()
    {
        foreach (var message in _messages)
        {
            _history.Append([message]); // and gets its number
        }

        _reader = new(_history);
    }

    [Theory]
    [InlineData("")]
    [InlineData("q=一")]
    [InlineData("room=LOBBY&kind=text,system")]
    [InlineData("listener=Relay&sender=anna")]
    [InlineData("remote=192.0.2.7")]
    [InlineData("connection=12")]
    [InlineData("from=2026-11-01T00:40&to=2026-11-01T01:10")]
    public async Task Pages_BothWays_AndAll_GiveExactlyTheScan(string address)
    {
        var query = MessageQueryUrl.Read(QueryHelpers.ParseQuery(address), []);
        var search = query.Text is { } text ? PlainScan.UnitsOf(text) : [];
        var expected = _messages.Skip(1000).Where(message => PlainScan.Meets(message, query) && PlainScan.Has(PlainScan.UnitsOf(message.Text), search, false)).Select(message => message.Id).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, await WalkAsync(query, PageDirection.Older));
        Assert.Equal(expected, await WalkAsync(query, PageDirection.Newer));

        var all = new List<long>();
        await foreach (var message in _reader.ReadAllAsync(query, CancellationToken.None))
        {
            all.Add(message.Id);
        }

        Assert.Equal(expected, all);
    }

    [Fact]
    public async Task Find_ItsNumber_IsTheEntry()
    {
        Assert.Same(_messages[^1], await _reader.FindAsync(3000, CancellationToken.None));
        Assert.Null(await _reader.FindAsync(1000, CancellationToken.None));
        Assert.Null(await _reader.FindAsync(3001, CancellationToken.None));
    }

    [Fact]
    public async Task FirstAt_Time_IsTheFirstEntryAtOrAfterIt()
    {
        var at = _messages[2000].At;
        Assert.Equal(_messages.Skip(1000).First(message => message.At >= at).Id, await _reader.FirstAtAsync(at, CancellationToken.None));
        Assert.Null(await _reader.FirstAtAsync(DateTimeOffset.MaxValue, CancellationToken.None));
    }

    [Fact]
    public async Task Page_HugeEntry_IsCut()
    {
        _history.Append([Entries.Said(0, new string('x', 60_000))]);
        var entry = Assert.Single((await _reader.ReadAsync(MessageQuery.All, long.MaxValue, PageDirection.Older, 1, CancellationToken.None)).Messages);
        Assert.True(entry.IsCut);
        Assert.Equal((60_000, LoggedMessage.MostBodyBytes), (entry.BodyBytes, entry.Message.Text.Length));
    }

    private async Task<List<long>> WalkAsync(MessageQuery query, PageDirection direction)
    {
        var numbers = new List<long>();
        var from = direction == PageDirection.Older ? long.MaxValue : 0;
        while (true)
        {
            var page = await _reader.ReadAsync(query, from, direction, 37, CancellationToken.None);
            var ids = page.Messages.Select(entry => entry.Message.Id).ToList();
            numbers.InsertRange(direction == PageDirection.Older ? 0 : numbers.Count, ids);
            if (!page.HasMore)
            {
                return numbers;
            }

            from = direction == PageDirection.Older ? ids[0] : ids[^1];
        }
    }
}
