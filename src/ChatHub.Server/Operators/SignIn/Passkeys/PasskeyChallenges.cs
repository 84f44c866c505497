using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace ChatHub.Server.Operators.SignIn.Passkeys;

/// <summary>
/// What was asked of a browser, kept by the browser itself and closed to it, so that questions which nobody answers cost nothing. Each is good for one good answer, for
/// <see cref="PasskeyRules.Good"/>, and not after a restart: which were used is known in memory only. Safe for all threads.
/// </summary>
internal sealed class PasskeyChallenges(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>Good answers within <see cref="PasskeyRules.Good"/> at most; beyond it none is taken.</summary>
    public const int MostUsed = 10_000;

    private readonly Lock _gate = new();
    private readonly Guid _process = Guid.NewGuid();
    private readonly Dictionary<Guid, DateTimeOffset> _used = [];

    // Made at the first use: a start without operators need not load it.
    private IDataProtector Protector => protection.CreateProtector("ChatHub.SignIn.Passkey");

    /// <summary>Closes what was asked.</summary>
    /// <param name="state">What the answer is checked against.</param>
    /// <param name="whose">Who alone may answer: the mark of a session, or nothing for who wants to sign in.</param>
    public string Close(string state, string whose) => Protector.Protect(JsonSerializer.Serialize(new Asked(_process, Guid.NewGuid(), whose, state, time.GetUtcNow() + PasskeyRules.Good)));

    /// <summary>Opens what was asked. Whoever finds the answer good MUST <see cref="TryUse"/> it before acting on it; bad answers use up nothing.</summary>
    /// <returns>Null when it is not good, not theirs, too old, or was used.</returns>
    public Asked? Open(string? closed, string whose)
    {
        if (Read(closed) is not { } asked || asked.Process != _process || asked.Whose != whose)
        {
            return null;
        }

        lock (_gate)
        {
            return asked.Until > time.GetUtcNow() && !_used.ContainsKey(asked.Id) ? asked : null;
        }
    }

    /// <summary>Uses what was asked, for one good answer.</summary>
    /// <returns>False when another answer was quicker, it is too old by now, or too many were used of late.</returns>
    public bool TryUse(Asked asked)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (var old in _used.Where(pair => pair.Value <= now).Select(pair => pair.Key).ToArray())
            {
                _used.Remove(old);
            }

            return asked.Until > now && _used.Count < MostUsed && _used.TryAdd(asked.Id, asked.Until);
        }
    }

    private Asked? Read(string? closed)
    {
        try
        {
            return string.IsNullOrEmpty(closed) ? null : JsonSerializer.Deserialize<Asked>(Protector.Unprotect(closed));
        }
        catch (Exception failure) when (failure is CryptographicException or JsonException)
        {
            return null;
        }
    }

    /// <summary>What was asked, as the browser keeps it.</summary>
    /// <param name="Process">The run of the program that asked.</param>
    /// <param name="Id">Tells it from all others.</param>
    /// <param name="Whose">Who alone may answer.</param>
    /// <param name="State">What the answer is checked against.</param>
    /// <param name="Until">When it ends.</param>
    public sealed record Asked(Guid Process, Guid Id, string Whose, string State, DateTimeOffset Until);
}
