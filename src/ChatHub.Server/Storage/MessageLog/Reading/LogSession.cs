using ChatHub.Server.Storage.MessageLog.Index;
using ChatHub.Server.Storage.MessageLog.Search;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Storage.MessageLog.Reading;

/// <summary>What a read works with: connections to the log and to its index, and their statements. Kept for the next read. For one thread at a time.</summary>
internal sealed class LogSession : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = [];

    /// <summary>Opens the files to read.</summary>
    /// <param name="files">Where they are.</param>
    /// <param name="generation">Of the files (<see cref="MessageIndex.Generation"/>), asked before.</param>
    /// <param name="withIndex">Whether to open the index too.</param>
    /// <exception cref="SqliteException">The log cannot be opened.</exception>
    public LogSession(MessageLogFiles files, int generation, bool withIndex)
    {
        Generation = generation;
        Log = MessageLogFiles.OpenToRead(files.Log);
        try
        {
            Statement.Execute(Log, "PRAGMA cache_size = -4000");
            Index = withIndex ? IndexFile.OpenToRead(files.Index) : null;
            Rows = new(Log);
        }
        catch
        {
            Index?.Dispose();
            Log.Dispose();
            throw;
        }
    }

    /// <summary>Which files these are.</summary>
    public int Generation { get; }

    /// <summary>The log.</summary>
    public SqliteConnection Log { get; }

    /// <summary>The index; null when there is none that can be read.</summary>
    public SqliteConnection? Index { get; }

    /// <summary>Makes messages of rows of the log.</summary>
    public MessageRowReader Rows { get; }

    /// <summary>For texts.</summary>
    public TokenWriter Tokens { get; } = new();

    /// <summary>A statement on the log, prepared once. The one who uses it MUST reset it.</summary>
    public Statement OnLog(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements[sql] = statement = new(Log, sql);
        }

        return statement;
    }

    /// <summary>The whole body of an entry; empty when there is none.</summary>
    public byte[] Body(long id)
    {
        var statement = OnLog("SELECT body FROM messages WHERE id = ?");
        statement.Bind(1, id);
        var body = statement.Step() ? statement.Bytes(0).ToArray() : [];
        statement.Reset();
        return body;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        Index?.Dispose();
        Log.Dispose();
    }
}
