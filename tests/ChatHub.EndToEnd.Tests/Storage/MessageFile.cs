using System.Text;
using Microsoft.Data.Sqlite;

namespace ChatHub.EndToEnd.Tests.Storage;

/// <summary>A copy of a server's message log as it is on the disk now, read by other means than the server's own.</summary>
internal sealed class MessageFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chathub-copy-");
    private readonly SqliteConnection _connection;

    private MessageFile(string dataDirectory)
    {
        var copy = Path.Combine(_folder.FullName, "messages.db");
        foreach (var suffix in new[] { "", "-wal" })
        {
            if (File.Exists(Path.Combine(dataDirectory, "messages.db" + suffix)))
            {
                File.Copy(Path.Combine(dataDirectory, "messages.db" + suffix), copy + suffix);
            }
        }

        _connection = new SqliteConnection($"Data Source={copy};Pooling=False");
        _connection.Open();
    }

    /// <summary>Copies the log of a data directory that nobody writes to at the moment.</summary>
    public static MessageFile CopyOf(string dataDirectory) => new(dataDirectory);

    /// <summary>The file verifies, and the numbers have no gap and no double.</summary>
    public void AssertSound()
    {
        Assert.Equal("ok", Text("PRAGMA integrity_check"));
        Assert.Equal((1L, Number("SELECT count(*) FROM messages")), (Number("SELECT min(id) FROM messages"), Number("SELECT max(id) FROM messages")));
    }

    /// <summary>What clients said, in the order of the log, without line endings.</summary>
    public List<string> Said() => Column("SELECT body FROM messages WHERE kind = 0 ORDER BY id", reader => Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(0)).TrimEnd('\r', '\n'));

    /// <summary>The numbers of the events of the system, in the order of the log.</summary>
    public List<long> Events() => Column("SELECT event FROM messages WHERE kind = 4 ORDER BY id", reader => reader.GetInt64(0));

    public long Number(string sql) => Column(sql, reader => reader.GetInt64(0))[0];

    public string Text(string sql) => Column(sql, reader => reader.GetString(0))[0];

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // the test's own words
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _connection.Dispose();
        _folder.Delete(recursive: true);
    }

    private List<T> Column<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // the test's own words
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var values = new List<T>();
        while (reader.Read())
        {
            values.Add(read(reader));
        }

        return values;
    }
}
