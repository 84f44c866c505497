using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Operators.Accounts;

/// <summary>
/// What every start asks of <c>chathub.db</c>, in plain SQL: building the model of <see cref="OperatorDatabase"/> would take a good part of the start and of the memory at rest, and so it waits for
/// the first operator who comes.
/// </summary>
/// <param name="dataDirectory">The data directory.</param>
internal sealed class OperatorFile(string dataDirectory)
{
    /// <summary>Name of the last migration. MUST be the newest one: a file that has it is taken as it is.</summary>
    public const string NewestMigration = "20261123165131_Passkeys";

    /// <summary>Where the file is.</summary>
    public string Path { get; } = System.IO.Path.Combine(dataDirectory, OperatorDatabase.FileName);

    /// <summary>How it is opened; who finds it locked waits 5 s at most.</summary>
    public string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Path, DefaultTimeout = 5 }.ToString();

    /// <summary>Whether its tables are those of this version.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public bool IsUpToDate()
    {
        using var connection = Open();
        return Statement.Number(connection, "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'") > 0
            && Statement.Number(connection, $"SELECT max(MigrationId) = '{NewestMigration}' FROM __EFMigrationsHistory") == 1;
    }

    /// <summary>Whether there is an account at all.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public bool HasAccounts()
    {
        using var connection = Open();
        return Statement.Number(connection, "SELECT EXISTS (SELECT 1 FROM accounts)") == 1;
    }

    /// <summary>The names of all accounts.</summary>
    /// <exception cref="SqliteException">They cannot be read.</exception>
    public IReadOnlyList<string> Names()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT UserName FROM accounts WHERE UserName IS NOT NULL";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    /// <summary>Removes the entries of the audit that are older than a moment.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="SqliteException">They cannot be removed.</exception>
    public int RemoveAuditBefore(DateTimeOffset oldest)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM audit WHERE At < $oldest";
        command.Parameters.AddWithValue("$oldest", oldest.ToUnixTimeMilliseconds());
        return command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
