using ChatHub.Server.Storage.MessageLog;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>
/// The stretch of the log that one viewer has at hand: entries that match, without a gap, at most <see cref="Most"/>. It grows at either end and lets go at the
/// other. An entry keeps its place (<see cref="First"/> + index) until the window is filled anew.
/// </summary>
public sealed class LogWindow
{
    /// <summary>Most entries held. Bodies are cut (<see cref="LoggedMessage.MostBodyBytes"/>): it stays below 3 MB.</summary>
    public const int Most = 600;

    private readonly List<LoggedMessage> _rows = [];

    /// <summary>Place of the first entry. Falls as older ones are put before it, grows as it lets go.</summary>
    public long First { get; private set; }

    /// <summary>Entries held.</summary>
    public int Count => _rows.Count;

    /// <summary>Whether there may be older ones in the log.</summary>
    public bool HasOlder { get; private set; }

    /// <summary>Whether there may be newer ones in the log.</summary>
    public bool HasNewer { get; private set; }

    /// <summary>Where reading towards the past goes on: a number, itself excluded.</summary>
    public long OlderFrom { get; private set; } = long.MaxValue;

    /// <summary>Where reading towards now goes on: a number, itself excluded.</summary>
    public long NewerFrom { get; private set; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; private set; }

    /// <summary>An entry held.</summary>
    public LoggedMessage this[int index] => _rows[index];

    /// <summary>Index of the entry of this number, or of the first after it; <see cref="Count"/> when all are before it.</summary>
    public int IndexOf(long id)
    {
        var (low, high) = (0, _rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _rows[middle].Message.Id < id ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Holds other entries from now on.</summary>
    /// <param name="rows">The entries, in the order of their numbers.</param>
    /// <param name="hasOlder">Whether there may be older ones.</param>
    /// <param name="hasNewer">Whether there may be newer ones.</param>
    /// <param name="upTo">Up to which number nothing that matches is missing.</param>
    public void Fill(IReadOnlyList<LoggedMessage> rows, bool hasOlder, bool hasNewer, long upTo)
    {
        First += _rows.Count; // no place means two entries
        _rows.Clear();
        _rows.AddRange(rows.Where(IsShown));
        (HasOlder, HasNewer, NewerFrom) = (hasOlder, hasNewer, upTo);
        OlderFrom = rows is [var first, ..] ? first.Message.Id : long.MaxValue;
        Version++;
    }

    /// <summary>Puts a page of older entries before the first.</summary>
    public void AddOlder(MessagePage page)
    {
        HasOlder = page.HasMore;
        Version++;
        if (page.Messages is not [var oldest, ..])
        {
            return;
        }

        OlderFrom = oldest.Message.Id;
        var rows = page.Messages.Where(IsShown).ToArray();
        _rows.InsertRange(0, rows);
        First -= rows.Length;
        if (_rows.Count > Most)
        {
            _rows.RemoveRange(Most, _rows.Count - Most);
            HasNewer = true;
            NewerFrom = _rows[^1].Message.Id;
        }
    }

    /// <summary>Puts a page of newer entries after the last; those it has already are passed over, and those that the index was late with find their place.</summary>
    /// <param name="page">The page.</param>
    /// <param name="upTo">Up to which number nothing that matches is missing now.</param>
    public void AddNewer(MessagePage page, long upTo)
    {
        (HasNewer, NewerFrom) = (page.HasMore, upTo);
        Version++;
        foreach (var row in page.Messages.Where(IsShown))
        {
            var at = IndexOf(row.Message.Id);
            if (at == _rows.Count || _rows[at].Message.Id != row.Message.Id)
            {
                _rows.Insert(at, row);
            }
        }

        if (_rows.Count > Most)
        {
            var spare = _rows.Count - Most;
            _rows.RemoveRange(0, spare);
            First += spare;
            HasOlder = true;
            OlderFrom = _rows[0].Message.Id;
        }
    }

    /// <summary>There are newer entries that it does not hold.</summary>
    public void Trail()
    {
        if (!HasNewer)
        {
            HasNewer = true;
            Version++;
        }
    }

    /// <summary>The late ending of an earlier text is no line of its own.</summary>
    private static bool IsShown(LoggedMessage row) => !row.Message.EndsEarlier;
}
