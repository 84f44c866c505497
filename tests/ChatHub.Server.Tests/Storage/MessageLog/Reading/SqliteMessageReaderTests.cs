using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Reading;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog.Reading;

public sealed class SqliteMessageReaderTests : IDisposable
{
    private readonly LogOnDisk _log = new();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData("\" OR 1=1 --")]
    [InlineData("NEAR(a b) NOT tokens:x ^hello")]
    [InlineData("AND OR NOT")]
    [InlineData("hello')); DROP TABLE messages; --")]
    [InlineData("{tokens}: hello * + - ( ) [ ]")]
    [InlineData("\0hello\0*")]
    [InlineData("rowid MATCH 'x' %_?")]
    public async Task Search_HostileText_IsOnlyText(string text)
    {
        _log.Write(Entries.Said(1, "hello"), Entries.Said(2, text));
        _log.BringForward();
        var found = await _log.WalkAsync(new() { Text = text }, PageDirection.Older, 10);
        Assert.Contains(2, found);
        Assert.Equal(text.Trim('\0', '*') == "hello", found.Contains(1));
    }

    [Fact]
    public async Task Search_200CharactersOfChinese_IsAnswered()
    {
        var text = string.Concat(Enumerable.Range(0, 200).Select(i => (char)('一' + i)));
        _log.Write(Entries.Said(1, text), Entries.Said(2, text[1..]));
        _log.BringForward();
        Assert.Equal([1], await _log.WalkAsync(new() { Text = text }, PageDirection.Older, 10));
    }

    [Fact]
    public async Task Search_TakesTooLong_IsGivenUpInWords()
    {
        _log.Write(Entries.Said(1, "hello"));
        using var reader = new SqliteMessageReader(_log.Files, _log.Index, TimeProvider.System) { MostTime = TimeSpan.Zero };

        var refusal = await Assert.ThrowsAsync<MessageQueryException>(() => reader.ReadAsync(new() { Text = "hello" }, long.MaxValue, PageDirection.Older, 10, CancellationToken.None));
        Assert.Contains("took longer than 0 seconds", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_WithoutText_TakesTooLong_IsUnavailable()
    {
        _log.Write(Entries.Said(1, "hello"));
        using var reader = new SqliteMessageReader(_log.Files, _log.Index, TimeProvider.System) { MostTime = TimeSpan.Zero };

        await Assert.ThrowsAsync<MessageLogUnavailableException>(() => reader.ReadAsync(MessageQuery.All, long.MaxValue, PageDirection.Older, 10, CancellationToken.None));
        await Assert.ThrowsAsync<MessageLogUnavailableException>(() => reader.FindAsync(1, CancellationToken.None));
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(900, true)] // none of those that are missing was meant
    [InlineData(901, false)]
    public async Task ReadAll_RetentionOvertakesIt_FailsWhereSomethingIsMissing(long deletedTo, bool expected)
    {
        _log.Write([.. Enumerable.Range(1, 1_000).Select(id => Entries.Said(id, id is > 500 and <= 900 ? "pear" : "apple"))]);
        await using var all = _log.Reader.ReadAllAsync(new() { Text = "apple" }, CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
        for (var id = 1; id <= 500; id++) // a batch
        {
            Assert.True(await all.MoveNextAsync());
        }

        _log.Execute($"DELETE FROM messages WHERE id <= {deletedTo}");
        if (expected)
        {
            Assert.True(await all.MoveNextAsync());
            Assert.Equal(901, all.Current.Id);
        }
        else
        {
            await Assert.ThrowsAsync<MessageLogUnavailableException>(async () => await all.MoveNextAsync());
        }
    }

    [Fact]
    public async Task Read_Cancelled_IsCancelled_AndTheNextIsAnswered()
    {
        _log.Write(Entries.Said(1, "hello"));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _log.Reader.ReadAsync(MessageQuery.All, long.MaxValue, PageDirection.Older, 10, cancelled.Token));
        Assert.Single((await _log.Reader.ReadAsync(MessageQuery.All, long.MaxValue, PageDirection.Older, 10, CancellationToken.None)).Messages);
    }

    [Fact]
    public async Task Search_ManyAtOnce_AreAllAnswered()
    {
        _log.Write([.. Enumerable.Range(1, 3000).Select(id => Entries.Said(id, $"hello {id}"))]);
        var searches = Enumerable.Range(1, 50).Select(id => _log.Reader.ReadAsync(new() { Text = $"{id}" }, long.MaxValue, PageDirection.Older, 10, CancellationToken.None));
        Assert.Equal(Enumerable.Range(1, 50).Select(id => (long)id), (await Task.WhenAll(searches)).Select(page => Assert.Single(page.Messages).Message.Id));
    }

    [Fact]
    public async Task Read_NoLogThere_IsUnavailable()
    {
        using var folder = new TempFolder();
        var files = new MessageLogFiles(folder.Path);
        using var reader = new SqliteMessageReader(files, _log.Index, TimeProvider.System);
        await Assert.ThrowsAsync<MessageLogUnavailableException>(() => reader.ReadAsync(MessageQuery.All, long.MaxValue, PageDirection.Older, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Read_IndexDamagedWhileInUse_AnswersFromTheLog()
    {
        _log.Write([.. Enumerable.Range(1, 5000).Select(id => Entries.Said(id, id % 100 == 0 ? "apple" : "pear"))]);
        _log.BringForward();
        using (var index = MessageLogFiles.OpenToWrite(_log.Files.Index))
        {
            ChatHub.Server.Storage.Sqlite.Statement.Execute(index, "DROP TABLE part0");
        }

        var generation = _log.Index.Generation;
        Assert.Equal(50, (await _log.WalkAsync(new() { Text = "apple" }, PageDirection.Older, 100)).Count);
        Assert.NotEqual(generation, _log.Index.Generation); // it was told
    }

    [Theory]
    [InlineData("10.0.0.7", new long[] { 1, 2 })]
    [InlineData("10.0.0.7:5000", new long[] { 1 })]
    [InlineData("::ffff:10.0.0.7", new long[] { 1, 2 })]
    [InlineData(" 10.0.0.7 ", new long[] { 1, 2 })]
    [InlineData("2001:DB8::1", new long[] { 3, 4 })]
    [InlineData("[2001:db8::1]", new long[] { 3, 4 })]
    [InlineData("[2001:db8:0::1]:5000", new long[] { 3 })]
    [InlineData("10.0.0.70", new long[] { })]
    [InlineData("10", new long[] { })]
    [InlineData("[", new long[] { })]
    [InlineData(":", new long[] { })]
    public async Task Remote_WithOrWithoutPort_FindsItsEntries(string remote, long[] expected)
    {
        string[] remotes = ["10.0.0.7:5000", "10.0.0.7:5001", "[2001:db8::1]:5000", "[2001:db8::1]:5001"];
        _log.Write([.. remotes.Select((text, at) => Entries.Said(at + 1, "hello", origin: Entries.Anna with { Id = at + 1, Remote = text }))]);
        var query = new MessageQuery { Remote = remote };
        Assert.Equal(expected, await _log.WalkAsync(query, PageDirection.Older, 10));
        _log.BringForward();
        Assert.Equal(expected, await _log.WalkAsync(query, PageDirection.Newer, 10));
    }

    [Fact]
    public async Task Time_ClockStepsBack_IsExact()
    {
        var noon = Doubles.Sample.Noon;
        var entries = Enumerable.Range(1, 6000).Select(id => Entries.Said(id, "hello", at: noon.AddSeconds(id <= 3000 ? id : id - 2500))).ToList();
        _log.Write(entries);
        var query = new MessageQuery { From = noon.AddSeconds(700), To = noon.AddSeconds(710) };
        Assert.Equal([700, 701, 702, 703, 704, 705, 706, 707, 708, 709, 3200, 3201, 3202, 3203, 3204, 3205, 3206, 3207, 3208, 3209], await _log.WalkAsync(query, PageDirection.Older, 3));
        Assert.Equal(20, (await _log.WalkAsync(query, PageDirection.Newer, 7)).Count);
        Assert.Equal([3000, 5500], await _log.WalkAsync(new() { From = noon.AddSeconds(3000), To = noon.AddSeconds(3001) }, PageDirection.Older, 10)); // the last of a mark
        Assert.Equal([1], await _log.WalkAsync(new() { To = noon.AddSeconds(1).AddTicks(10) }, PageDirection.Older, 10)); // and the first
        Assert.Equal(700, await _log.Reader.FirstAtAsync(noon.AddSeconds(700), CancellationToken.None));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public async Task Read_FromAnyNumber_IsAPage(long from)
    {
        _log.Write(Entries.Said(5, "hello"), Entries.Said(6, "hello"));
        Assert.Equal(from == long.MaxValue ? 2 : 0, (await _log.Reader.ReadAsync(MessageQuery.All, from, PageDirection.Older, 10, CancellationToken.None)).Messages.Count);
        Assert.Equal(from == long.MaxValue ? 0 : 2, (await _log.Reader.ReadAsync(MessageQuery.All, from, PageDirection.Newer, 10, CancellationToken.None)).Messages.Count);
    }

    [Fact]
    public async Task Listener_ItsOwnEvents_BelongToIt()
    {
        _log.Write(Entries.Said(1, "hello"), ChatMessage.FromLog(2, MessageKind.System, Doubles.Sample.Noon, "", null, "relay", default, 0, 0, "0.0.0.0:9999", false, false, SystemEvent.ListenerStarted, DisconnectReason.None, null, null));
        var query = new MessageQuery { Listener = "RELAY" };
        Assert.Equal([1, 2], await _log.WalkAsync(query, PageDirection.Older, 10));
        _log.BringForward();
        Assert.Equal([1, 2], await _log.WalkAsync(query, PageDirection.Older, 10));
    }
}
