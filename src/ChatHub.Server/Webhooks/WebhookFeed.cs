using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Reading;

namespace ChatHub.Server.Webhooks;

/// <summary>Entries for a webhook.</summary>
/// <param name="Items">Those that are events to it, in the order of their numbers.</param>
/// <param name="CoveredTo">Number up to which all were looked at; where it was before when what comes next cannot be had now.</param>
/// <param name="Gone">Entries among them that are nowhere any more, so nobody can say what they were.</param>
/// <param name="LastAt">When the last of them happened; null where there was none.</param>
internal sealed record WebhookPage(IReadOnlyList<WebhookItem> Items, long CoveredTo, long Gone, DateTimeOffset? LastAt);

/// <summary>
/// Reads entries for webhooks: the newest from memory, older ones from the message log. While that runs, only up to what is on the disk, since a crash could give another entry the
/// number of one that was not; while it cannot write, whatever there is, since that is a thing to tell. Safe for all threads.
/// </summary>
internal sealed class WebhookFeed(MessageHub hub, IMessageReader reader, Func<MessageLogStatus> log)
{
    private const int PageLength = 200;

    /// <summary>Number up to which entries can be had now.</summary>
    public long Until => UntilOf(log());

    /// <summary>Number of the newest entry.</summary>
    public long LastId => hub.History.LastId;

    /// <summary>Reads on after a number.</summary>
    /// <exception cref="MessageLogUnavailableException">The log is needed and cannot be read now.</exception>
    public async Task<WebhookPage> ReadAsync(long after, WebhookSieve sieve, CancellationToken cancellation)
    {
        var status = log();
        var until = UntilOf(status);
        if (FromMemory(after, until, sieve) is { } fresh)
        {
            return fresh;
        }

        var page = await reader.ReadAsync(MessageQuery.All, after, PageDirection.Newer, PageLength, cancellation);
        var items = new List<WebhookItem>();
        foreach (var entry in page.Messages)
        {
            var whole = entry.IsCut && sieve.NeedsWholeTexts ? await reader.FindAsync(entry.Message.Id, cancellation) ?? entry.Message : entry.Message;
            if (sieve.EventOf(whole) is { } what)
            {
                items.Add(new(what, entry));
            }
        }

        // While the log cannot write, what is beyond it and out of memory may still come into it: that is waited for, and neither passed over nor gone.
        var written = status.State == MessageLogState.Off ? until : status.LastId;
        var first = page.Messages is [var oldest, ..] ? oldest.Message.Id : written + 1;
        return new(items, page.CoveredTo(after, written), Math.Max(0, first - after - 1), page.Messages is [.., var newest] ? newest.Message.At : null);
    }

    /// <summary>An entry that was to be told before a restart; null when it is gone, or is no event any more.</summary>
    public async Task<WebhookItem?> FindAsync(long id, WebhookSieve sieve, CancellationToken cancellation) =>
        await reader.FindAsync(id, cancellation) is { } entry && sieve.EventOf(entry) is { } what ? new(what, HistoryMessageReader.Cut(entry)) : null;

    private long UntilOf(MessageLogStatus status) => status.State == MessageLogState.Running ? status.LastId : hub.History.LastId;

    private WebhookPage? FromMemory(long after, long until, WebhookSieve sieve)
    {
        var to = Math.Min(until, after + PageLength);
        var entries = hub.History.Read(after + 1, PageLength).Where(entry => entry.Id <= to).ToList();
        if (hub.History.FirstId > after + 1)
        {
            return null; // looked at after reading: what left the ring meanwhile may be missing
        }

        var items = entries.Select(entry => sieve.EventOf(entry) is { } what ? new WebhookItem(what, HistoryMessageReader.Cut(entry)) : null).OfType<WebhookItem>().ToList();
        return new(items, Math.Max(after, to), 0, entries is [.., var newest] ? newest.At : null);
    }
}
