using ChatHub.Server.Operators.Accounts;
using Microsoft.AspNetCore.Identity;

namespace ChatHub.Server.Operators.SignIn;

/// <summary>Codes of an authenticator app (TOTP, RFC 6238: six digits, 30 s). Each is good once.</summary>
internal sealed class SecondFactor(OperatorAccounts accounts, TimeProvider time)
{
    /// <summary>How long a session is shown the same secret.</summary>
    public static readonly TimeSpan ShownFor = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_good = TimeSpan.FromMinutes(5); // longer than the authenticator's own window

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Account, string Code), DateTimeOffset> _used = [];
    private readonly Dictionary<string, (string Session, DateTimeOffset At)> _shown = []; // one of each account at most

    /// <summary>The secret to put into the app; made when there is none.</summary>
    /// <param name="name">Whose.</param>
    /// <param name="session">
    /// Which session it is shown to: one that was shown to another, or longer ago than <see cref="ShownFor"/>, may be known to others, and another is made. Null to show the one that there is.
    /// </param>
    public Task<string> SecretAsync(string name, string? session) => accounts.UseAsync(async users =>
    {
        var account = await users.FindByNameAsync(name) ?? throw new KeyNotFoundException($"There is no account '{name}'.");
        var isAnother = session is not null && IsAnother(account.Id, session);
        if (await users.GetAuthenticatorKeyAsync(account) is not { Length: > 0 } secret || (isAnother && !account.TwoFactorEnabled))
        {
            await users.ResetAuthenticatorKeyAsync(account);
            secret = await users.GetAuthenticatorKeyAsync(account) ?? "";
        }

        return secret;
    });

    private bool IsAnother(string account, string session)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_shown.TryGetValue(account, out var shown) && shown.Session == session && now - shown.At <= ShownFor)
            {
                return false;
            }

            _shown[account] = (session, now);
            return true;
        }
    }

    /// <summary>What an app reads from the picture.</summary>
    public static string AddressOf(string name, string secret) =>
        $"otpauth://totp/ChatHub:{Uri.EscapeDataString(name)}?secret={secret}&issuer=ChatHub&digits=6";

    /// <summary>Whether a code is right, and was not used before.</summary>
    public async Task<bool> TakeAsync(OperatorAccount account, string code)
    {
        var digits = new string([.. code.Where(char.IsAsciiDigit)]);
        if (digits.Length != 6 || !await accounts.UseAsync(users => users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, digits)))
        {
            return false;
        }

        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (var old in _used.Where(pair => pair.Value < now - s_good).Select(pair => pair.Key).ToArray())
            {
                _used.Remove(old);
            }

            return _used.TryAdd((account.Id, digits), now);
        }
    }

    /// <summary>Switches it on, with a first code, or off and forgets the secret.</summary>
    /// <param name="account">Whose, as its password was checked.</param>
    /// <param name="on">Whether on.</param>
    /// <param name="code">The first code.</param>
    public async Task<AccountProblem> SetAsync(OperatorAccount account, bool on, string code)
    {
        if (on && !await TakeAsync(account, code))
        {
            return AccountProblem.CodeWrong;
        }

        return await accounts.UseAsync(async users =>
        {
            if (await users.FindByIdAsync(account.Id) is not { } fresh)
            {
                return AccountProblem.Unknown;
            }

            if (fresh.SecurityStamp != account.SecurityStamp)
            {
                return AccountProblem.Changed;
            }

            if (!on)
            {
                await users.ResetAuthenticatorKeyAsync(fresh);
            }

            return (await users.SetTwoFactorEnabledAsync(fresh, on)).Succeeded ? AccountProblem.None : AccountProblem.Changed;
        });
    }
}
