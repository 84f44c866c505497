using System.Runtime.CompilerServices;
using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Listeners;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Server.Webhooks;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Operators;

/// <summary>The only way that the dashboard and the API act: checks who asks and what, does it, and takes it down in the server's log and the audit.</summary>
public sealed partial class OperatorCommands(
    MessageHub hub, ConnectionRegistry connections, ListenerManager listeners, KeptListeners kept, ClientNoteBook notes, OperatorJobs jobs, IAuditTrail audit, OperatorAdministration administration, WebhookService webhooks, TimeProvider time, ILogger<OperatorCommands> log)
{
    /// <summary>Most bytes of UTF-8 that a message of an operator may have.</summary>
    public const int MaxTextBytes = 64 * 1024;

    /// <summary>Most characters of the name of a room or a listener that something is sent to.</summary>
    public const int MostTargetCharacters = 64;

    /// <summary>How long the connections of a listener that drains may go on, unless somebody says otherwise.</summary>
    public static readonly TimeSpan DrainWithin = TimeSpan.FromSeconds(60);

    /// <summary>Sends a message.</summary>
    /// <exception cref="ArgumentException">The text is empty or too long, or the target names nobody.</exception>
    public async Task<SendOutcome> SendAsync(string text, SendTarget target, OperatorIdentity @operator)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var act = Begin(@operator, Named(target));
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new ArgumentException("The text is empty.", nameof(text));
        }

        if (Encoding.UTF8.GetByteCount(text) is var bytes && bytes > MaxTextBytes)
        {
            throw new ArgumentException($"The text has {bytes} bytes; at most {MaxTextBytes} are allowed.", nameof(text));
        }

        if (target is SendTarget.ToSessions { Ids.Count: 0 } or SendTarget.ToRoom { Name.Length: 0 } or SendTarget.ToListener { Name.Length: 0 })
        {
            throw new ArgumentException("The target names nobody.", nameof(target));
        }

        var outcome = await hub.Send(text, target, @operator);
        OperatorLog.Sent(log, @operator, bytes, Describe(target), outcome.MessageId, outcome.Recipients, outcome.Skipped);
        act.Done(DescribeSent(outcome, bytes));
        return outcome;
    }

    /// <summary>Starts a listener. One that cannot bind comes back as faulted, with the reason.</summary>
    public Task<ListenerSnapshot> StartListenerAsync(string name, OperatorIdentity @operator) =>
        ActAsync(name, @operator, "start", static (listeners, name, by) => listeners.StartAsync(name, by));

    /// <summary>Stops a listener and closes its connections.</summary>
    public Task<ListenerSnapshot> StopListenerAsync(string name, OperatorIdentity @operator) =>
        ActAsync(name, @operator, "stop", static (listeners, name, by) => listeners.StopAsync(name, by));

    /// <summary>Lets the connections of a listener finish, and closes those that are left after a while.</summary>
    public Task<ListenerSnapshot> DrainListenerAsync(string name, TimeSpan within, OperatorIdentity @operator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(within, TimeSpan.Zero);
        return ActAsync(name, @operator, "drain", (listeners, name, by) => listeners.DrainAsync(name, within, by));
    }

    private static string DescribeSent(SendOutcome outcome, int bytes) => $"message {outcome.MessageId}, {bytes} bytes, {outcome.Recipients} got it, {outcome.Skipped} skipped";

    private static string Describe(SendTarget target) => target switch
    {
        SendTarget.ToRoom room => $"room {Shown(room.Name)}",
        SendTarget.ToListener one => $"listener {Shown(one.Name)}",
        SendTarget.ToSessions { Ids.Count: 1 } one => $"#{one.Ids.First()}",
        SendTarget.ToSessions some => $"{some.Ids.Count} selected",
        _ => "everyone",
    };

    /// <summary>The same for the audit, which has the number of each that there is room for.</summary>
    private static string Named(SendTarget target) => target is SendTarget.ToSessions { Ids: { Count: > 1 } ids } ? ConnectionNumbers.Of(ids) : Describe(target);

    /// <summary>A name that somebody gave, as logs can have it: no line of theirs looks like one of ours.</summary>
    private static string Shown(string name) => VisibleText.Of(name.Length > MostTargetCharacters ? name[..MostTargetCharacters] + "…" : name);

    private async Task<ListenerSnapshot> ActAsync(
        string name, OperatorIdentity @operator, string what, Func<ListenerManager, string, string, Task<ListenerSnapshot>> how, [CallerMemberName] string command = "")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        using var act = Begin(@operator, name, command);
        var snapshot = await how(listeners, name, @operator);
        OperatorLog.ListenerChanged(log, @operator, what, name, snapshot.State);
        act.Done(snapshot.State.ToString());
        return snapshot;
    }

    /// <summary>Checks that somebody may give a command. A refusal is taken down; what else comes of it is taken down at its end.</summary>
    /// <exception cref="NotAllowedException">They may not.</exception>
    private OperatorAct Begin(OperatorIdentity @operator, string target, [CallerMemberName] string command = "")
    {
        ArgumentNullException.ThrowIfNull(@operator);
        var (role, act) = OperatorRights.All.TryGetValue(command, out var right) ? right : throw new InvalidOperationException($"{command} is in no table of rights.");
        if (@operator.May(role))
        {
            return new OperatorAct(audit, @operator, act, target);
        }

        OperatorLog.NotAllowed(log, @operator, act, role);
        using var refused = new OperatorAct(audit, @operator, act, target);
        refused.Refused($"takes the role {role}");
        throw new NotAllowedException(act, role);
    }
}
