using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Index;
using ChatHub.Server.Storage.MessageLog.Reading;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog.Reading;

/// <summary>A log's file in a folder of its own, written without the product's writer, and what reads it.</summary>
internal sealed class LogOnDisk : IDisposable
{
    private const int EntriesOfAMark = 1000;

    private readonly TempFolder _folder = new();
    private readonly HashSet<long> _connections = [];
    private readonly SqliteConnection _file;

    public LogOnDisk(TimeProvider? time = null)
    {
        Files = new(_folder.Path);
        _file = MessageLogFiles.OpenToWrite(Files.Log);
        MessageLogSchema.Prepare(_file);
        Index = new(Files, NullLogger<MessageIndex>.Instance);
        Reader = new(Files, Index, time ?? TimeProvider.System);
    }

    public MessageLogFiles Files { get; }

    public MessageIndex Index { get; }

    public SqliteMessageReader Reader { get; }

    /// <summary>Writes entries, with marks for each full thousand of them.</summary>
    public void Write(params IReadOnlyList<ChatMessage> messages)
    {
        using var insert = new Statement(_file, MessageRow.Insert);
        using var connection = new Statement(_file, MessageRow.InsertConnection);
        using var mark = new Statement(_file, "INSERT INTO marks(first_id, last_id, earliest, latest) VALUES(?, ?, ?, ?)");
        Statement.Execute(_file, "BEGIN");
        foreach (var message in messages)
        {
            if (message.Origin is { } origin && _connections.Add(origin.Id))
            {
                MessageRow.BindConnection(connection, origin);
                connection.Run();
            }

            MessageRow.Bind(insert, message);
            insert.Run();
        }

        foreach (var chunk in messages.Chunk(EntriesOfAMark).Where(chunk => chunk.Length == EntriesOfAMark))
        {
            mark.Bind(1, chunk[0].Id);
            mark.Bind(2, chunk[^1].Id);
            mark.Bind(3, chunk.Min(message => MessageTime.ToMicroseconds(message.At)));
            mark.Bind(4, chunk.Max(message => MessageTime.ToMicroseconds(message.At)));
            mark.Run();
        }

        Statement.Execute(_file, "COMMIT");
    }

    /// <summary>Runs a statement on the log.</summary>
    public void Execute(string sql) => Statement.Execute(_file, sql);

    /// <summary>Brings the index forward by hand: by whole chunks, and then, if asked, what is left.</summary>
    public void BringForward(bool all = true)
    {
        using var indexer = new MessageIndexer(Files);
        while (indexer.LastId - indexer.DoneTo >= (all ? 1 : MessageIndex.ChunkEntries) && indexer.Advance(MessageIndex.ChunkEntries) > 0)
        {
        }

        while (indexer.Forget() || indexer.Merge())
        {
        }
    }

    /// <summary>The numbers that a query gives, page by page.</summary>
    public async Task<List<long>> WalkAsync(MessageQuery query, PageDirection direction, int count, long? start = null)
    {
        var numbers = new List<long>();
        var from = start ?? (direction == PageDirection.Older ? long.MaxValue : 0);
        while (true)
        {
            var page = await Reader.ReadAsync(query, from, direction, count, CancellationToken.None);
            Assert.True(page.Messages.Count <= count);
            var ids = page.Messages.Select(entry => entry.Message.Id).ToList();
            Assert.Equal(ids.Order(), ids);
            numbers.InsertRange(direction == PageDirection.Older ? 0 : numbers.Count, ids);
            if (!page.HasMore)
            {
                return numbers;
            }

            Assert.Equal(count, ids.Count);
            from = direction == PageDirection.Older ? ids[0] : ids[^1];
        }
    }

    public void Dispose()
    {
        Reader.Dispose();
        Index.Dispose();
        _file.Dispose();
        _folder.Dispose();
    }
}
