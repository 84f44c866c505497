using ChatHub.Server.Operators.Kept;

namespace ChatHub.Server.Dashboard.Viewing;

/// <summary>
/// What is kept for a viewer for good: by the server for each account, and by the browser too, which is all there is where sign-in is off. What a browser has of
/// another account is not taken over.
/// </summary>
internal sealed class ViewerKeeping(OperatorKeeping? keeping, CurrentOperator? me)
{
    /// <summary>Names under which the browser has what it needs before the server answers.</summary>
    public const string Theme = "theme";

    /// <inheritdoc cref="Theme"/>
    public const string Language = "language";

    /// <summary>Name of what the send box keeps.</summary>
    public const string Snippets = "snippets";

    /// <summary>Whose these are; empty where nobody signed in.</summary>
    public string Owner => keeping is not null && me?.Session is not null ? me.Identity.Name : "";

    /// <summary>What holds, of what the browser has and what the server keeps.</summary>
    /// <param name="facts">The browser.</param>
    /// <returns>All that is kept, and whether the browser is to take it over.</returns>
    public async Task<(Dictionary<string, string> Values, bool Restores)> LoadAsync(BrowserFacts facts)
    {
        var here = new Dictionary<string, string>(facts.Lasting ?? []) { [Theme] = facts.Theme, [Language] = facts.Language };
        if (Owner.Length == 0 || me?.Session is not { } session)
        {
            return (here, false);
        }

        var isAnothers = facts.Owner.Length > 0 && !facts.Owner.Equals(Owner, StringComparison.OrdinalIgnoreCase);
        var kept = await keeping!.ReadAsync(session);
        var values = isAnothers ? [] : here;
        var own = here.Where(one => one.Value.Length is > 0 and <= OperatorKeeping.MostCharacters).Take(OperatorKeeping.MostNames).ToDictionary();
        if (kept.Count == 0 && !isAnothers && own.Count > 0)
        {
            await keeping.KeepAsync(session, own); // the first time: what the browser has
        }

        foreach (var (name, value) in kept)
        {
            values[name] = value;
        }

        return (values, isAnothers || facts.Owner.Length == 0 || kept.Any(one => here.GetValueOrDefault(one.Key) != one.Value));
    }

    /// <summary>Lets the server change a value that other tabs and browsers may have changed.</summary>
    /// <returns>The new value; null where the server does not keep it.</returns>
    public async Task<string?> ChangeAsync(string name, Func<string?, string> change) =>
        keeping is not null && me?.Session is { } session ? await keeping.ChangeAsync(session, name, change) : null;

    /// <summary>Lets the server keep a value.</summary>
    /// <returns>Whether it does; true where there are no accounts.</returns>
    public async ValueTask<bool> KeepAsync(string name, string value) =>
        keeping is null || me?.Session is not { } session || await keeping.KeepAsync(session, new Dictionary<string, string> { [name] = value });
}
