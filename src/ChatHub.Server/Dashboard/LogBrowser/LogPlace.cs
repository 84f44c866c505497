namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>Where in the log a view begins.</summary>
public abstract record LogPlace
{
    /// <summary>At the newest entry, and it stays there.</summary>
    public sealed record Newest : LogPlace;

    /// <summary>With this entry, or the first after it that matches, on top.</summary>
    public sealed record At(long Id) : LogPlace;

    /// <summary>With this entry in the middle.</summary>
    public sealed record Around(long Id) : LogPlace;

    /// <summary>The place that an address says.</summary>
    public static LogPlace Of(LogAddress address) => address switch
    {
        { Around: { } id } => new Around(id),
        { At: { } id } => new At(id),
        _ => new Newest(),
    };
}

/// <summary>Where the browser is to scroll.</summary>
/// <param name="Number">Grows with each jump.</param>
/// <param name="To">Place of an entry; null for the end.</param>
/// <param name="IsMiddle">Whether it is to stand in the middle, not on top.</param>
public readonly record struct LogJump(int Number, long? To, bool IsMiddle);
