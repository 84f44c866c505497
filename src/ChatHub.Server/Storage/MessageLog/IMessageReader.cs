using ChatHub.Chat;

namespace ChatHub.Server.Storage.MessageLog;

/// <summary>
/// Reads the durable message log: pages by key (never by offset), single entries, and everything that matches, as a stream. Safe for all threads;
/// no call holds up the writer.
/// </summary>
public interface IMessageReader
{
    /// <summary>A page of what matches.</summary>
    /// <param name="query">What to find.</param>
    /// <param name="from">Number to start from, itself excluded; <see cref="long.MaxValue"/> with <see cref="PageDirection.Older"/> for the newest, 0 with <see cref="PageDirection.Newer"/> for the oldest.</param>
    /// <param name="direction">Which way.</param>
    /// <param name="count">Most entries, 1 to 1,000.</param>
    /// <param name="cancellation">Gives up, also within a search that is under way.</param>
    /// <exception cref="MessageQueryException">The text cannot be searched for, or not in the time that a search may take; the message says why.</exception>
    /// <exception cref="MessageLogUnavailableException">The log cannot be read now; the message says why.</exception>
    Task<MessagePage> ReadAsync(MessageQuery query, long from, PageDirection direction, int count, CancellationToken cancellation);

    /// <summary>One entry with its whole body; null when there is none of this number (any more).</summary>
    Task<ChatMessage?> FindAsync(long id, CancellationToken cancellation);

    /// <summary>Number of the first entry at or after a time; null when there is none.</summary>
    Task<long?> FirstAtAsync(DateTimeOffset at, CancellationToken cancellation);

    /// <summary>All that matches when it is called, oldest first, with whole bodies, in constant memory.</summary>
    /// <exception cref="MessageLogUnavailableException">The log cannot be read now, or entries were deleted before they were read.</exception>
    IAsyncEnumerable<ChatMessage> ReadAllAsync(MessageQuery query, CancellationToken cancellation);
}

/// <summary>A query that cannot be answered as it is written.</summary>
public sealed class MessageQueryException(string message) : Exception(message);

/// <summary>The log cannot be read now.</summary>
public sealed class MessageLogUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
