using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Reading;

namespace ChatHub.Server.Api;

/// <summary>
/// Follows the message log for one client, as server-sent events. Nothing is queued for it: it reads the log from where it is, at the pace at which the client takes what it gets.
/// While the log cannot write, it reads what is in memory: what happens then is what operators want to see.
/// </summary>
internal sealed class MessageStream(IMessageReader reader, MessageHub hub, Func<MessageLogStatus> log, TimeProvider time)
{
    /// <summary>Silence after which a heartbeat is sent.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private const int PageLength = 500;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_retryFailure = TimeSpan.FromMinutes(1);

    private readonly HistoryMessageReader _memory = new(hub.History);

    /// <summary>Reads what the stream would begin with, so that a log that cannot be read is known before there is an answer.</summary>
    /// <param name="after">As in <see cref="FollowAsync"/>.</param>
    /// <param name="cancellation">The client has gone.</param>
    /// <exception cref="MessageLogUnavailableException">It cannot be read.</exception>
    public Task CheckAsync(long? after, CancellationToken cancellation)
    {
        var status = log();
        return PageAsync(MessageQuery.All, BeginOf(after, status), 1, status, cancellation);
    }

    /// <summary>
    /// What matches after a number, and then all that comes. An item has its entry's number as its event id, unless the log has not written the entry: if it never does, the number goes to
    /// another one, and whoever went on from it would miss that. <c>event: gap</c> says that entries after the last one are not in the log any more; <c>event: heartbeat</c> has neither id nor data;
    /// <c>event: failure</c> says why the stream ends, where asking again would end the same way.
    /// </summary>
    /// <param name="query">What is wanted.</param>
    /// <param name="after">The last number that the client has; null to begin with what comes from now on.</param>
    /// <param name="json">How an entry is written.</param>
    /// <param name="nameOf">Name of the event of an entry; null for the default one, <c>message</c>.</param>
    /// <param name="cancellation">The client has gone, or the server stops.</param>
    public async IAsyncEnumerable<SseItem<string>> FollowAsync(
        MessageQuery query, long? after, JsonSerializerOptions json, Func<ChatMessage, string?> nameOf, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var at = BeginOf(after, log());
        yield return new SseItem<string>("", "heartbeat") { ReconnectionInterval = s_retry };
        var quietSince = time.GetTimestamp();
        while (true)
        {
            var status = log();
            var (read, failure) = at < UntilOf(status) ? await TryPageAsync(query, at, status, cancellation) : default;
            if (failure is not null)
            {
                yield return new SseItem<string>(JsonSerializer.Serialize(new { detail = failure }, json), "failure") { ReconnectionInterval = s_retryFailure };
                yield break;
            }

            if (read is var (page, written))
            {
                if (Gap(page, at, written) is { } gap)
                {
                    yield return new SseItem<string>(gap, "gap"); // at a resume, or when retention was faster than the client
                    quietSince = time.GetTimestamp();
                }

                foreach (var entry in page.Messages)
                {
                    yield return new SseItem<string>(JsonSerializer.Serialize(MessageModel.Of(entry), json), nameOf(entry.Message)) { EventId = IsKept(entry.Message.Id, status) ? $"{entry.Message.Id}" : null };
                    quietSince = time.GetTimestamp();
                }

                at = page.CoveredTo(at, written);
                if (page.HasMore)
                {
                    continue;
                }
            }

            if (time.GetElapsedTime(quietSince) >= Heartbeat)
            {
                yield return new SseItem<string>("", "heartbeat");
                quietSince = time.GetTimestamp();
            }

            await Task.Delay(s_look, time, cancellation);
        }
    }

    /// <summary>
    /// Number after which a stream begins: the one that the client has, or else the present end. What it has may be in memory and not in the log yet: that is waited for, not sent again.
    /// </summary>
    private long BeginOf(long? after, MessageLogStatus status) => after is { } id ? Math.Min(id, hub.History.LastId) : UntilOf(status);

    private static bool IsKept(long id, MessageLogStatus status) => status.State != MessageLogState.Degraded || id <= status.LastId;

    /// <summary>Number up to which entries can be had now.</summary>
    private long UntilOf(MessageLogStatus status) => status.State == MessageLogState.Running ? status.LastId : hub.History.LastId;

    /// <summary>The same, or why what is asked for cannot be searched.</summary>
    private async Task<((MessagePage Page, long Written)? Read, string? Failure)> TryPageAsync(MessageQuery query, long at, MessageLogStatus status, CancellationToken cancellation)
    {
        try
        {
            return (await PageAsync(query, at, PageLength, status, cancellation), null);
        }
        catch (MessageQueryException failure)
        {
            return (null, failure.Message);
        }
    }

    /// <summary>
    /// What comes after a number, and up to which number that is known to be all; null for what is in the log not yet and in memory no more: that is waited for, since it may still come into the log.
    /// </summary>
    private async Task<(MessagePage Page, long Written)?> PageAsync(MessageQuery query, long at, int count, MessageLogStatus status, CancellationToken cancellation)
    {
        if (status.State == MessageLogState.Degraded)
        {
            var until = hub.History.LastId;
            var fresh = hub.History.FirstId > at + 1 ? null : await _memory.ReadAsync(query, at, PageDirection.Newer, count, cancellation);
            if (fresh is not null && hub.History.FirstId <= at + 1) // looked at after reading: what left the ring meanwhile may be missing
            {
                return (fresh, until);
            }

            if (at >= status.LastId)
            {
                return null;
            }
        }

        var written = status.State == MessageLogState.Off ? hub.History.LastId : status.LastId;
        return (await reader.ReadAsync(query, at, PageDirection.Newer, count, cancellation), written);
    }

    /// <summary>What to say of entries after a number that are not in the log any more; null where there are none.</summary>
    private static string? Gap(MessagePage page, long after, long written)
    {
        var last = page.OldestId == long.MaxValue ? written : page.OldestId - 1;
        return last > after ? $$"""{"from":{{after + 1}},"to":{{last}}}""" : null;
    }
}
