using System.Runtime.CompilerServices;
using ChatHub.Server.Listeners;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Operators;

/// <summary>What came of adding or changing a listener.</summary>
/// <param name="Listener">The listener as it is now; null when it was not done.</param>
/// <param name="Problems">What is wrong with what was asked, a line each: key, value, what is allowed.</param>
public sealed record ListenerOutcome(ListenerSnapshot? Listener, IReadOnlyList<string> Problems)
{
    /// <summary>Why it cannot listen where it should, and so listens where it was: a word of <see cref="ListenerFaults"/>. Null where it is something else.</summary>
    public string? Fault { get; init; }
}

/// <summary>What operators do with listeners of their own. What the settings file has can be started and stopped only.</summary>
public sealed partial class OperatorCommands : IDisposable
{
    /// <summary>Most characters of a listener's name.</summary>
    public const int MostNameCharacters = 32;

    private readonly SemaphoreSlim _keeping = new(1, 1);

    /// <summary>What is wrong with a name, as a line like those of the settings; null when it is good.</summary>
    public static string? WrongName(string name) =>
        name.Length is > 0 and <= MostNameCharacters && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_')
            ? null
            : $"ChatHub:Listeners:{name}:Name is '{name}': expected 1 to {MostNameCharacters} letters, digits, - and _";

    /// <summary>Whether an operator may change and remove a listener: one that an operator added.</summary>
    public bool IsKept(string name) => kept.Find(name) is not null;

    /// <summary>What was set of a listener that an operator added; null for others.</summary>
    public ListenerOptions? KeptOptions(string name) => kept.Find(name)?.Options;

    /// <summary>Adds a listener, keeps it over restarts, and starts it if it is enabled. One that cannot bind comes back as faulted.</summary>
    /// <exception cref="IOException">It cannot be kept; nothing was done.</exception>
    public Task<ListenerOutcome> AddListenerAsync(string name, ListenerOptions options, OperatorIdentity @operator) => KeepAsync("add", name, options, @operator, async settings =>
    {
        if (listeners.Find(name) is not null || kept.Has(name))
        {
            return Refused($"ChatHub:Listeners:{name}:Name is '{name}': expected a name that no other listener has");
        }

        if (kept.All.Count >= KeptListeners.Most)
        {
            return Refused($"ChatHub:Listeners:{name}:Name is '{name}': expected at most {KeptListeners.Most} listeners");
        }

        kept.Put(new(name, options));
        if (!listeners.TryAdd(settings))
        {
            kept.Remove(name); // the settings file was given one of that name meanwhile
            return Refused($"ChatHub:Listeners:{name}:Name is '{name}': expected a name that no other listener has");
        }

        return Done(settings.Enabled ? await listeners.StartAsync(name, @operator) : listeners.List().First(one => one.Name == name));
    });

    /// <summary>Gives a listener that an operator added other settings, see <see cref="ListenerManager.ChangeAsync"/>.</summary>
    /// <exception cref="KeyNotFoundException">No operator added one of that name.</exception>
    /// <exception cref="IOException">It cannot be kept; nothing was done.</exception>
    public Task<ListenerOutcome> ChangeListenerAsync(string name, ListenerOptions options, OperatorIdentity @operator) => KeepAsync("change", name, options, @operator, async settings =>
    {
        CheckKept(name);
        try
        {
            return Done(await kept.PutAsync(new(name, options), () => listeners.ChangeAsync(settings, @operator)));
        }
        catch (EndpointRefusedException refused)
        {
            return Refused($"ChatHub:Listeners:{name}:Endpoint is '{options.Endpoint}': {refused.Message}; it listens where it was") with { Fault = refused.Message };
        }
    });

    /// <summary>Forgets a listener that an operator added and that is not used.</summary>
    /// <exception cref="IOException">The file cannot be written; nothing was done.</exception>
    public async Task RemoveUnusedAsync(UnusedListener unused, OperatorIdentity @operator)
    {
        ArgumentNullException.ThrowIfNull(unused);
        using var act = Begin(@operator, unused.Listener.Name);
        await _keeping.WaitAsync();
        try
        {
            kept.Remove(unused);
            OperatorLog.ListenerChanged(log, @operator, "remove unused", unused.Listener.Name, ListenerState.Stopped);
            act.Done();
        }
        finally
        {
            _keeping.Release();
        }
    }

    /// <summary>Stops a listener that an operator added, closes its connections and forgets it.</summary>
    /// <exception cref="KeyNotFoundException">No operator added one of that name.</exception>
    /// <exception cref="IOException">The file cannot be written; nothing was done.</exception>
    public async Task RemoveListenerAsync(string name, OperatorIdentity @operator)
    {
        using var act = Begin(@operator, name);
        await _keeping.WaitAsync();
        try
        {
            CheckKept(name);
            kept.Remove(name);
            var last = await listeners.RemoveAsync(name, @operator);
            OperatorLog.ListenerChanged(log, @operator, "remove", name, last.State);
            act.Done();
        }
        finally
        {
            _keeping.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _keeping.Dispose();

    private static ListenerOutcome Refused(string problem) => new(null, [problem]);

    private static ListenerOutcome Done(ListenerSnapshot listener) => new(listener, []);

    private void CheckKept(string name)
    {
        if (kept.Find(name) is null || listeners.Find(name) is null)
        {
            throw new KeyNotFoundException($"There is no listener '{name}' that an operator added.");
        }
    }

    private async Task<ListenerOutcome> KeepAsync(
        string what, string name, ListenerOptions options, OperatorIdentity @operator, Func<ListenerSettings, Task<ListenerOutcome>> how, [CallerMemberName] string command = "")
    {
        using var act = Begin(@operator, name, command);
        var problems = new List<string>();
        if (WrongName(name) is { } wrong)
        {
            problems.Add(wrong);
        }

        if (ListenerSettings.From(name, options, problems) is not { } settings || problems.Count > 0)
        {
            act.Refused(problems[0]);
            return new(null, problems);
        }

        await _keeping.WaitAsync();
        try
        {
            var outcome = await how(settings);
            if (outcome.Listener is { } now)
            {
                OperatorLog.ListenerChanged(log, @operator, what, name, now.State);
            }

            act.End(outcome.Listener is not null, outcome.Problems is [var first, ..] ? first : "");

            return outcome;
        }
        finally
        {
            _keeping.Release();
        }
    }
}
