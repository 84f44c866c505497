using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Index;
using ChatHub.Server.Storage.Sqlite;
using ChatHub.Server.Tests.Storage.MessageLog.Reading;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog.Index;

public sealed class MessageIndexTests : IDisposable
{
    private const int Chunk = MessageIndex.ChunkEntries;

    private readonly LogOnDisk _log = new();

    private static MessageQuery Word => new() { Text = "apple" };

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Search_BeyondTheIndex_IsScanned()
    {
        _log.Write(Said(1, Chunk + 10));
        _log.BringForward(all: false);
        using var indexer = new MessageIndexer(_log.Files);

        Assert.Equal(Chunk, indexer.DoneTo);
        Assert.Equal([.. Apples(1, Chunk + 10)], await _log.WalkAsync(Word, PageDirection.Older, 1000));
        var others = Enumerable.Range(1, Chunk + 10).Where(id => id % 100 != 0).Select(id => (long)id).ToList();
        Assert.Equal(others, await _log.WalkAsync(new() { Text = "nothing" }, PageDirection.Older, 1000));
        Assert.Equal(others, await _log.WalkAsync(new() { Text = "nothing" }, PageDirection.Newer, 1000));
    }

    [Fact]
    public async Task Search_FarBeyondTheIndex_SaysHowManyItPassedOver_AndExportDoesNot()
    {
        _log.Write(Said(1, 30_000));
        var page = await _log.Reader.ReadAsync(Word, long.MaxValue, PageDirection.Older, 1000, CancellationToken.None);

        Assert.Equal(10_000, page.IndexTrails);
        Assert.False(page.HasMore);
        Assert.Equal([.. Apples(10_001, 30_000)], page.Messages.Select(entry => entry.Message.Id));

        var all = new List<long>();
        await foreach (var message in _log.Reader.ReadAllAsync(Word, CancellationToken.None))
        {
            all.Add(message.Id);
        }

        Assert.Equal([.. Apples(1, 30_000)], all);
        Assert.Equal(0, (await _log.Reader.ReadAsync(MessageQuery.All, long.MaxValue, PageDirection.Older, 10, CancellationToken.None)).IndexTrails);
    }

    [Fact]
    public async Task Search_FarBeyondTheIndexTowardsNow_EndsWhereItStoppedToScan()
    {
        _log.Write(Said(1, 30_000));
        var page = await _log.Reader.ReadAsync(Word, 0, PageDirection.Newer, 1000, CancellationToken.None);

        Assert.Equal((true, 0, 20_000), (page.HasMore, page.IndexTrails, page.CoveredTo(0, 30_000)));
        Assert.Equal([.. Apples(1, 20_000)], page.Messages.Select(entry => entry.Message.Id));
        var next = await _log.Reader.ReadAsync(Word, 20_000, PageDirection.Newer, 1000, CancellationToken.None);
        Assert.Equal((false, 0, 30_000), (next.HasMore, next.IndexTrails, next.CoveredTo(20_000, 30_000)));
        Assert.Equal([.. Apples(20_001, 30_000)], next.Messages.Select(entry => entry.Message.Id));
        var late = await _log.Reader.ReadAsync(new() { Text = "nothing there", From = Doubles.Sample.Noon.AddSeconds(9_001) }, 0, PageDirection.Newer, 1000, CancellationToken.None);
        Assert.Equal((true, 29_000), (late.HasMore, late.CoveredTo(0, 30_000))); // by the marks, nothing before could be meant
    }

    [Fact]
    public void Advance_FailsInTheMiddle_LeavesItWhereItWas_AndGoesOn()
    {
        _log.Write(Said(1, Chunk * 2));
        using (var indexer = new MessageIndexer(_log.Files))
        {
            Assert.Equal(Chunk, indexer.Advance(Chunk));
        }

        _log.Execute("UPDATE messages SET id = 1000000 WHERE id = 8192"); // in the next part, whose table cannot be made
        using (var stray = MessageLogFiles.OpenToWrite(_log.Files.Index))
        {
            Statement.Execute(stray, "CREATE TABLE part3(a)");
        }

        using (var indexer = new MessageIndexer(_log.Files))
        {
            Assert.Throws<SqliteException>(() => indexer.Advance(Chunk));
        }

        using (var stray = MessageLogFiles.OpenToWrite(_log.Files.Index))
        {
            Statement.Execute(stray, "DROP TABLE part3");
        }

        using (var indexer = new MessageIndexer(_log.Files))
        {
            Assert.Equal(Chunk, indexer.DoneTo);
            Assert.Equal(Chunk, indexer.Advance(Chunk));
            Assert.Equal(1_000_000, indexer.DoneTo);
        }

        Assert.Equal(Apples(1, (Chunk * 2) - 1), Hits("apple"));
    }

    [Fact]
    public async Task Follow_FromTheStart_TakesWholeChunks_AndSleeps()
    {
        _log.Write(Said(1, Chunk * 3));
        _log.Index.Start();
        await UntilAsync(() => _log.Index.DoneTo == Chunk * 3);

        _log.Write(Said((Chunk * 3) + 1, (Chunk * 4) - 1));
        _log.Index.Changed((Chunk * 4) - 1);
        Assert.Equal(Chunk * 3, _log.Index.DoneTo);

        _log.Write(Said(Chunk * 4, Chunk * 4));
        _log.Index.Changed(Chunk * 4);
        await UntilAsync(() => _log.Index.DoneTo == Chunk * 4);
        Assert.Equal([.. Apples(1, Chunk * 4)], await _log.WalkAsync(Word, PageDirection.Newer, 1000));
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("garbage")]
    [InlineData("cut")]
    [InlineData("of another version")]
    [InlineData("of another program")]
    public async Task Follow_IndexThatIsNoGood_IsMadeAnew(string how)
    {
        _log.Write(Said(1, Chunk * 2));
        _log.BringForward();
        Spoil(how);

        _log.Index.Start();
        await UntilAsync(() => _log.Index.DoneTo == Chunk * 2);
        Assert.Equal([.. Apples(1, Chunk * 2)], await _log.WalkAsync(Word, PageDirection.Older, 1000));
        Assert.Equal([.. Apples(1, Chunk * 2)], Hits("apple").Order());
    }

    [Theory]
    [InlineData(1)] // shorter than what the index has
    [InlineData(2)]
    [InlineData(3)]
    public async Task Follow_LogThatIsAnother_IsIndexedFromItsBeginning(int chunks)
    {
        _log.Write(Said(1, Chunk * 2));
        _log.BringForward();
        _log.Execute("DELETE FROM messages");
        _log.Execute("DELETE FROM marks");
        _log.Write([.. Enumerable.Range(1, Chunk * chunks).Select(id => Entries.Said(id, "pear"))]);

        _log.Index.Start();
        await UntilAsync(() => _log.Index.DoneTo == Chunk * chunks);
        Assert.Empty(Hits("apple"));
        Assert.Equal(Chunk * chunks, Hits("pear").Count);
    }

    [Fact]
    public async Task Follow_LogReplaced_IsIndexedFromItsBeginning_AndReadersOpenItAgain()
    {
        _log.Write(Said(1, Chunk));
        _log.Index.Start();
        await UntilAsync(() => _log.Index.DoneTo == Chunk);
        Assert.NotEmpty(await _log.WalkAsync(Word, PageDirection.Older, 100));
        var before = _log.Index.Generation;

        _log.Execute("DELETE FROM messages");
        _log.Execute("DELETE FROM marks");
        _log.Write([.. Enumerable.Range(Chunk + 1, Chunk).Select(id => Entries.Said(id, "pear"))]);
        _log.Index.Replaced();

        Assert.NotEqual(before, _log.Index.Generation);
        await UntilAsync(() => _log.Index.DoneTo == Chunk * 2);
        Assert.Empty(Hits("apple"));
        Assert.Empty(await _log.WalkAsync(Word, PageDirection.Older, 100));
    }

    [Fact]
    public async Task Follow_RetentionDeleted_ForgetsWholeParts()
    {
        var parts = new[] { 1L, 1L << IndexFile.PartBits, 2L << IndexFile.PartBits };
        foreach (var first in parts)
        {
            _log.Write(Said(first, first + Chunk - 1));
        }

        _log.Index.Start();
        await UntilAsync(() => _log.Index.DoneTo == parts[2] + Chunk - 1);
        Assert.Equal(3, PartTables());

        _log.Execute($"DELETE FROM messages WHERE id < {parts[1] + 50}");
        _log.Index.Changed(_log.Index.DoneTo);
        _log.Index.Changed(_log.Index.DoneTo);
        await UntilAsync(() => PartTables() == 2);
        Assert.Equal([.. Apples(parts[1] + 50, parts[1] + Chunk - 1), .. Apples(parts[2], parts[2] + Chunk - 1)], await _log.WalkAsync(Word, PageDirection.Older, 1000));
    }

    [Fact]
    public void Merge_CompletePart_IsOneSegment_AndFindsTheSame()
    {
        _log.Write(Said(1, Chunk * 4));
        _log.Write(Said(1L << IndexFile.PartBits, 1L << IndexFile.PartBits));
        _log.BringForward();

        using var index = MessageLogFiles.OpenToRead(_log.Files.Index);
        Assert.Equal(1, Statement.Number(index, "SELECT is_merged FROM parts WHERE number = 0"));
        Assert.Equal(0, Statement.Number(index, "SELECT is_merged FROM parts WHERE number = 1"));
        Assert.Equal(1, Statement.Number(index, "SELECT count(DISTINCT segid) FROM part0_idx"));
        Assert.Equal(Apples(1, Chunk * 4), Hits("apple"));
    }

    [Fact]
    public async Task Search_LongTextsBeyondTheIndex_AsksItToTakeThemIn()
    {
        _log.Write([.. Enumerable.Range(1, 40).Select(id => Entries.Said(id, "apple " + new string('x', 60_000)))]);
        _log.Index.Start();
        Assert.Equal(40, (await _log.WalkAsync(Word, PageDirection.Older, 100)).Count);
        await UntilAsync(() => _log.Index.DoneTo == 40);
    }

    private static List<ChatMessage> Said(long first, long last)
    {
        var messages = new List<ChatMessage>();
        for (var id = first; id <= last; id++)
        {
            messages.Add(Entries.Said(id, id % 100 == 0 ? "an Apple a day" : "nothing to see"));
        }

        return messages;
    }

    private static IEnumerable<long> Apples(long first, long last)
    {
        for (var id = first; id <= last; id++)
        {
            if (id % 100 == 0)
            {
                yield return id;
            }
        }
    }

    private void Spoil(string how)
    {
        var file = _log.Files.Index;
        if (how is "of another version" or "of another program")
        {
            using var connection = MessageLogFiles.OpenToWrite(file);
            Statement.Execute(connection, how == "of another version" ? "PRAGMA user_version = 99" : "PRAGMA application_id = 7");
            return;
        }

        var length = new FileInfo(file).Length;
        IndexFile.Delete(file);
        if (how == "garbage")
        {
            File.WriteAllText(file, new string('x', 50_000));
        }
        else if (how == "cut")
        {
            using var half = File.Create(file);
            half.Write("SQLite format 3\0"u8);
            half.SetLength(length / 2);
        }
    }

    private List<long> Hits(string token)
    {
        using var index = MessageLogFiles.OpenToRead(_log.Files.Index);
        using var parts = new Statement(index, "SELECT number FROM parts ORDER BY number");
        var hits = new List<long>();
        while (parts.Step())
        {
            using var found = new Statement(index, $"SELECT rowid FROM {IndexFile.Part(parts.Int64(0))}('{token}')");
            while (found.Step())
            {
                hits.Add(found.Int64(0));
            }
        }

        return hits;
    }

    private long PartTables()
    {
        using var index = MessageLogFiles.OpenToRead(_log.Files.Index);
        return Statement.Number(index, "SELECT count(*) FROM parts") ?? 0;
    }

    /// <summary>The index works on a thread of its own and has nobody to tell: looked at often, for as long as a loaded machine may need.</summary>
    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var tries = 0; !isSo(); tries++)
        {
            Assert.True(tries < 3000, "it did not come to be within 30 s");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }
}
