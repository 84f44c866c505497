using System.Runtime.InteropServices;

namespace ChatHub.Chat;

/// <summary>Takes what has gathered in a room's queue, makes batches of it, logs them, and hands them to every member. Runs on one thread at a time.</summary>
internal sealed class RoomPump(Room room, MessageHub hub, RoomQueue queue) : IThreadPoolWorkItem
{
    /// <summary>Most bytes gathered into a batch: below the large object heap, and far above what one send gains from.</summary>
    private const int BatchBytes = 48 * 1024;

    private readonly RoomMembers _members = new();
    private readonly List<ChatMessage> _gathered = [];
    private readonly List<ChatMessage> _log = [];
    private readonly List<(Session Session, DisconnectReason Reason)> _closing = [];
    private readonly RecentMessages _recent = new(hub);
    private int _gatheredBytes;
    private long _batchNumber;
    private long _loggedTo;
    private long _since;
    private int _said;

    public int MemberCount => _members.Count;

    /// <summary>What was said in the room; who came and went is not counted.</summary>
    public MessageRate Messages { get; } = new(hub.Time);

    /// <summary>Gives those who join what was said before the start.</summary>
    public void Recall(IReadOnlyList<ChatMessage> messages)
    {
        foreach (var message in messages)
        {
            _recent.Add(message);
        }
    }

    public void Schedule() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute()
    {
        // Whoever woke the pump is still handing in what other senders sent at the same moment: let it finish, and one batch carries all of it.
        Thread.Yield();
        Run();
    }

    /// <summary>Works off the queue, on this thread and at once unless the log makes it wait. A defect in here ends the process, as it did for any work item.</summary>
    private async void Run()
    {
        while (queue.Take(out _since) is { } items)
        {
            for (var next = 0; ; next++)
            {
                next = Gather(items, next);
                if (LogGathered() is { IsCompleted: false } logging)
                {
                    await logging;
                }

                if (next == items.Count)
                {
                    break;
                }

                Handle(items[next]);
            }

            Deliver();
            queue.Done(items);
        }
    }

    /// <summary>Gathers what goes out in one batch.</summary>
    /// <returns>Where it stopped: at an item that comes after the batch, at the one that filled it, or at the end.</returns>
    private int Gather(List<RoomItem> items, int next)
    {
        for (; next < items.Count; next++)
        {
            ref readonly var item = ref CollectionsMarshal.AsSpan(items)[next];
            switch (item.Kind)
            {
                case RoomItemKind.Message:
                    _said += item.Message.Kind == MessageKind.System ? 0 : 1;
                    Gather(item.Message, ((Session?)item.Subject)?.MemberOf(room));
                    _recent.Add(item.Message);
                    break;
                case RoomItemKind.Close:
                    Close((Session)item.Subject!, item.Message);
                    break;
                case RoomItemKind.Targeted when item.Message.Id == 0:
                    _log.Add(item.Message);
                    return next;
                case RoomItemKind.Targeted:
                    _loggedTo = Math.Max(_loggedTo, item.Message.Id);
                    return next;
                default:
                    return next;
            }

            if (_gatheredBytes >= BatchBytes)
            {
                return next;
            }
        }

        return next;
    }

    /// <summary>Gives what has gathered to the history and the log. The task ends when it may be delivered.</summary>
    private Task LogGathered()
    {
        if (_log.Count > 0)
        {
            hub.History.Append(CollectionsMarshal.AsSpan(_log));
            _loggedTo = Math.Max(_loggedTo, _log[^1].Id);
            _log.Clear();
        }

        return hub.Log.WhenDeliverable(_loggedTo);
    }

    /// <summary>Does what comes after the batch that has gathered.</summary>
    private void Handle(in RoomItem item)
    {
        if (item.Kind == RoomItemKind.Join)
        {
            Join((RoomMember)item.Subject!, item.Message); // the batch may go on gathering: its welcome has what is in there by now
            return;
        }

        Deliver();
        if (item.Kind == RoomItemKind.Targeted)
        {
            DeliverTargeted(item.Message, (TargetedMessage)item.Subject!);
        }
        else if (item.Kind == RoomItemKind.Leave)
        {
            Leave((Session)item.Subject!);
        }
    }

    private void Join(RoomMember member, ChatMessage notice)
    {
        member.Session.Output.Welcome(room.Name, _members.Count, _recent.Newest());
        _members.Add(member);
        GatherNotice(notice, own: null);

        // Messages that are gathered but not yet delivered are in the welcome: of that batch this member must get only what comes after.
        _members.MarkJoined(member, _batchNumber, _gathered.Count);
    }

    private void Close(Session session, ChatMessage notice)
    {
        GatherNotice(notice, session.MemberOf(room));
        _closing.Add((session, notice.Reason)); // it is still owed the batch that gathers
    }

    private void Leave(Session session)
    {
        if (session.MemberOf(room) is { } member)
        {
            _members.Remove(member);
            session.Remove(member);
        }
    }

    /// <summary>Who comes and goes is told in small rooms only; the log has it always.</summary>
    private void GatherNotice(ChatMessage notice, RoomMember? own)
    {
        if (_members.Count <= hub.Options.NoticesUpTo)
        {
            Gather(notice, own);
        }
        else
        {
            _log.Add(notice);
        }
    }

    private void Gather(ChatMessage message, RoomMember? own)
    {
        if (own is not null)
        {
            _members.MarkOwn(own, _batchNumber);
        }

        _log.Add(message);
        _gathered.Add(message);
        _gatheredBytes += message.Body.Length + 16;
    }

    private void Deliver()
    {
        if (_gathered.Count > 0)
        {
            DeliverGathered();
        }

        FinishClosing();
    }

    private void DeliverGathered()
    {
        var batch = new MessageBatch(CollectionsMarshal.AsSpan(_gathered));
        var number = _batchNumber++;
        long delivered = 0;
        long skipped = 0;
        foreach (ref readonly var member in _members.All)
        {
            var owed = member.JoinedBatch == number ? batch.From(member.JoinedAt) : batch;
            if (owed.Messages.IsEmpty)
            {
                continue;
            }

            var delivery = member.Output.Deliver(owed, member.OwnBatch == number);
            delivered += delivery.Messages;
            skipped += delivery.State == DeliveryState.Skipped ? owed.Messages.Length : 0;
        }

        hub.Count(delivered, skipped);
        hub.Latency.Add(hub.Time.GetElapsedTime(_since));
        Messages.Add(_said);
        _said = 0;
        _gathered.Clear();
        _gatheredBytes = 0;
    }

    private void FinishClosing()
    {
        foreach (var (session, reason) in _closing)
        {
            Leave(session);
            session.Output.Complete(reason);
        }

        _closing.Clear();
    }

    private void DeliverTargeted(ChatMessage message, TargetedMessage target)
    {
        if (target.Recipients is null)
        {
            _recent.Add(message);
            Messages.Add(1);
        }

        var batch = new MessageBatch([message]);
        if (target.Recipients is { } sessions)
        {
            foreach (var session in sessions)
            {
                Deliver(session.MemberOf(room), session);
            }
        }
        else
        {
            foreach (var member in _members.All)
            {
                if (!target.InAllRooms || ReferenceEquals(member.Member.Session.Room, room))
                {
                    Deliver(member.Member, member.Member.Session);
                }
            }
        }

        target.Ticket?.RoomDone();

        void Deliver(RoomMember? member, Session session)
        {
            var delivery = member is { Index: >= 0 } ? session.Output.Deliver(batch, includesOwn: false) : new Delivery(DeliveryState.Skipped, 0);
            target.Ticket?.Count(session, delivery);
            hub.Count(delivery.Messages, delivery.State == DeliveryState.Skipped ? 1 : 0);
        }
    }
}
