using ChatHub.Server.Storage.MessageLog;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>What comes while a view is open: taken in while it follows, counted while somebody reads further up.</summary>
public sealed partial class LogLoader
{
    /// <summary>Most matches that are counted while nobody follows; beyond there are more.</summary>
    public const int MostCounted = 99;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(2);

    private long _newest;
    private long _seen;
    private long _countedTo;
    private bool _catching;

    /// <summary>Number up to which the log can be read; it may trail what was said.</summary>
    public Func<long> Written { get; init; } = () => long.MaxValue;

    /// <summary>Whether anybody looks: otherwise it rests until the next <see cref="CatchUpAsync"/>.</summary>
    public Func<bool> IsWatched { get; init; } = () => true;

    /// <summary>Whether it stays at the newest entry.</summary>
    public bool IsFollowing { get; private set; } = true;

    /// <summary>Whether the viewer holds it still: it does not follow, wherever the browser stands.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Matching entries that came since it was followed last; with a filter at most <see cref="MostCounted"/> + 1, which stands for more.</summary>
    public long New { get; private set; }

    /// <summary>Whether all entries match.</summary>
    public bool ShowsAll => new LogAddress(Query).Filter.Length == 0;

    /// <summary>Holds it still until it is followed again, or something else is shown. What comes meanwhile is counted and stays in the log.</summary>
    public void Pause()
    {
        if (!IsLoading && IsFollowing)
        {
            StopFollowing();
        }

        IsPaused = true;
        changed();
    }

    /// <summary>Goes to the newest entry and stays there.</summary>
    public Task FollowAsync()
    {
        IsPaused = false;
        if (Window.HasNewer || IsLoading || Failure is not null)
        {
            return ShowAsync(Query, new LogPlace.Newest());
        }

        (IsFollowing, New) = (true, 0);
        Jump = new(++_jumps, null, false);
        changed();
        return CatchUpAsync(_newest);
    }

    /// <summary>The browser says whether the newest entry is in view.</summary>
    public void Stand(bool atTheEnd)
    {
        if (atTheEnd && !IsPaused && !IsFollowing && !Window.HasNewer && !IsLoading)
        {
            (IsFollowing, New) = (true, 0);
            _ = CatchUpAsync(_newest);
        }
        else if (!atTheEnd && IsFollowing && !IsLoading)
        {
            StopFollowing();
        }
    }

    /// <summary>Something was said: takes it in, or counts it.</summary>
    /// <param name="newest">Number of the newest entry; the log may not have it yet, and is asked again until it has.</param>
    public async Task CatchUpAsync(long newest)
    {
        _newest = Math.Max(_newest, newest);
        if (_catching || IsLoading || (!HasLoaded && Failure is null))
        {
            return;
        }

        if (Failure is { IsQuery: false } && time.GetElapsedTime(_failedAt) > s_longestPause)
        {
            await RetryAsync();
            return;
        }

        _catching = true;
        for (var pause = s_firstPause; IsBehind; pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause)
        {
            await StepAndPauseAsync(pause);
        }

        _catching = false;
    }

    private bool IsBehind => !_disposed && !IsLoading && Failure is null && IsWatched() && !(Query.To <= time.GetUtcNow()) && (IsFollowing ? Window.NewerFrom : _countedTo) < _newest;

    private void StopFollowing()
    {
        (IsFollowing, New) = (false, 0);
        _seen = _countedTo = Window.HasNewer ? _newest : Window.NewerFrom;
    }

    private async Task StepAndPauseAsync(TimeSpan pause)
    {
        try
        {
            if (await StepAsync())
            {
                changed();
            }

            if (IsBehind)
            {
                await Task.Delay(pause, time, _view.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // another view was asked for
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Fail(failure);
            changed();
        }
    }

    /// <returns>Whether anything is to be drawn.</returns>
    private async Task<bool> StepAsync()
    {
        var token = _view.Token;
        var upTo = Written();
        if (!IsFollowing)
        {
            return await CountAsync(upTo, token);
        }

        var page = await reader.ReadAsync(Query, Window.NewerFrom, PageDirection.Newer, PageLength, token);
        token.ThrowIfCancellationRequested();
        if (!IsFollowing)
        {
            return false; // somebody scrolled up meanwhile
        }

        if (page.HasMore)
        {
            await FillAsync(new LogPlace.Newest(), token); // more than anybody reads: the newest of them
            return true;
        }

        var had = Window.Count;
        Window.AddNewer(page, page.CoveredTo(Window.NewerFrom, upTo));
        return page.Messages.Count > 0 || had != Window.Count;
    }

    private async Task<bool> CountAsync(long upTo, CancellationToken token)
    {
        var before = New;
        Window.Trail();
        if (ShowsAll)
        {
            _countedTo = _newest;
            New = Math.Max(0, _newest - _seen);
        }
        else if (New > MostCounted)
        {
            _countedTo = _newest;
        }
        else
        {
            var page = await reader.ReadAsync(Query, _seen, PageDirection.Newer, MostCounted + 1, token);
            token.ThrowIfCancellationRequested();
            New = IsFollowing ? 0 : page.Messages.Count;
            _countedTo = New > MostCounted ? _newest : page.CoveredTo(_countedTo, upTo);
        }

        return New != before;
    }
}
