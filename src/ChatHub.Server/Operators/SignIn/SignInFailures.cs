using System.Net;
using System.Net.Sockets;
using ChatHub.Server.Operators.Accounts;

namespace ChatHub.Server.Operators.SignIn;

/// <summary>Counts failed sign-ins per account and per address: five within 300 s lock it out for 600 s. An account that does not exist counts like one that does. Safe for all threads.</summary>
internal sealed class SignInFailures(TimeProvider time)
{
    /// <summary>Failures that lock out.</summary>
    public const int Most = 5;

    /// <summary>Accounts and addresses that are remembered at most; beyond it the longest silent are forgotten.</summary>
    public const int MostRemembered = 10_000;

    /// <summary>Within which time they count.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(300);

    /// <summary>How long it is locked out.</summary>
    public static readonly TimeSpan LockedFor = TimeSpan.FromSeconds(600);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Attempts> _all = new(StringComparer.Ordinal);

    /// <summary>Begins an attempt, which counts as failed until <see cref="Succeed"/>: so that many at once are no more than five.</summary>
    /// <returns>False when the account or the address is locked out.</returns>
    public bool TryBegin(string account, IPAddress? address) => TryBegin([NameKey(account), AddressKey(address)]);

    /// <summary>The same for an attempt that names no account; it ends with <see cref="TakeBack"/>.</summary>
    public bool TryBegin(IPAddress? address) => TryBegin([AddressKey(address)]);

    /// <summary>The attempt that began succeeded: nothing is held against the account, and nothing more than before against the address.</summary>
    public void Succeed(string account, IPAddress? address)
    {
        lock (_gate)
        {
            _all.Remove(NameKey(account));
            Of(AddressKey(address), time.GetUtcNow()).TakeBack();
        }
    }

    /// <summary>The password of the attempt that began is right, and a code has to follow, or no account was named: nothing is held against the address, which others may share.</summary>
    public void TakeBack(IPAddress? address)
    {
        lock (_gate)
        {
            Of(AddressKey(address), time.GetUtcNow()).TakeBack();
        }
    }

    // What can be nobody's name is counted as one: it may be as long as a form.
    private static string NameKey(string account) => OperatorNames.IsGood(account) ? "n" + account.ToUpperInvariant() : "n";

    // Who has an IPv6 address has a whole /64 of them.
    private static string AddressKey(IPAddress? address) => address switch
    {
        null => "a",
        { IsIPv4MappedToIPv6: true } => "a" + address.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => "a" + Convert.ToHexString(address.GetAddressBytes(), 0, 8),
        _ => "a" + address,
    };

    private bool TryBegin(ReadOnlySpan<string> keys)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (var key in keys)
            {
                if (Of(key, now).LockedUntil > now)
                {
                    return false;
                }
            }

            foreach (var key in keys)
            {
                Of(key, now).Add(now);
            }

            return true;
        }
    }

    private Attempts Of(string key, DateTimeOffset now)
    {
        if (!_all.TryGetValue(key, out var attempts))
        {
            if (_all.Count >= MostRemembered)
            {
                foreach (var old in _all.OrderBy(pair => pair.Value.LastAt).Take(MostRemembered / 10).Select(pair => pair.Key).ToArray())
                {
                    _all.Remove(old);
                }
            }

            _all[key] = attempts = new Attempts();
        }

        attempts.Forget(now);
        return attempts;
    }

    private sealed class Attempts
    {
        private readonly List<DateTimeOffset> _at = [];

        public DateTimeOffset LockedUntil { get; private set; }

        public DateTimeOffset LastAt { get; private set; }

        public void Add(DateTimeOffset now)
        {
            LastAt = now;
            _at.Add(now);
            if (_at.Count >= Most)
            {
                LockedUntil = now + LockedFor;
            }
        }

        public void TakeBack()
        {
            if (_at.Count > 0)
            {
                _at.RemoveAt(_at.Count - 1);
            }

            LockedUntil = default;
        }

        public void Forget(DateTimeOffset now)
        {
            _at.RemoveAll(at => at <= now - Within);
            if (LockedUntil != default && LockedUntil <= now)
            {
                _at.Clear();
                LockedUntil = default;
            }
        }
    }
}
