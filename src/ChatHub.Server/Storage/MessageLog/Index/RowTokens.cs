using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog.Search;
using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Storage.MessageLog.Index;

/// <summary>Reads rows of the log and writes what each is found by. Makes no objects for a row like those before it. For one thread and one connection.</summary>
/// <param name="log">The log's file.</param>
internal sealed class RowTokens(SqliteConnection log) : IDisposable
{
    /// <summary>What a statement must select, in this order, from <c>messages</c>.</summary>
    public const string Columns = "id, kind, connection, room, sender, event, text_length, text, body";

    private const int MostKnown = 4096; // origins and names that are remembered

    private readonly Statement _origin = new(log, "SELECT listener, remote, encoding FROM connections WHERE id = ?");
    private readonly Dictionary<long, Origin> _origins = [];
    private readonly NameTokens _rooms = new(Facets.Room);
    private readonly NameTokens _senders = new(Facets.Sender);
    private readonly byte[][] _kinds = [.. Enum.GetValues<MessageKind>().Select(Facets.Kind)];
    private byte[] _utf8 = [];

    private sealed record Origin(byte[] Tokens, Encoding? Encoding); // null for UTF-8

    /// <summary>Writes the tokens of a row.</summary>
    /// <returns>Bytes of text it has.</returns>
    public int Write(Statement row, TokenWriter writer)
    {
        writer.Clear();
        var kind = (MessageKind)row.Int64(1);
        var origin = row.IsNull(2) ? null : OriginOf(row.Int64(2));
        var text = TextOf(row, kind, origin?.Encoding);
        writer.Write(text);
        writer.WriteRaw((uint)kind < (uint)_kinds.Length ? _kinds[(int)kind] : Facets.Kind(kind));
        if (row.Bytes(3) is { IsEmpty: false } room)
        {
            writer.WriteRaw(_rooms.Of(room));
        }

        writer.WriteRaw(_senders.Of(row.Bytes(4)));
        if (origin is not null)
        {
            writer.WriteRaw(origin.Tokens);
        }
        else if (kind == MessageKind.System && !row.IsNull(5) && ListenerEvents.Include((SystemEvent)row.Int64(5)))
        {
            writer.WriteRaw(Facets.Listener(row.Text(4)));
        }

        return text.Length;
    }

    /// <inheritdoc/>
    public void Dispose() => _origin.Dispose();

    private ReadOnlySpan<byte> TextOf(Statement row, MessageKind kind, Encoding? encoding)
    {
        if (!row.IsNull(7))
        {
            return row.Bytes(7);
        }

        if (kind == MessageKind.System)
        {
            return default;
        }

        var body = row.Bytes(8);
        var text = body[..(int)Math.Clamp(row.Int64(6), 0, body.Length)];
        if (encoding is null || kind == MessageKind.Server)
        {
            return text;
        }

        var decoded = encoding.GetString(text);
        if (_utf8.Length < Encoding.UTF8.GetMaxByteCount(decoded.Length))
        {
            _utf8 = new byte[Encoding.UTF8.GetMaxByteCount(decoded.Length)];
        }

        return _utf8.AsSpan(0, Encoding.UTF8.GetBytes(decoded, _utf8));
    }

    private Origin OriginOf(long connection)
    {
        if (_origins.TryGetValue(connection, out var known))
        {
            return known;
        }

        _origin.Bind(1, connection);
        var (listener, remote, encoding) = _origin.Step() ? (_origin.Text(0), _origin.Text(1), _origin.Text(2)) : ("", "", "utf-8");
        _origin.Reset();
        byte[] tokens = [.. Facets.Connection(connection), (byte)' ', .. Facets.Listener(listener), (byte)' ', .. Facets.Address(RemoteName.AddressOf(remote))];
        if (_origins.Count == MostKnown)
        {
            _origins.Clear();
        }

        return _origins[connection] = new(tokens, LogEncodings.Of(encoding) is { CodePage: not 65001 } other ? other : null);
    }

    /// <summary>The tokens of names that were met; few of them make most of the rows.</summary>
    private sealed class NameTokens(Func<string, byte[]> token)
    {
        private readonly (byte[] Name, byte[] Token)[] _slots = [.. Enumerable.Repeat((Array.Empty<byte>(), token("")), 1024)];

        public byte[] Of(ReadOnlySpan<byte> name)
        {
            var hash = new HashCode();
            hash.AddBytes(name);
            ref var slot = ref _slots[(uint)hash.ToHashCode() % (uint)_slots.Length];
            if (!name.SequenceEqual(slot.Name))
            {
                slot = (name.ToArray(), token(Encoding.UTF8.GetString(name)));
            }

            return slot.Token;
        }
    }
}
