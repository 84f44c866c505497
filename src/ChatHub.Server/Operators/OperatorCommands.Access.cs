using ChatHub.Chat;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Wire.Admission;

namespace ChatHub.Server.Operators;

/// <summary>What operators do about who may connect.</summary>
public sealed partial class OperatorCommands
{
    /// <summary>For how long addresses can be banned at most, unless for good: 10 years.</summary>
    public static readonly TimeSpan LongestBan = TimeSpan.FromDays(3650);

    /// <summary>Bans addresses and ends the connections that are open from them.</summary>
    /// <param name="addresses">An address or a range: <c>192.0.2.7</c>, <c>192.0.2.0/24</c>, <c>2001:db8::/32</c>.</param>
    /// <param name="length">For how long, at most <see cref="LongestBan"/>; null for good.</param>
    /// <param name="reason">Why; told to who is turned away; null or empty for nothing.</param>
    /// <param name="operator">Who does it.</param>
    /// <param name="evenSpared">Whether this machine itself and exempt addresses may be among them.</param>
    /// <exception cref="ArgumentException">The length or the reason is too long.</exception>
    /// <exception cref="IOException">It cannot be kept; nothing was done.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public BanOutcome Ban(string addresses, TimeSpan? length, string? reason, OperatorIdentity @operator, bool evenSpared = false)
    {
        using var act = Begin(@operator, VisibleText.Of(addresses));
        return Told(act, Make(addresses, length, reason, @operator, evenSpared));
    }

    /// <summary>Ends a connection and bans its address in one step.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="length">For how long; null for good.</param>
    /// <param name="reason">Why; told to the client; null or empty for nothing.</param>
    /// <param name="operator">Who does it.</param>
    /// <param name="evenSpared">Whether the address may be this machine itself or exempt.</param>
    /// <returns>Null when no such connection is known.</returns>
    public BanOutcome? KickAndBan(long id, TimeSpan? length, string? reason, OperatorIdentity @operator, bool evenSpared = false)
    {
        using var act = Begin(@operator, $"#{id}");
        if (connections.Find(id) is not { } found)
        {
            act.Refused("no such connection is known");
            return null;
        }

        var outcome = Told(act, Make(ClientAddress.Of(found.Remote).ToString(), length, reason, @operator, evenSpared));
        if (outcome.Ban is { } ban)
        {
            act.Done($"{ban.Range} is banned {LengthOf(ban)}");
        }

        return outcome;
    }

    /// <summary>Takes a ban back.</summary>
    /// <param name="range">The range as it was banned.</param>
    /// <param name="operator">Who does it.</param>
    /// <returns>The ban that is gone; null when there was none.</returns>
    public Ban? Unban(AddressRange range, OperatorIdentity @operator)
    {
        using var act = Begin(@operator, range.ToString());
        var gone = listeners.Access.Unban(range, @operator);
        OperatorLog.Unbanned(log, @operator, range, gone is not null);
        act.End(gone is not null, "there was no such ban");
        return gone;
    }

    /// <summary>Makes a ban again that was taken back by mistake, as it was.</summary>
    public BanOutcome Restore(Ban ban, OperatorIdentity @operator)
    {
        ArgumentNullException.ThrowIfNull(ban);
        using var act = Begin(@operator, ban.Range.ToString());
        return Told(act, Place(ban, @operator, evenSpared: true));
    }

    /// <summary>Reads only so many messages a second from connections for a time: what more they send waits on their side. Zero time ends that.</summary>
    /// <param name="ids">Their numbers.</param>
    /// <param name="perSecond">Messages in a second, 0.1 to 1,000.</param>
    /// <param name="length">For how long, at most <see cref="LongestMute"/>; zero to end it.</param>
    /// <param name="operator">Who does it.</param>
    /// <returns>How many of them were open.</returns>
    public int Throttle(IReadOnlyCollection<long> ids, double perSecond, TimeSpan length, OperatorIdentity @operator)
    {
        ArgumentNullException.ThrowIfNull(ids);
        using var act = Begin(@operator, Named(ids));
        ArgumentOutOfRangeException.ThrowIfLessThan(length, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, LongestMute);
        if (!(perSecond is >= 0.1 and <= 1_000))
        {
            throw new ArgumentOutOfRangeException(nameof(perSecond), perSecond, "A connection is slowed down to 0.1 to 1,000 messages a second.");
        }

        var until = time.GetUtcNow() + length;
        var done = ids.Count(id => connections.Throttle(id, length == TimeSpan.Zero ? null : perSecond, until));
        OperatorLog.Throttled(log, @operator, done, Describe(ids), perSecond, length);
        act.Done(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{done} to {perSecond} a second for {length}"));
        return done;
    }

    private static BanOutcome Told(OperatorAct act, BanOutcome outcome)
    {
        if (outcome.Ban is { } ban)
        {
            act.Done(LengthOf(ban));
        }
        else
        {
            act.Refused(outcome.Refusal ?? "");
        }

        return outcome;
    }

    private static string LengthOf(Ban ban) => ban.Until is { } until ? $"until {until:u}" : "for good";

    private BanOutcome Make(string addresses, TimeSpan? length, string? reason, OperatorIdentity @operator, bool evenSpared)
    {
        if (length <= TimeSpan.Zero || length > LongestBan)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, "A ban lasts for more than nothing and for at most ten years.");
        }

        if (!AddressRange.TryParse(addresses, out var range))
        {
            return new(null, 0, $"'{VisibleText.Of(addresses)}' is no address and no range: expected one like 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32");
        }

        var now = time.GetUtcNow();
        return Place(new Ban(range, length is null ? null : now + length, ReasonOf(reason) ?? "", @operator, now), @operator, evenSpared);
    }

    private BanOutcome Place(Ban ban, OperatorIdentity @operator, bool evenSpared)
    {
        var ended = listeners.Access.Ban(ban, @operator, evenSpared, out var refusal);
        if (refusal is null)
        {
            OperatorLog.Banned(log, @operator, ban.Range, ban.Until?.ToString("u") ?? "removed", ended);
        }
        else
        {
            OperatorLog.NotBanned(log, @operator, ban.Range, refusal);
        }

        return new(refusal is null ? ban : null, ended, refusal) { IsSpared = refusal is not null && listeners.Access.SparedIn(ban.Range) == refusal };
    }
}

/// <summary>What came of banning.</summary>
/// <param name="Ban">The ban; null when it was not made.</param>
/// <param name="Ended">Connections that it ended.</param>
/// <param name="Refusal">Why it was not made, as a sentence; null when it was.</param>
public sealed record BanOutcome(Ban? Ban, int Ended, string? Refusal)
{
    /// <summary>Whether it was refused because it hits what should be spared, and can be made all the same.</summary>
    public bool IsSpared { get; init; }
}
