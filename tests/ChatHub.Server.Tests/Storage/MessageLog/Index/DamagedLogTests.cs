using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Index;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Storage.MessageLog.Reading;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog.Index;

/// <summary>What the index makes of a log that cannot be read everywhere, and of texts that are hard to take in.</summary>
public sealed class DamagedLogTests : IDisposable
{
    private const int Chunk = MessageIndex.ChunkEntries;

    private readonly LogOnDisk _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task DamagedPageOfTheLog_IsToldOnce_AndTheIndexStaysAsFarAsItGoes()
    {
        _log.Write([.. Enumerable.Range(1, Chunk * 4).Select(id => Entries.Said(id, $"apple {id} {new string('x', 200)}"))]);
        _log.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        using (var file = File.OpenWrite(_log.Files.Log))
        {
            file.Position = file.Length / 8192 * 6 / 10 * 8192;
            file.Write(new byte[20 * 8192]);
        }

        var told = new List<long>();
        var isTold = new TaskCompletionSource();
        _log.Index.Unreadable += (from, _) =>
        {
            told.Add(from);
            isTold.TrySetResult();
        };
        _log.Index.Start();
        await isTold.Task.Soon();
        var generation = _log.Index.Generation;
        _log.Index.Damaged(); // as a reader would say: it is made anew, comes as far, and does not tell it again
        await Until.True(() => _log.Index.Generation >= generation + 2 && _log.Index.DoneTo == told[0] - 1, "it came as far again");

        Assert.Equal(Chunk * 2, _log.Index.DoneTo);
        Assert.Equal([(Chunk * 2) + 1], told);
        Assert.True(File.Exists(_log.Files.Index));
        var page = await _log.Reader.ReadAsync(new() { Text = "apple" }, Chunk, PageDirection.Older, 10, CancellationToken.None);
        Assert.Equal(10, page.Messages.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TextThatCannotBeNormalized_IsFoundAllTheSame(bool isIndexed)
    {
        _log.Write(Entries.Said(1, "\u1100\uFFFE apple"), Entries.Said(2, "\u1100\u1161\uFFFE pear"), Entries.Said(3, "\uFFFE\u1100apple"));
        if (isIndexed)
        {
            _log.BringForward();
        }

        Assert.Equal([1L, 3L], await _log.WalkAsync(new() { Text = "apple" }, PageDirection.Older, 10));
        Assert.Equal([2L], await _log.WalkAsync(new() { Text = "가 pear" }, PageDirection.Older, 10));
    }

    [Fact]
    public async Task Export_WhileTheIndexCatchesUp_HasEachEntryOnce()
    {
        _log.Write([.. Enumerable.Range(1, Chunk * 3).Select(id => Entries.Said(id, id % 2 == 0 ? "apple" : "pear"))]);
        var all = new List<long>();
        await foreach (var message in _log.Reader.ReadAllAsync(new MessageQuery { Text = "apple" }, CancellationToken.None))
        {
            if (all.Count % 1_000 == 0)
            {
                using var indexer = new MessageIndexer(_log.Files);
                indexer.Advance(Chunk);
            }

            all.Add(message.Id);
        }

        Assert.Equal(Enumerable.Range(1, Chunk * 3 / 2).Select(half => half * 2L), all);
    }
}
