using System.Runtime.CompilerServices;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog.Search;

namespace ChatHub.Server.Storage.MessageLog.Reading;

/// <summary>Reads the last entries in memory, where there is no log: the same filters with the same meaning, each entry looked at.</summary>
internal sealed class HistoryMessageReader(MessageHistory history) : IMessageReader
{
    private const int BatchEntries = 500;

    /// <inheritdoc/>
    public Task<MessagePage> ReadAsync(MessageQuery query, long from, PageDirection direction, int count, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1000);
        var filter = new MessageFilter(query);
        return Task.Run(() => Page(filter, from, direction, count, cancellation), cancellation); // a text may take a while
    }

    /// <inheritdoc/>
    public Task<ChatMessage?> FindAsync(long id, CancellationToken cancellation) =>
        Task.FromResult(history.Read(id, 1) is [var message] && message.Id == id ? message : null);

    /// <inheritdoc/>
    public Task<long?> FirstAtAsync(DateTimeOffset at, CancellationToken cancellation)
    {
        var first = history.Read(0, history.Capacity).FirstOrDefault(message => message.At >= at);
        return Task.FromResult(first?.Id);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ChatMessage> ReadAllAsync(MessageQuery query, CancellationToken cancellation) => ReadAllAsync(new MessageFilter(query), cancellation);

    private async IAsyncEnumerable<ChatMessage> ReadAllAsync(MessageFilter filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        var tokens = new TokenWriter();
        var last = history.LastId;
        for (var from = history.FirstId; from <= last; from += BatchEntries)
        {
            foreach (var message in history.Read(from, BatchEntries).Where(message => message.Id < from + BatchEntries && message.Id <= last))
            {
                cancellation.ThrowIfCancellationRequested();
                if (filter.Meets(message, tokens))
                {
                    yield return message;
                }
            }
        }
    }

    private MessagePage Page(MessageFilter filter, long from, PageDirection direction, int count, CancellationToken cancellation)
    {
        var tokens = new TokenWriter();
        var oldest = history.FirstId; // before reading: what leaves meanwhile was read or is missing, and said to be gone with the next page
        var all = history.Read(0, history.Capacity);
        var found = new List<ChatMessage>();
        foreach (var message in direction == PageDirection.Older ? all.Reverse().Where(message => message.Id < from) : all.Where(message => message.Id > from))
        {
            cancellation.ThrowIfCancellationRequested();
            if (filter.Meets(message, tokens))
            {
                found.Add(message);
                if (found.Count > count)
                {
                    break;
                }
            }
        }

        var entries = found.Take(count).OrderBy(message => message.Id).Select(Cut).ToList();
        return new(entries, found.Count > count, 0) { OldestId = oldest };
    }

    /// <summary>As the log would give it to a list.</summary>
    internal static LoggedMessage Cut(ChatMessage message)
    {
        if (message.Body.Length <= LoggedMessage.MostBodyBytes)
        {
            return new(message, message.Body.Length);
        }

        var textLength = Math.Min(message.TextLength, LoggedMessage.MostBodyBytes);
        var start = ChatMessage.FromLog(
            message.Id, message.Kind, message.At, message.Room, message.Origin, message.Sender, message.Body[..LoggedMessage.MostBodyBytes], textLength, Math.Min(message.NameLength, textLength),
            message.GivenText, message.EndsEarlier, message.EndingInside, message.Event, message.Reason, message.Operator, message.Recipient);
        return new(start, message.Body.Length);
    }
}
