using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog.Search;
using ChatHub.Server.Storage.Sqlite;

namespace ChatHub.Server.Storage.MessageLog.Reading;

/// <summary>
/// Says whether a row of the log meets a filter, without making an object of it. A row is of <see cref="MessageRowReader.Columns"/> or
/// <see cref="MessageRowReader.CutColumns"/>. For one query and one thread.
/// </summary>
/// <param name="filter">The filter.</param>
/// <param name="longBody">Reads the body of an entry where the row does not have it.</param>
/// <param name="tokens">To be used for texts.</param>
internal sealed class RowFilter(MessageFilter filter, Func<long, byte[]> longBody, TokenWriter tokens)
{
    private readonly Remembered _rooms = new(filter.IsRoom);
    private readonly Remembered _senders = new(name => filter.Sender is null || MessageFilter.IsSame(name, filter.Sender));
    private readonly Remembered _listeners = new(name => filter.Listener is null || MessageFilter.IsSame(name, filter.Listener));
    private readonly Remembered _remotes = new(remote => filter.Remote is null || filter.Remote.Is(remote));
    private readonly Remembered _encodings = new(name => LogEncodings.Of(name).CodePage == 65001);

    /// <summary>Bytes of the texts looked at.</summary>
    public long TextBytes { get; private set; }

    /// <summary>Whether a row meets the filter.</summary>
    /// <param name="row">The row.</param>
    /// <param name="textIsKnown">The index has found its text already, and that decides.</param>
    public bool Meets(Statement row, bool textIsKnown)
    {
        var at = row.Int64(1);
        var kind = (MessageKind)row.Int64(2);
        return at >= filter.From && at < filter.To
            && filter.Kinds?.Contains(kind) != false
            && (filter.Query.Connection is null || (!row.IsNull(4) && row.Int64(4) == filter.Query.Connection))
            && (filter.Room is null || _rooms.Is(row.Bytes(3)))
            && (filter.Sender is null || _senders.Is(row.Bytes(5)))
            && (filter.Listener is null || _listeners.Is(row.Bytes(ListenerColumn(row, kind))))
            && (filter.Remote is null || (!row.IsNull(4) && _remotes.Is(row.Bytes(15))))
            && (filter.Text is null || textIsKnown || HasText(row, kind));
    }

    private static int ListenerColumn(Statement row, MessageKind kind) =>
        row.IsNull(4) && kind == MessageKind.System && !row.IsNull(9) && ListenerEvents.Include((SystemEvent)row.Int64(9)) ? 5 : 14;

    private bool HasText(Statement row, MessageKind kind)
    {
        tokens.Clear();
        if (!row.IsNull(13))
        {
            Write(row.Bytes(13));
        }
        else if (kind != MessageKind.System)
        {
            var body = row.IsNull(18) ? longBody(row.Int64(0)) : row.Bytes(18);
            var text = body[..(int)Math.Clamp(row.Int64(6), 0, body.Length)];
            var isUtf8 = kind == MessageKind.Server || row.IsNull(4) || row.Bytes(16).SequenceEqual("utf-8"u8) || _encodings.Is(row.Bytes(16));
            Write(isUtf8 ? text : Encoding.UTF8.GetBytes(LogEncodings.Of(row.Text(16)).GetString(text)));
        }

        return filter.Text!.IsIn(tokens.Written);
    }

    private void Write(ReadOnlySpan<byte> utf8)
    {
        TextBytes += utf8.Length;
        tokens.Write(utf8);
    }

    /// <summary>What was found of a name: most rows have the one of the row before.</summary>
    private sealed class Remembered(Func<string, bool> test)
    {
        private byte[] _name = [0xFF];
        private bool _is;

        public bool Is(ReadOnlySpan<byte> name)
        {
            if (!name.SequenceEqual(_name))
            {
                _name = name.ToArray();
                _is = test(Encoding.UTF8.GetString(name));
            }

            return _is;
        }
    }
}
