using ChatHub.Server.Storage.MessageLog;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>
/// Reads the log for one viewer into a <see cref="LogWindow"/>: other views, further pages, what comes while it follows. What is asked for anew makes the
/// answer that is still under way void. To be called by one caller at a time, the viewer's dispatcher; it never waits for the log.
/// </summary>
public sealed partial class LogLoader(IMessageReader reader, TimeProvider time, Action changed, Action<Exception> unexpected) : IDisposable
{
    /// <summary>Entries of a page.</summary>
    public const int PageLength = 100;

    private CancellationTokenSource _view = new();
    private int _jumps;
    private long _failedAt;
    private bool _showFailed;
    private LogPlace _place = new LogPlace.Newest();
    private bool _disposed;

    /// <summary>The entries at hand.</summary>
    public LogWindow Window { get; } = new();

    /// <summary>Which entries are shown.</summary>
    public MessageQuery Query { get; private set; } = MessageQuery.All;

    /// <summary>Where the browser is to scroll.</summary>
    public LogJump Jump { get; private set; }

    /// <summary>Whether another view is being read; the entries at hand are those of the one before.</summary>
    public bool IsLoading { get; private set; }

    /// <summary>Whether any view was read.</summary>
    public bool HasLoaded { get; private set; }

    /// <summary>Which way a further page is being read; null for none.</summary>
    public PageDirection? Extending { get; private set; }

    /// <summary>Why the last reading failed; null when it did not.</summary>
    public LogFailure? Failure { get; private set; }

    /// <summary>Entries that the search does not know yet.</summary>
    public long IndexTrails { get; private set; }

    /// <summary>Shows other entries, or another place. Ends when they are there, or when something else was asked for.</summary>
    /// <param name="query">Which entries.</param>
    /// <param name="place">Where.</param>
    /// <param name="after">How long to wait first, while somebody may still be typing.</param>
    public async Task ShowAsync(MessageQuery query, LogPlace place, TimeSpan after = default)
    {
        var token = Renew();
        Failure = ReferenceEquals(query, Query) ? Failure : null; // one that is tried again stays until it succeeds
        Query = query;
        (IsLoading, Extending, _place) = (true, null, place);
        (IsFollowing, IsPaused) = (place is LogPlace.Newest, false);
        changed();
        try
        {
            if (after > TimeSpan.Zero)
            {
                await Task.Delay(after, time, token);
            }

            await FillAsync(place, token);
            (HasLoaded, Failure, _showFailed) = (true, null, false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            if (!token.IsCancellationRequested)
            {
                _showFailed = true;
                Fail(failure);
            }
        }

        if (!token.IsCancellationRequested)
        {
            IsLoading = false;
            changed();
            if (Failure is null)
            {
                await CatchUpAsync(_newest);
            }
        }
    }

    /// <summary>Reads the next page at an end of the window, if there is one and none is under way.</summary>
    public async Task ExtendAsync(PageDirection direction)
    {
        if (_disposed || IsLoading || Extending is not null || Failure is not null || !(direction == PageDirection.Older ? Window.HasOlder : Window.HasNewer))
        {
            return;
        }

        var (token, fills) = (_view.Token, Window.Fills);
        Extending = direction;
        changed();
        try
        {
            var upTo = Written();
            var page = await reader.ReadAsync(Query, direction == PageDirection.Older ? Window.OlderFrom : Window.NewerFrom, direction, PageLength, token);
            token.ThrowIfCancellationRequested();
            IndexTrails = Math.Max(IndexTrails, page.IndexTrails); // what was passed over is missing until the window is filled anew
            if (fills != Window.Fills)
            {
                // The window was filled anew meanwhile: this page does not join it.
            }
            else if (direction == PageDirection.Older)
            {
                Window.AddOlder(page);
            }
            else
            {
                Window.AddNewer(page, page.CoveredTo(0, upTo));
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            if (!token.IsCancellationRequested)
            {
                Fail(failure);
            }
        }

        if (!token.IsCancellationRequested)
        {
            Extending = null;
            changed();
        }
    }

    /// <summary>Reads again after a failure. Where only a further page failed, nobody loses their place.</summary>
    public Task RetryAsync()
    {
        if (!_showFailed)
        {
            Failure = null;
            changed();
            return CatchUpAsync(_newest);
        }

        return ShowAsync(Query, _place);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _view.Cancel();
        _view.Dispose();
    }

    private CancellationToken Renew()
    {
        _view.Cancel();
        _view.Dispose();
        _view = new CancellationTokenSource();
        if (_disposed)
        {
            _view.Cancel();
        }

        return _view.Token;
    }

    private async Task FillAsync(LogPlace place, CancellationToken token)
    {
        var upTo = Written();
        if (place is LogPlace.Newest)
        {
            var page = await reader.ReadAsync(Query, long.MaxValue, PageDirection.Older, PageLength, token);
            token.ThrowIfCancellationRequested();
            Window.Fill(page.Messages, page.HasMore, false, (page with { HasMore = false }).CoveredTo(0, upTo));
            Jump = new(++_jumps, null, false);
            (IndexTrails, New) = (page.IndexTrails, 0);
            return;
        }

        var id = place is LogPlace.Around around ? around.Id : ((LogPlace.At)place).Id;
        var newer = await reader.ReadAsync(Query, Math.Max(0, id - 1), PageDirection.Newer, PageLength, token);
        token.ThrowIfCancellationRequested();
        var older = await reader.ReadAsync(Query, Math.Max(1, id), PageDirection.Older, PageLength, token);
        token.ThrowIfCancellationRequested();
        Window.Fill([.. older.Messages, .. newer.Messages], older.HasMore, newer.HasMore, newer.CoveredTo(0, upTo));
        Jump = new(++_jumps, Window.First + Window.IndexOf(id), place is LogPlace.Around);
        IndexTrails = Math.Max(newer.IndexTrails, older.IndexTrails);
        StopFollowing();
    }

    private void Fail(Exception failure)
    {
        Failure = new(failure);
        _failedAt = time.GetTimestamp();
        if (Failure.IsUnexpected)
        {
            unexpected(failure);
        }
    }
}
