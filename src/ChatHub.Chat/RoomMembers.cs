namespace ChatHub.Chat;

/// <summary>
/// The members of a room in an array without gaps, with all of a member that a delivery looks at: a pass over them reads memory in a row.
/// Touched by the room's pump only; the count may be read by all.
/// </summary>
internal sealed class RoomMembers
{
    private Slot[] _slots = new Slot[16];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public ReadOnlySpan<Slot> All => _slots.AsSpan(0, _count);

    public void Add(RoomMember member)
    {
        if (_count == _slots.Length)
        {
            Array.Resize(ref _slots, _count * 2);
        }

        member.Index = _count;
        _slots[_count] = new Slot { Output = member.Session.Output, Member = member, OwnBatch = -1, JoinedBatch = -1 };
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Notes that a batch holds messages of its own.</summary>
    public void MarkOwn(RoomMember member, long batch)
    {
        if (member.Index >= 0)
        {
            _slots[member.Index].OwnBatch = batch;
        }
    }

    /// <summary>Notes which batch was gathering when it joined: its welcome has what is in there before <paramref name="at"/>.</summary>
    public void MarkJoined(RoomMember member, long batch, int at)
    {
        ref var slot = ref _slots[member.Index];
        (slot.JoinedBatch, slot.JoinedAt) = (batch, at);
    }

    public void Remove(RoomMember member)
    {
        if (member.Index < 0)
        {
            return;
        }

        ref var last = ref _slots[_count - 1];
        _slots[member.Index] = last;
        last.Member.Index = member.Index;
        last = default;
        member.Index = -1;
        Volatile.Write(ref _count, _count - 1);
    }

    /// <summary>A member's place.</summary>
    public struct Slot
    {
        /// <summary>Where its messages go.</summary>
        public ISessionOutput Output;

        /// <summary>Who it is.</summary>
        public RoomMember Member;

        /// <summary>Number of the batch that holds messages of its own.</summary>
        public long OwnBatch;

        /// <summary>Number of the batch that was gathering when it joined.</summary>
        public long JoinedBatch;

        /// <summary>Index in that batch of the first message that came after it joined.</summary>
        public int JoinedAt;
    }
}
