using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChatHub.Server.Storage.Sqlite;

/// <summary>
/// A prepared statement without the layers of ADO.NET: bind, step, read, reset. Parameters count from 1, columns from 0. Text is UTF-8 of the given
/// length, so it may hold NUL. For one thread at a time. MUST be disposed before its connection.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const int SmallText = 256;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <summary>Prepares a statement to be used many times.</summary>
    /// <exception cref="SqliteException">It cannot be prepared.</exception>
    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("the connection is not open");
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Prepares, runs and drops a statement that gives no rows.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        statement.Run();
    }

    /// <summary>Prepares and runs a statement and gives the number in its first row; null when there is no row or no number.</summary>
    public static long? Number(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        return statement.Step() && !statement.IsNull(0) ? statement.Int64(0) : null;
    }

    /// <summary>Binds a number.</summary>
    public void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(_statement, parameter, value));

    /// <summary>Binds a number, or NULL.</summary>
    public void Bind(int parameter, long? value)
    {
        if (value is { } number)
        {
            Bind(parameter, number);
        }
        else
        {
            BindNull(parameter);
        }
    }

    /// <summary>Binds NULL.</summary>
    public void BindNull(int parameter) => Check(raw.sqlite3_bind_null(_statement, parameter));

    /// <summary>Binds bytes as a blob; none as an empty one.</summary>
    public void BindBytes(int parameter, ReadOnlySpan<byte> bytes) =>
        Check(bytes.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, parameter, 0) : raw.sqlite3_bind_blob(_statement, parameter, bytes));

    /// <summary>Binds text, or NULL.</summary>
    public void Bind(int parameter, string? text)
    {
        if (text is null)
        {
            BindNull(parameter);
            return;
        }

        if (text.Length == 0)
        {
            Check(raw.sqlite3_bind_text(_statement, parameter, "")); // an empty span would be NULL
            return;
        }

        byte[]? rented = null;
        var buffer = text.Length * 3 <= SmallText ? stackalloc byte[SmallText] : rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        Utf8.FromUtf16(text, buffer, out _, out var length, replaceInvalidSequences: true, isFinalBlock: true);
        Check(raw.sqlite3_bind_text(_statement, parameter, buffer[..length]));
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Binds text that is UTF-8 already; not empty.</summary>
    public void BindText(int parameter, ReadOnlySpan<byte> utf8) => Check(raw.sqlite3_bind_text(_statement, parameter, utf8));

    /// <summary>Goes to the next row. False: there is none, and the statement is ready to be used again.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        if (result != raw.SQLITE_DONE)
        {
            throw Failed(result);
        }

        raw.sqlite3_reset(_statement);
        return false;
    }

    /// <summary>Runs a statement whose rows, if any, are of no interest.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>Gives up the rows that are left, so that the statement can be used again and holds no lock.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    /// <summary>Whether a column of the row is NULL.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>A column as a number; 0 for NULL.</summary>
    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>The bytes of a column, of a blob or of text in UTF-8. Good until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>A column as text; empty for NULL.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <summary>A column as text; null for NULL.</summary>
    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw Failed(result);
        }
    }

    private SqliteException Failed(int result)
    {
        var failure = new SqliteException(raw.sqlite3_errmsg(_database).utf8_to_string(), result & 0xff, raw.sqlite3_extended_errcode(_database));
        if (_statement is { IsInvalid: false })
        {
            raw.sqlite3_reset(_statement);
        }

        return failure;
    }
}
