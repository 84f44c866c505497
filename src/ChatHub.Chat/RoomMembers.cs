namespace ChatHub.Chat;

/// <summary>The members of a room in an array without gaps. Touched by the room's pump only; the count may be read by all.</summary>
internal sealed class RoomMembers
{
    private RoomMember[] _members = new RoomMember[16];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public ReadOnlySpan<RoomMember> All => _members.AsSpan(0, _count);

    public void Add(RoomMember member)
    {
        if (_count == _members.Length)
        {
            Array.Resize(ref _members, _count * 2);
        }

        member.Index = _count;
        _members[_count] = member;
        Volatile.Write(ref _count, _count + 1);
    }

    public void Remove(RoomMember member)
    {
        if (member.Index < 0)
        {
            return;
        }

        var last = _members[_count - 1];
        _members[member.Index] = last;
        last.Index = member.Index;
        _members[_count - 1] = null!;
        member.Index = -1;
        Volatile.Write(ref _count, _count - 1);
    }
}
