using System.Globalization;
using ChatHub.Chat;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Operators.Sending;

namespace ChatHub.Server.Operators;

/// <summary>What operators send beside plain words: bytes, text with its own ending, the same again and again, files.</summary>
public sealed partial class OperatorCommands
{
    /// <summary>Most receivers of a text with their own names in it: each gets a message of its own.</summary>
    public const int MostNamed = 200;

    /// <summary>Most rounds of a repeated text.</summary>
    public const int MostRounds = 10_000;

    /// <summary>Most bytes of a file: 64 MiB.</summary>
    public const int MostFileBytes = 64 * 1024 * 1024;

    /// <summary>Shortest time from one round to the next.</summary>
    public static readonly TimeSpan ShortestRound = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest time from one round to the next.</summary>
    public static readonly TimeSpan LongestRound = TimeSpan.FromHours(1);

    /// <summary>Sends what an operator wrote.</summary>
    /// <param name="content">What, and how it is meant.</param>
    /// <param name="target">For whom.</param>
    /// <param name="zone">The operator's clock, for <c>{time}</c>.</param>
    /// <param name="number">What stands for <c>{n}</c>.</param>
    /// <param name="operator">Who sends it.</param>
    /// <exception cref="SendRefusedException">It is not sent; the exception says why.</exception>
    public async Task<SendOutcome> SendAsync(SendContent content, SendTarget target, TimeZoneInfo zone, long number, OperatorIdentity @operator)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var act = Begin(@operator, Named(target));
        var (outcome, bytes) = await SayAsync(content, target, zone, number, @operator);
        act.Done(DescribeSent(outcome, bytes));
        return outcome;
    }

    private async Task<(SendOutcome Outcome, int Bytes)> SayAsync(SendContent content, SendTarget target, TimeZoneInfo zone, long number, string @operator)
    {
        CheckTarget(target);
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone);
        var saying = content.Read(new("", now, number));
        if (!content.NamesReceivers)
        {
            return Told(await hub.Send(saying, target, @operator), saying.Body.Length, target, @operator);
        }

        var receivers = ReceiversOf(target).Take(MostNamed + 1).ToArray();
        if (receivers.Length > MostNamed)
        {
            throw new SendRefusedException(new(SendProblemKind.TooManyNames));
        }

        var sayings = receivers.Select(one => (one.Id, Saying: content.Read(new(one.Name, now, number)))).ToArray(); // all are read before the first is sent
        var sends = sayings.Select(one => hub.Send(one.Saying, new SendTarget.ToSessions([one.Id]), @operator));
        return Told(Join(await Task.WhenAll(sends)), saying.Body.Length, target, @operator);
    }

    /// <summary>Sends the same again and again, the first time at once. Whoever is in the target at each round gets it.</summary>
    /// <param name="content">What, and how it is meant; <c>{n}</c> is the number of the round.</param>
    /// <param name="target">For whom.</param>
    /// <param name="every">Time from one round to the next, <see cref="ShortestRound"/> to <see cref="LongestRound"/>.</param>
    /// <param name="times">1 to <see cref="MostRounds"/>.</param>
    /// <param name="zone">The operator's clock, for <c>{time}</c>.</param>
    /// <param name="operator">Who sends it; the job ends with the rights of this operator (<see cref="JobRights"/>).</param>
    /// <exception cref="SendRefusedException">It is not sent; the exception says why.</exception>
    public JobSnapshot Repeat(SendContent content, SendTarget target, TimeSpan every, int times, TimeZoneInfo zone, OperatorIdentity @operator)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var act = Begin(@operator, Named(target));
        CheckTarget(target);
        content.Read(new("", time.GetUtcNow(), 1));
        if (every < ShortestRound || every > LongestRound || times is < 1 or > MostRounds)
        {
            throw new SendRefusedException(new(SendProblemKind.Pace));
        }

        var job = Begin(id => new RepeatJob(
            id, @operator, Describe(target), every, times, async round => (await SayAsync(content, target, zone, round, @operator)).Outcome.Recipients > 0,
            ended => OperatorLog.RepeatEnded(log, ended.Id, ended.Operator, ended.State, ended.Done, ended.Total, ended.Missed), time), @operator);
        OperatorLog.RepeatStarted(log, @operator, job.Id, Describe(target), every, times);
        act.Done($"job {job.Id}, every {every}, {times} times");
        return job.Snapshot();
    }

    /// <summary>Begins to send a file to those who are in the target now; its bytes go out as they are. Whoever reads it hands in the pieces.</summary>
    /// <param name="name">Its name, for those who watch.</param>
    /// <param name="bytes">Its length, 1 to <see cref="MostFileBytes"/>.</param>
    /// <param name="target">For whom.</param>
    /// <param name="operator">Who sends it.</param>
    /// <exception cref="SendRefusedException">It is not sent; the exception says why.</exception>
    public FileJob SendFile(string name, long bytes, SendTarget target, OperatorIdentity @operator)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var act = Begin(@operator, Named(target));
        CheckTarget(target);
        if (bytes is < 1 or > MostFileBytes)
        {
            throw new SendRefusedException(new(bytes < 1 ? SendProblemKind.Nothing : SendProblemKind.TooLong));
        }

        long[] ids = [.. ReceiversOf(target).Select(one => one.Id)];
        if (ids.Length == 0)
        {
            throw new SendRefusedException(new(SendProblemKind.Nobody));
        }

        var shown = VisibleText.Of(name.Length > 100 ? name[..100] : name);
        var job = Begin(id => new FileJob(id, @operator, shown, (int)bytes, ids, connections.Offer, ended => FileEnded(ended, target), time), @operator);
        OperatorLog.FileStarted(log, @operator, job.Id, (int)bytes, Describe(target));
        act.Done($"job {job.Id}, a file of {bytes} bytes");
        return job;
    }

    private static SendOutcome Join(SendOutcome[] outcomes) =>
        new(outcomes is [.., var last] ? last.MessageId : 0, outcomes.Sum(one => one.Recipients), outcomes.Sum(one => one.Queued), outcomes.Sum(one => one.Skipped))
        {
            Results = [.. outcomes.SelectMany(one => one.Results).OrderByDescending(one => one.Fate).Take(3 * SendOutcome.MostResults)],
        };

    private static void CheckTarget(SendTarget target)
    {
        if (target is SendTarget.ToSessions { Ids.Count: 0 } or SendTarget.ToRoom { Name.Length: 0 } or SendTarget.ToListener { Name.Length: 0 })
        {
            throw new SendRefusedException(new(SendProblemKind.Nobody));
        }
    }

    private IEnumerable<Session> ReceiversOf(SendTarget target) => target switch
    {
        SendTarget.ToSessions some => some.Ids.Distinct().Select(hub.Find).OfType<Session>(),
        SendTarget.ToRoom room => hub.Sessions.Where(one => one.Rooms.Any(in_ => in_.Name.Equals(room.Name, StringComparison.OrdinalIgnoreCase))),
        SendTarget.ToListener listener => hub.Sessions.Where(one => listener.Name.Equals(one.Identity.Listener, StringComparison.OrdinalIgnoreCase)),
        _ => hub.Sessions,
    };

    private T Begin<T>(Func<long, T> make, OperatorIdentity by)
        where T : IOperatorJob
    {
        try
        {
            return jobs.Start(make, by);
        }
        catch (InvalidOperationException)
        {
            throw new SendRefusedException(new(jobs.IsClosed ? SendProblemKind.Stopping : SendProblemKind.TooManyJobs));
        }
    }

    private (SendOutcome Outcome, int Bytes) Told(SendOutcome outcome, int bytes, SendTarget target, string @operator)
    {
        OperatorLog.Sent(log, @operator, bytes, Describe(target), outcome.MessageId, outcome.Recipients, outcome.Skipped);
        return (outcome, bytes);
    }

    /// <summary>The messages have one line for a file, not its bytes.</summary>
    private void FileEnded(JobSnapshot ended, SendTarget target)
    {
        OperatorLog.FileEnded(log, ended.Id, ended.Operator, ended.State, ended.Done, ended.Total, ended.Missed);
        var line = string.Create(CultureInfo.InvariantCulture, $"⇪ {ended.Label} ({ended.Done:N0} / {ended.Total:N0} B)");
        hub.Record(ChatMessage.FromServer(time.GetUtcNow(), line, ended.Operator, target is SendTarget.ToSessions { Ids: var ids } ? ids.Count == 1 ? $"#{ids.First()}" : $"{ids.Count} connections" : Describe(target)));
    }
}
