using ChatHub.Chat;

namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>Tells the operators what happens to the log, as entries of the hub: they see them even while the file cannot have them.</summary>
internal sealed class LogNotices(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<ChatMessage> _untold = [];
    private Action<ChatMessage>? _record;

    /// <summary>Tells what was not told yet, and all that comes, to the hub.</summary>
    public void TellTo(Action<ChatMessage> record)
    {
        ChatMessage[] untold;
        lock (_gate)
        {
            _record = record;
            untold = [.. _untold];
            _untold.Clear();
        }

        foreach (var notice in untold)
        {
            record(notice);
        }
    }

    public void Tell(SystemEvent what, string text)
    {
        var notice = ChatMessage.OfLog(time.GetUtcNow(), what, text);
        Action<ChatMessage>? record;
        lock (_gate)
        {
            record = _record;
            if (record is null)
            {
                _untold.Add(notice); // the hub is not there yet
            }
        }

        record?.Invoke(notice);
    }
}
