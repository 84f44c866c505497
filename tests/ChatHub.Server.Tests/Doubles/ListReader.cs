using System.Runtime.CompilerServices;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;

namespace ChatHub.Server.Tests.Doubles;

/// <summary>A log in a list, which a test can hold up or break. Finds text by plain comparison.</summary>
internal sealed class ListReader : IMessageReader
{
    private readonly List<ChatMessage> _entries = [];

    /// <summary>What each page that was asked for was about, in order.</summary>
    public List<(MessageQuery Query, long From, PageDirection Direction)> Asked { get; } = [];

    /// <summary>Holds up every answer until it ends; null for none.</summary>
    public Func<Task>? Hold { get; set; }

    /// <summary>What every question throws; null for nothing.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Entries at the end that a search by text does not know yet.</summary>
    public long Trails { get; set; }

    /// <summary>Whether it goes on after it was told to give up, as a reader may that is almost done.</summary>
    public bool IsDeaf { get; set; }

    public long LastId => _entries is [.., var last] ? last.Id : 0;

    public ListReader Add(params IEnumerable<ChatMessage> entries)
    {
        lock (_entries)
        {
            foreach (var entry in entries)
            {
                _entries.Add(Sample.Logged(LastId + 1, entry));
            }
        }

        return this;
    }

    public ListReader Say(params string[] texts) => Add(texts.Select(text => Sample.Said(text)));

    public async Task<MessagePage> ReadAsync(MessageQuery query, long from, PageDirection direction, int count, CancellationToken cancellation)
    {
        Asked.Add((query, from, direction));
        await AnswerAsync(cancellation);
        ChatMessage[] found;
        lock (_entries)
        {
            var known = query.Text is null ? _entries : _entries.SkipLast((int)Trails);
            var beyond = direction == PageDirection.Older ? known.Where(entry => entry.Id < from).Reverse() : known.Where(entry => entry.Id > from);
            found = [.. beyond.Where(entry => Matches(entry, query)).Take(count + 1)];
        }

        return new([.. found.Take(count).OrderBy(entry => entry.Id).Select(Cut)], found.Length > count, query.Text is null ? 0 : Trails);
    }

    public async Task<ChatMessage?> FindAsync(long id, CancellationToken cancellation)
    {
        await AnswerAsync(cancellation);
        return _entries.FirstOrDefault(entry => entry.Id == id);
    }

    public async Task<long?> FirstAtAsync(DateTimeOffset at, CancellationToken cancellation)
    {
        await AnswerAsync(cancellation);
        return _entries.FirstOrDefault(entry => entry.At >= at)?.Id;
    }

    public async IAsyncEnumerable<ChatMessage> ReadAllAsync(MessageQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await AnswerAsync(cancellation);
        foreach (var entry in _entries.Where(entry => Matches(entry, query)).ToArray())
        {
            yield return entry;
        }
    }

    private static LoggedMessage Cut(ChatMessage entry) => entry.Body.Length <= LoggedMessage.MostBodyBytes
        ? new(entry, entry.Body.Length)
        : new(Sample.Logged(entry.Id, entry, LoggedMessage.MostBodyBytes), entry.Body.Length);

    private static bool Matches(ChatMessage entry, MessageQuery query) =>
        (query.Text is not { } text || entry.Text.Contains(text, StringComparison.OrdinalIgnoreCase)) &&
        (query.Room is not { } room || entry.Room.Equals(room, StringComparison.OrdinalIgnoreCase)) &&
        (query.Listener is not { } listener || listener.Equals(entry.Origin?.Listener, StringComparison.OrdinalIgnoreCase)) &&
        (query.Connection is not { } connection || entry.Origin?.Id == connection) &&
        (query.Sender is not { } sender || entry.Sender.Equals(sender, StringComparison.OrdinalIgnoreCase)) &&
        (query.Remote is not { } remote || entry.Origin?.Remote.StartsWith(remote, StringComparison.Ordinal) == true) &&
        (query.Kinds?.Contains(entry.Kind) != false) &&
        !(entry.At < query.From) && !(entry.At >= query.To);

    private async Task AnswerAsync(CancellationToken cancellation)
    {
        if (Hold is { } hold)
        {
            await (IsDeaf ? hold() : hold().WaitAsync(cancellation));
        }

        if (Fault is { } fault)
        {
            throw fault;
        }
    }
}
