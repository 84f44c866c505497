using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;

namespace ChatHub.Server.Api;

/// <summary>
/// Follows the message log for one client, as server-sent events. Nothing is queued for it: it reads the log from where it is, at the pace at which the client takes what it gets.
/// </summary>
internal sealed class MessageStream(IMessageReader reader, MessageHub hub, Func<MessageLogStatus> log, TimeProvider time)
{
    /// <summary>Silence after which a heartbeat is sent.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private const int PageLength = 500;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(2);

    /// <summary>Number up to which the log can be read now.</summary>
    private long Written => log() is { State: not MessageLogState.Off } status ? status.LastId : hub.History.LastId;

    /// <summary>
    /// What matches after a number, and then all that comes. An item has its entry's number as its event id; <c>event: gap</c> says that entries after the number asked for are
    /// not in the log any more; <c>event: heartbeat</c> has neither id nor data.
    /// </summary>
    /// <param name="query">What is wanted.</param>
    /// <param name="after">The last number that the client has; null to begin with what comes from now on.</param>
    /// <param name="json">How an entry is written.</param>
    /// <param name="nameOf">Name of the event of an entry; null for the default one, <c>message</c>.</param>
    /// <param name="cancellation">The client has gone, or the server stops.</param>
    public async IAsyncEnumerable<SseItem<string>> FollowAsync(
        MessageQuery query, long? after, JsonSerializerOptions json, Func<ChatMessage, string?> nameOf, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var at = Math.Min(after ?? long.MaxValue, Written);
        yield return new SseItem<string>("", "heartbeat") { ReconnectionInterval = s_retry };
        if (after is { } from && await GapAfterAsync(from, cancellation) is { } gap)
        {
            yield return new SseItem<string>(gap, "gap");
        }

        var quietSince = time.GetTimestamp();
        while (true)
        {
            if (at < hub.History.LastId)
            {
                var written = Written;
                var page = await reader.ReadAsync(query, at, PageDirection.Newer, PageLength, cancellation);
                foreach (var entry in page.Messages)
                {
                    yield return new SseItem<string>(JsonSerializer.Serialize(MessageModel.Of(entry), json), nameOf(entry.Message)) { EventId = $"{entry.Message.Id}" };
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

    /// <summary>What to say of entries after a number that retention has taken; null where there are none.</summary>
    private async Task<string?> GapAfterAsync(long after, CancellationToken cancellation)
    {
        var first = await reader.ReadAsync(MessageQuery.All, after, PageDirection.Newer, 1, cancellation);
        return first.Messages is [var next] && next.Message.Id > after + 1 && log().State != MessageLogState.Off
            ? $$"""{"from":{{after + 1}},"to":{{next.Message.Id - 1}}}"""
            : null;
    }
}
