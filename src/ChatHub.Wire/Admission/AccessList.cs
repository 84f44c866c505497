using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Admission;

/// <summary>
/// Who may connect: bans, the addresses that a listener allows, and how much one address may have. A ban counts for every address; limits do not count for
/// those that are exempt. Safe for all threads.
/// </summary>
public sealed class AccessList
{
    private static readonly AddressRanges s_thisMachine = AddressRanges.TryParse("127.0.0.0/8, ::1")!;

    private readonly ConnectionRegistry _registry;
    private readonly LimitsInForce _limits;
    private readonly TimeProvider _time;
    private readonly BanList _bans;
    private readonly RefusalBook _refusals = new();
    private readonly AddressBook _addresses = new();
    private readonly Lock _acting = new();
    private DateTimeOffset _sweptAt;
    private long _version;

    /// <summary>An access list with the bans of a store.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="registry">The open connections, which a ban ends.</param>
    /// <param name="time">The clock.</param>
    /// <param name="store">Where bans are kept; null for nowhere.</param>
    public AccessList(LimitsInForce limits, ConnectionRegistry registry, TimeProvider time, IBanStore? store = null)
    {
        _limits = limits;
        _registry = registry;
        _time = time;
        _bans = new BanList(store);
    }

    /// <summary>Called after a ban was made (true) or taken back, with who did it; null where the server did.</summary>
    internal event Action<Ban, bool, string?>? Changed;

    /// <summary>Addresses that no limit counts for.</summary>
    public AddressRanges Exempt => _limits.Exempt;

    /// <summary>Grows with every ban that comes or goes and with everyone who is turned away: whoever polls compares it.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>The bans that hold, the newest first.</summary>
    public IReadOnlyList<BanSnapshot> Bans() => _bans.List(_time.GetUtcNow());

    /// <summary>Who was turned away of late, the newest first.</summary>
    public IReadOnlyList<RefusalSnapshot> Refusals() => _refusals.List();

    /// <summary>Newcomers turned away since the start, for one cause.</summary>
    public long Refused(RefusalCause cause) => _refusals.Count(cause);

    /// <summary>Which addresses that should not be banned by mistake a range has, in words; null when it has none.</summary>
    public string? SparedIn(AddressRange range)
    {
        if (s_thisMachine.All.Any(range.Overlaps))
        {
            return $"{range} has the addresses of this machine itself";
        }

        var exempt = Exempt.All.Where(range.Overlaps).ToArray();
        return exempt.Length == 0 ? null : $"{range} has addresses that the limits exempt ({string.Join(", ", exempt)})";
    }

    /// <summary>Bans addresses, and ends the connections that are open from them.</summary>
    /// <param name="ban">The ban; one of the same range is replaced.</param>
    /// <param name="operator">The operator who makes it; null where the server does.</param>
    /// <param name="evenSpared">Whether it is made although <see cref="SparedIn"/> has something to say.</param>
    /// <param name="refusal">Why it was not made, as a sentence; null when it is.</param>
    /// <returns>How many connections it ended.</returns>
    /// <exception cref="IOException">It cannot be kept; nothing was done.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public int Ban(Ban ban, string? @operator, bool evenSpared, out string? refusal)
    {
        refusal = evenSpared ? null : SparedIn(ban.Range);
        lock (_acting)
        {
            if (ban.By == Admission.Ban.Server && _bans.Find(ban.Range.First, ban.MadeAt) is { } held && (held.Until is null || held.Until >= ban.Until))
            {
                refusal ??= $"{ban.Range} is banned already"; // an operator's longer ban stays
            }

            refusal ??= @operator is null ? _bans.AddOwn(ban) : _bans.Add(ban);
        }

        if (refusal is not null)
        {
            return 0;
        }

        Interlocked.Increment(ref _version);
        Changed?.Invoke(ban, true, @operator);
        var ended = _registry.DisconnectFrom(ban.Range, @operator, ban.Reason.Length > 0 ? ban.Reason : null);
        foreach (var address in ended)
        {
            _bans.Hit(address, _time.GetUtcNow());
        }

        return ended.Count;
    }

    /// <summary>Takes a ban back.</summary>
    /// <param name="range">The range as it was banned.</param>
    /// <param name="operator">The operator who does it; null where the server does.</param>
    /// <returns>The ban that is gone; null when there was none of that range.</returns>
    /// <exception cref="IOException">It cannot be kept; nothing was done.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public Ban? Unban(AddressRange range, string? @operator = null)
    {
        Ban? gone;
        lock (_acting)
        {
            gone = _bans.Remove(range);
            Interlocked.Increment(ref _version);
        }

        if (gone is not null)
        {
            Changed?.Invoke(gone, false, @operator);
        }

        return gone;
    }

    /// <summary>A newcomer's address is looked at; if it may come in and limits count for it, it has a place of its address until <see cref="Leave"/>.</summary>
    /// <param name="address">The address.</param>
    /// <param name="listener">The listener that it came to.</param>
    /// <param name="counted">Whether it has such a place.</param>
    /// <returns>Why it may not; null when it may.</returns>
    internal Refusal? Enter(UInt128 address, ListenerSettings listener, out bool counted)
    {
        var now = _time.GetUtcNow();
        counted = false;
        if (RefusesBanned(address, now) is { } banned)
        {
            return banned;
        }

        if (!listener.AllowFrom.IsEmpty && !listener.AllowFrom.Contains(address))
        {
            return new(RefusalCause.NotAllowed, EntryWords.NotAllowed);
        }

        if (Exempt.Contains(address))
        {
            return null;
        }

        var refusal = _addresses.TryEnter(
            AddressRange.ClientOf(address), listener.ConnectionsPerAddress ?? _limits.Now.ConnectionsPerAddress, listener.ConnectsPerAddress ?? _limits.Now.ConnectsPerAddress, _limits.Now.ConnectsWithin, now);
        counted = refusal is null;
        return refusal;
    }

    /// <summary>Whether an address was banned since it was looked at.</summary>
    internal bool IsBanned(UInt128 address) => !_bans.IsEmpty && _bans.Find(address, _time.GetUtcNow()) is not null;

    /// <summary>A connection gives its place of its address back.</summary>
    internal void Leave(UInt128 address) => _addresses.Leave(AddressRange.ClientOf(address), _time.GetUtcNow());

    /// <summary>What slows a connection down that sends too much; null where nothing does.</summary>
    internal FloodGuard? GuardOf(UInt128 address, ListenerSettings listener) =>
        FloodSettings.Of(listener, _limits.Now) is { } limits && !Exempt.Contains(address) ? new FloodGuard(limits, _addresses.BucketsOf(AddressRange.ClientOf(address), limits)) : null;

    /// <summary>The limits have changed: what the connections of an address may send together is counted anew.</summary>
    internal void CountAnew() => _addresses.CountFloodAnew();

    /// <summary>Counts that the server threw a connection of an address out.</summary>
    /// <returns>Whether that was once too often: the address is to be banned for a while.</returns>
    internal bool ThrowOut(UInt128 address) =>
        _limits.Now.FloodBanAfter > 0 && !Exempt.Contains(address) && _addresses.ThrowOut(AddressRange.ClientOf(address), _limits.Now.FloodBanAfter, _time.GetUtcNow());

    /// <summary>Counts that a newcomer was turned away.</summary>
    /// <returns>Whether that is to be told: an episode begins.</returns>
    internal bool Refuse(UInt128 address, RefusalCause cause, string listener)
    {
        var now = _time.GetUtcNow();
        if (cause == RefusalCause.Banned)
        {
            _bans.Hit(address, now);
        }

        Interlocked.Increment(ref _version);
        return _refusals.Add(address, cause, listener, now);
    }

    /// <summary>Called about once a second: forgets addresses that nothing came from for long.</summary>
    internal void Sweep(DateTimeOffset now)
    {
        if (now - _sweptAt >= TimeSpan.FromSeconds(10))
        {
            _sweptAt = now;
            _addresses.Sweep(now, TimeSpan.FromTicks(Math.Max(_limits.Now.ConnectsWithin.Ticks, TimeSpan.TicksPerMinute)) * 2); // by then nothing of it counts any more
        }
    }

    private Refusal? RefusesBanned(UInt128 address, DateTimeOffset now)
    {
        if (_bans.IsEmpty || _bans.Find(address, now) is not { } ban)
        {
            return null;
        }

        var until = ban.Until is { } end ? $" until {end:yyyy-MM-dd HH:mm} UTC" : "";
        return new(RefusalCause.Banned, $"{EntryWords.Banned}{until}{(ban.Reason.Length > 0 ? $": {ban.Reason}" : "")}");
    }
}
