using System.Globalization;
using ChatHub.Chat;
using ChatHub.Wire.Connections;

namespace ChatHub.Server.Dashboard.ConnectionBrowser;

/// <summary>The newest messages of one connection, read on out of the history.</summary>
internal sealed class OwnLines(ConnectionSnapshot connection, MessageHistory history)
{
    /// <summary>Most messages held.</summary>
    public const int Most = 100;

    private readonly string _recipient = string.Create(CultureInfo.InvariantCulture, $"#{connection.Id}");
    private readonly DateTimeOffset _since = connection.ConnectedAt.AddSeconds(-1);
    private List<ChatMessage> _lines = [];
    private long _readTo;

    /// <summary>The messages, the oldest first.</summary>
    public IReadOnlyList<ChatMessage> Lines => _lines;

    /// <summary>Takes in what came since the last call.</summary>
    /// <returns>Whether there was anything of it.</returns>
    public bool Update()
    {
        if (history.LastId == _readTo)
        {
            return false;
        }

        var fresh = history.Read(_readTo + 1, int.MaxValue);
        _readTo = fresh is [.., var newest] ? newest.Id : history.LastId;
        return Add(fresh.Where(IsItsOwn));
    }

    /// <summary>Takes in messages of it from elsewhere.</summary>
    /// <returns>Whether any was new.</returns>
    public bool Add(IEnumerable<ChatMessage> messages)
    {
        var held = _lines.Select(line => line.Id).ToHashSet();
        var fresh = messages.Where(message => !held.Contains(message.Id) && !message.EndsEarlier).ToArray();
        if (fresh.Length == 0)
        {
            return false;
        }

        _lines = [.. _lines.Concat(fresh).OrderBy(line => line.Id).TakeLast(Most)];
        return true;
    }

    /// <summary>Numbers of connections begin anew where no log is kept, so what is older than the connection is another's.</summary>
    private bool IsItsOwn(ChatMessage message) =>
        (message.Origin?.Id == connection.Id || (message.Kind == MessageKind.Server && message.Recipient == _recipient)) && message.At >= _since;
}
