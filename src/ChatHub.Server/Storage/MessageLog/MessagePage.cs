using ChatHub.Chat;

namespace ChatHub.Server.Storage.MessageLog;

/// <summary>Which way a page goes from where it starts.</summary>
public enum PageDirection : byte
{
    /// <summary>Towards the past.</summary>
    Older,

    /// <summary>Towards now.</summary>
    Newer,
}

/// <summary>An entry as a list shows it.</summary>
/// <param name="Message">The entry; its body holds at most the first <see cref="MostBodyBytes"/> bytes.</param>
/// <param name="BodyBytes">Bytes of the whole body, ending included.</param>
public sealed record LoggedMessage(ChatMessage Message, int BodyBytes)
{
    /// <summary>Bytes of a body beyond which a list shows its beginning only.</summary>
    public const int MostBodyBytes = 4096;

    /// <summary>Whether the body was cut: the whole is had by the entry's number.</summary>
    public bool IsCut => BodyBytes > Message.Body.Length;
}

/// <summary>A page of entries.</summary>
/// <param name="Messages">The entries in the order of their numbers, whichever way the page goes.</param>
/// <param name="HasMore">Whether there are others further in the direction of the page.</param>
/// <param name="IndexTrails">Entries that were passed over because the text index does not have them yet. 0 when none was; none ever is on a page that goes <see cref="PageDirection.Newer"/>.</param>
public sealed record MessagePage(IReadOnlyList<LoggedMessage> Messages, bool HasMore, long IndexTrails)
{
    /// <summary>No entry.</summary>
    public static MessagePage Empty { get; } = new([], false, 0);

    /// <summary>Number up to which the reader looked, without a hole, at all there is; null where it does not say.</summary>
    public long? UpTo { get; init; }

    /// <summary>Number of the oldest entry that the log has; <see cref="long.MaxValue"/> where it has none, 0 where the reader does not say.</summary>
    public long OldestId { get; init; }

    /// <summary>
    /// Up to which number a page that goes <see cref="PageDirection.Newer"/> has all that matches: the next one can start from there. A page that has more may end before it is full, and then be empty.
    /// </summary>
    /// <param name="before">Up to where it was known before.</param>
    /// <param name="written">Number up to which the log could be read before the page was; <see cref="long.MaxValue"/> where nobody knows.</param>
    public long CoveredTo(long before, long written)
    {
        var last = Messages is [.., var newest] ? newest.Message.Id : 0;
        var looked = UpTo ?? last;
        return Math.Max(before, HasMore || written == long.MaxValue ? looked : Math.Max(looked, written));
    }
}
