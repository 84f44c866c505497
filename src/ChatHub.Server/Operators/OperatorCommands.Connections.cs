using ChatHub.Chat;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Storage.ClientNotes;

namespace ChatHub.Server.Operators;

/// <summary>What operators do to connections.</summary>
public sealed partial class OperatorCommands
{
    /// <summary>Most characters of the reason that is given to a client with its end.</summary>
    public const int MostReasonCharacters = 200;

    /// <summary>Most connections that a paced job ends in a second.</summary>
    public const int MostPerSecond = 1_000;

    /// <summary>For how long a connection can be muted at most: 30 days.</summary>
    public static readonly TimeSpan LongestMute = TimeSpan.FromDays(30);

    /// <summary>Ends a connection.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="operator">Who does it.</param>
    /// <param name="why">The reason to give to the client and the log; null or empty for none.</param>
    /// <returns>False when there is no such open connection.</returns>
    /// <exception cref="ArgumentException">The reason is too long.</exception>
    public bool Disconnect(long id, OperatorIdentity @operator, string? why = null)
    {
        using var act = Begin(@operator, $"#{id}");
        var done = connections.Disconnect(id, DisconnectReason.Kicked, @operator, ReasonOf(why));
        if (done)
        {
            OperatorLog.Disconnected(log, @operator, id);
        }
        else
        {
            OperatorLog.NotOpen(log, @operator, id);
        }

        act.End(done, "it is not open");
        return done;
    }

    /// <summary>Ends connections, so many a second. Those that come later are not touched.</summary>
    /// <param name="ids">Their numbers.</param>
    /// <param name="perSecond">1 to <see cref="MostPerSecond"/>.</param>
    /// <param name="operator">Who does it.</param>
    /// <param name="why">The reason to give to the clients and the log; null or empty for none.</param>
    /// <exception cref="ArgumentException">There are none, or the reason is too long.</exception>
    /// <exception cref="InvalidOperationException">Too many jobs are running.</exception>
    public JobSnapshot DisconnectAll(IReadOnlyCollection<long> ids, int perSecond, OperatorIdentity @operator, string? why = null)
    {
        ArgumentNullException.ThrowIfNull(ids);
        using var act = Begin(@operator, Named(ids));
        ArgumentOutOfRangeException.ThrowIfZero(ids.Count, nameof(ids));
        ArgumentOutOfRangeException.ThrowIfLessThan(perSecond, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(perSecond, MostPerSecond);
        var words = ReasonOf(why);
        var job = jobs.Start(
            ids, perSecond, id => connections.Disconnect(id, DisconnectReason.Kicked, @operator.Name, words), @operator,
            ended => OperatorLog.JobEnded(log, ended.Operator, ended.Id, ended.State, ended.Done, ended.Missed, ended.Total - ended.Done - ended.Missed), @operator);
        OperatorLog.JobStarted(log, @operator, job.Id, ids.Count, perSecond);
        act.Done($"job {job.Id}, {perSecond} a second");
        return job;
    }

    /// <summary>Stops a paced job.</summary>
    /// <returns>False when no such job is running.</returns>
    public bool StopJob(long id, OperatorIdentity @operator)
    {
        using var act = Begin(@operator, $"job {id}");
        var done = jobs.Stop(id);
        OperatorLog.JobStopped(log, @operator, id, done);
        act.End(done, "it is not running");
        return done;
    }

    /// <summary>Refuses for a time what connections say; zero takes it again.</summary>
    /// <returns>How many of them were open.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or over <see cref="LongestMute"/>.</exception>
    public int Mute(IReadOnlyCollection<long> ids, TimeSpan length, OperatorIdentity @operator)
    {
        ArgumentNullException.ThrowIfNull(ids);
        using var act = Begin(@operator, Named(ids));
        ArgumentOutOfRangeException.ThrowIfLessThan(length, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, LongestMute);
        DateTimeOffset? until = length == TimeSpan.Zero ? null : time.GetUtcNow() + length;
        var done = ids.Count(id => connections.Mute(id, until));
        if (until is null)
        {
            OperatorLog.Unmuted(log, @operator, done, Describe(ids));
        }
        else
        {
            OperatorLog.Muted(log, @operator, done, Describe(ids), length);
        }

        act.Done(until is null ? $"{done} unmuted" : $"{done} for {length}");
        return done;
    }

    /// <summary>Gives a connection another name; its room and the client itself are told.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="name">The name.</param>
    /// <param name="operator">Who does it.</param>
    /// <param name="refusal">Why it may not have that name, as a sentence; null when it has it.</param>
    /// <returns>False when there is no such open connection.</returns>
    public bool Rename(long id, string name, OperatorIdentity @operator, out string? refusal)
    {
        ArgumentNullException.ThrowIfNull(name);
        using var act = Begin(@operator, $"#{id}");
        var there = connections.Rename(id, name.Trim(), @operator, out refusal);
        OperatorLog.Renamed(log, @operator, id, !there ? "it is not open" : refusal ?? "done");
        act.End(there && refusal is null, refusal ?? "it is not open");
        return there;
    }

    /// <summary>Reads what a connection says, and writes what it gets, in another encoding from now on.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="encoding">IANA name of a text encoding, like <c>gb18030</c>.</param>
    /// <param name="operator">Who does it.</param>
    /// <returns>False when there is no such open connection.</returns>
    /// <exception cref="ArgumentException">There is no such encoding, or lines cannot be found in it.</exception>
    public bool SpeakIn(long id, string encoding, OperatorIdentity @operator)
    {
        using var act = Begin(@operator, $"#{id}");
        ArgumentException.ThrowIfNullOrWhiteSpace(encoding);
        var done = connections.SpeakIn(id, encoding.Trim());
        OperatorLog.Encoded(log, @operator, id, encoding.Trim(), done);
        act.End(done, "it is not open", encoding.Trim());
        return done;
    }

    /// <summary>Keeps an alias and notes about an address or a name for good; null leaves one as it is; both empty: keeps nothing. What is to be done <paramref name="first"/> belongs to it: both are done, or none.</summary>
    /// <exception cref="ArgumentException">Something is too long, or there are too many notes.</exception>
    /// <exception cref="IOException">The disk did not take it, and nothing has changed.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Note(ClientNoteKind kind, string key, string? alias, string? text, OperatorIdentity @operator, Action? first = null)
    {
        using var act = Begin(@operator, $"{kind} {key}");
        notes.Change(
            kind, key, before => new(kind, key, alias is null ? before?.Alias ?? "" : VisibleText.Of(alias.Trim()), text?.Trim().ReplaceLineEndings("\n") ?? before?.Notes ?? "", @operator, time.GetUtcNow()), first);
        OperatorLog.Noted(log, @operator, kind, key);
        act.Done();
    }

    private static string Describe(IReadOnlyCollection<long> ids) => ids.Count == 1 ? $"connection {ids.First()}" : $"{ids.Count} asked for";

    /// <summary>The same for the audit, which has the number of each that there is room for.</summary>
    private static string Named(IReadOnlyCollection<long> ids) => ids.Count > 1 ? ConnectionNumbers.Of(ids) : Describe(ids);

    private static string? ReasonOf(string? why)
    {
        var words = VisibleText.Of((why ?? "").Trim());
        return words.Length <= MostReasonCharacters
            ? words.Length == 0 ? null : words
            : throw new ArgumentException($"The reason has {words.Length} characters; at most {MostReasonCharacters} are allowed.", nameof(why));
    }
}
