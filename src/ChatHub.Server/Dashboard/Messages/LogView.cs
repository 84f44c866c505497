using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Reading;
using ChatHub.Server.Storage.MessageLog.Search;

namespace ChatHub.Server.Dashboard.Messages;

/// <summary>
/// The log as one viewer reads it: the lines that match the filter. While it follows, it holds the newest lines. While somebody reads further
/// up, it lets nothing go, so no line moves, however much the history lets go meanwhile; it takes in new lines until it holds twice as many,
/// and from then on only knows that there are more. A line keeps its place (<see cref="First"/> + index) until the view follows again.
/// </summary>
public sealed class LogView(MessageHistory history)
{
    /// <summary>Bytes of bodies held beyond which a view that does not follow takes in no more.</summary>
    private const long MostBytes = 128 * 1024 * 1024;

    private readonly List<ChatMessage> _lines = [];
    private readonly TokenWriter _tokens = new();
    private MessageFilter? _fields;
    private long _readTo;
    private long _new;
    private long _bytes;

    /// <summary>Place of the first line held. Grows as lines are let go.</summary>
    public long First { get; private set; }

    /// <summary>Lines held.</summary>
    public int Count => _lines.Count;

    /// <summary>Lines that came since it was followed last.</summary>
    public long New => _new + (HasMore && ShowsAll ? history.LastId - _readTo : 0);

    /// <summary>Whether there are more new lines than it holds; with a filter, nobody knows how many.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Whether it stays at the newest line.</summary>
    public bool IsFollowing { get; private set; } = true;

    /// <summary>What a line must contain in its text or names; empty for every line.</summary>
    public string Filter { get; private set; } = "";

    /// <summary>Whether it shows events.</summary>
    public bool ShowsEvents { get; private set; } = true;

    /// <summary>What else a line must be: its room, listener, sender, connection, address, kind, time.</summary>
    public MessageQuery Fields { get; private set; } = MessageQuery.All;

    /// <summary>Whether it shows every line.</summary>
    public bool ShowsAll => Filter.Length == 0 && ShowsEvents && _fields is null;

    /// <summary>A line held.</summary>
    public ChatMessage this[int index] => _lines[index];

    /// <summary>Index of the first line from an entry on; null where none is held.</summary>
    /// <param name="id">The entry's id; it need not be held.</param>
    public int? IndexOf(long id) => _lines.FindIndex(line => line.Id >= id) is var at and >= 0 ? at : null;

    /// <summary>Shows other lines; reads the whole history again and follows.</summary>
    public void Show(string filter, bool events, MessageQuery? fields = null)
    {
        (Filter, ShowsEvents) = (filter.Trim(), events);
        Fields = (fields ?? MessageQuery.All) with { Text = null };
        _fields = Fields == MessageQuery.All ? null : new MessageFilter(Fields);
        Restart();
    }

    /// <summary>Takes in what came since the last call.</summary>
    public void Update()
    {
        var last = history.LastId;
        if (last == _readTo)
        {
            return;
        }

        if (!IsFollowing && (HasMore || _lines.Count >= 2 * history.Capacity || _bytes >= MostBytes))
        {
            HasMore = true; // full: whoever reads on from here jumps to the newest
            return;
        }

        var before = _lines.Count;
        var fresh = history.Read(_readTo + 1, int.MaxValue);
        foreach (var message in fresh)
        {
            if (Matches(message))
            {
                _lines.Add(message);
                _bytes += message.Body.Length;
            }
        }

        _readTo = fresh is [.., var newest] ? newest.Id : last;
        if (IsFollowing)
        {
            LetGo();
        }
        else
        {
            _new += _lines.Count - before;
        }
    }

    /// <summary>Goes back to the newest line and stays there.</summary>
    public void Follow()
    {
        IsFollowing = true;
        _new = 0;
        if (HasMore)
        {
            Restart();
        }
        else
        {
            Update();
            LetGo();
        }
    }

    /// <summary>Stays where it is.</summary>
    public void Stay() => IsFollowing = false;

    private void Restart()
    {
        First += _lines.Count;
        _bytes = 0;
        _lines.Clear();
        _readTo = 0;
        (IsFollowing, HasMore, _new) = (true, false, 0);
        Update();
    }

    private void LetGo()
    {
        var oldest = history.FirstId;
        var spare = 0;
        while (spare < _lines.Count && _lines[spare].Id < oldest)
        {
            _bytes -= _lines[spare++].Body.Length;
        }

        _lines.RemoveRange(0, spare);
        First += spare;
    }

    private bool Matches(ChatMessage message) =>
        !message.EndsEarlier && // its text stands in the log already
        (ShowsEvents || message.Kind != MessageKind.System || _fields?.Kinds is not null) && // who asks for kinds gets them
        _fields?.Meets(message, _tokens) != false &&
        (Filter.Length == 0 || Has(message.Sender) || Has(message.Text) || Has(message.Origin?.Listener) || Has(message.Origin?.Remote) || Has(message.Recipient));

    private bool Has(string? text) => text is not null && text.Contains(Filter, StringComparison.OrdinalIgnoreCase);
}
