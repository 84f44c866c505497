using ChatHub.Chat;
using ChatHub.Server.Listeners;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Hosting.SettingsChanges;

/// <summary>
/// Brings changes of the settings files into force while the server runs: reads and checks all settings as the start does, and takes them over as one step, or not at all. Each capability has one
/// method that gives it other settings (<see cref="MessageHub.Use"/>, <see cref="ListenerManager.Use"/>, <see cref="ListenerManager.ApplyAsync"/>, <see cref="SqliteMessageLog.Retain"/>); nobody reads the files
/// beside this. One call at a time.
/// </summary>
internal sealed class SettingsChanges(
    SettingsFiles files, ChatHubSettings atStart, KeptListeners kept, MessageHub hub, ListenerManager listeners, IAuditTrail audit, TimeProvider time, ILogger<SettingsChanges> log, SqliteMessageLog? messageLog = null)
{
    /// <summary>Who changed a file is not known; it takes rights on the machine.</summary>
    private static readonly OperatorIdentity s_file = new("settings file", OperatorRole.Administrator, OperatorProof.Shell, "");

    private readonly SignInRule _signIn = atStart.Operators.SignIn; // changes at the next start only
    private ChatHubSettings _inForce = atStart;

    /// <summary>Looks at the files, and takes over what changed.</summary>
    public async Task LookAsync(CancellationToken cancellationToken = default)
    {
        if (files.Look() is not { } texts)
        {
            return;
        }

        try
        {
            Tell(await ApplyAsync(texts, cancellationToken));
        }
        catch (SettingsException wrong)
        {
            Refuse(string.Join("; ", wrong.Problems));
        }
        catch (InvalidDataException unreadable)
        {
            Refuse(unreadable.InnerException is null ? unreadable.Message : $"{unreadable.Message} {unreadable.GetBaseException().Message}");
        }
        catch (EndpointRefusedException refused)
        {
            Refuse(refused.Message);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            files.GiveAgain(); // what is not the file's doing may pass
            throw;
        }
    }

    private async Task<SettingsDifference> ApplyAsync(IReadOnlyList<SettingsText> texts, CancellationToken cancellationToken)
    {
        var candidate = files.With(texts);
        var after = ChatHubSettings.From(candidate, onlyCheck: true);
        if (HostNames.ProblemOf(_signIn, candidate) is { } open)
        {
            throw new SettingsException([open]); // the names hold at once
        }

        var plan = ListenerPlan.Of(_inForce.Listeners, after.Listeners);
        CheckNames(plan.Added);
        var difference = new SettingsDifference();
        difference.Compare("ChatHub", _inForce.Server, after.Server);
        difference.Compare("ChatHub:Operators", _inForce.Operators, after.Operators);
        difference.Compare("ChatHub:Dashboard", _inForce.Dashboard, after.Dashboard);
        difference.CompareListeners(_inForce, after, plan.Added.Select(one => one.Name), plan.Changed.Select(one => one.Name), plan.Removed);
        difference.Compare("ChatHub:Limits", _inForce.Limits, after.Limits);
        difference.Compare("ChatHub:Hub", _inForce.Hub, after.Hub);
        difference.Compare("ChatHub:MessageLog", _inForce.MessageLog, after.MessageLog);
        difference.CompareOthers(files.InForce, candidate);

        await listeners.ApplyAsync(plan, cancellationToken); // the only part that can be refused: the others follow when it is done
        listeners.Use(after.Limits);
        hub.Use(after.Hub);
        messageLog?.Retain(after.MessageLog);
        _inForce = after with { DataDirectory = _inForce.DataDirectory };
        Accept(texts);
        return difference;
    }

    /// <summary>A name that an operator's listener has is taken; at a start it would be the other way round, but that one runs.</summary>
    private void CheckNames(IReadOnlyList<ListenerSettings> added)
    {
        var taken = added.Where(one => kept.Find(one.Name) is not null).Select(one => $"ChatHub:Listeners:{one.Name} is new: expected a name that no listener has; an operator added one of that name").ToList();
        if (taken.Count > 0)
        {
            throw new SettingsException(taken);
        }
    }

    private void Accept(IReadOnlyList<SettingsText> texts)
    {
        try
        {
            files.Accept(texts);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException) // of those who read settings of the framework (Logging) again; ChatHub's are in force
        {
            SettingsLog.NotReadAgain(log, failure.GetBaseException().Message);
        }
    }

    private void Tell(SettingsDifference difference)
    {
        var (applied, waiting) = (Listed(difference.Applied), Listed(difference.Waiting));
        SettingsLog.Applied(log, applied, waiting);
        if (difference.Applied.Count + difference.Waiting.Count > 0)
        {
            var all = difference.Waiting.Count == 0 ? applied : difference.Applied.Count == 0 ? $"at the next start: {waiting}" : $"{applied}; at the next start: {waiting}";
            Record(SystemEvent.SettingsApplied, all);
            audit.Write(s_file, AuditActs.Settings, all, AuditOutcome.Done);
        }
    }

    private void Refuse(string why)
    {
        SettingsLog.Refused(log, why);
        Record(SystemEvent.SettingsRefused, why);
        audit.Write(s_file, AuditActs.Settings, "", AuditOutcome.Refused, why);
    }

    private void Record(SystemEvent what, string text) => hub.Record(ChatMessage.OfServer(time.GetUtcNow(), what, text.Length > 1000 ? text[..1000] + "…" : text, null));

    /// <summary>Keys only: a value may be a password.</summary>
    private static string Listed(List<string> keys) => keys.Count == 0 ? "nothing" : string.Join(", ", keys);
}
