using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Storage.MessageLog;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>Goes from view to view: what is chosen goes into the address, and what the address says is shown.</summary>
public sealed partial class MessagesPage
{
    /// <summary>How long nobody types before the log is searched.</summary>
    internal static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(250);

    private readonly HashSet<string> _asked = [];
    private LogAddress _address = LogAddress.Live;
    private long? _highlighted;
    private bool _typing; // the newest address of the browser's history is one that is still being typed
    private bool _pushedOpen; // and this: the detail was opened on top of a view without one
    private bool _jumpFailed;
    private int _turn;

    /// <summary>Shows another view, as a new entry of the browser's history.</summary>
    private Task GoAsync(LogAddress next)
    {
        _typing = _pushedOpen = false;
        Become(next);
        Navigate(replace: false);
        return Task.CompletedTask;
    }

    private Task ChooseAsync(MessageQuery query) => GoAsync(new(query, Open: _narrow ? null : _address.Open));

    private Task ClearAsync() => GoAsync(LogAddress.Live);

    /// <summary>Somebody types into a filter: searched once they pause, and one entry of the history for all that was typed.</summary>
    private async Task TypeAsync(MessageQuery query)
    {
        Become(new(query, Open: _address.Open), after: TypingPause);
        var turn = _turn;
        try
        {
            await Task.Delay(TypingPause, Time, _left.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (turn == _turn)
        {
            Navigate(replace: _typing);
            (_typing, _pushedOpen) = (true, false);
        }
    }

    private void Open(long id)
    {
        var wasOpen = _address.Open is not null;
        if (_address.Open != id)
        {
            _address = _address with { Open = id };
            Navigate(replace: wasOpen);
            _pushedOpen |= !wasOpen;
            _typing = false;
            StateHasChanged();
        }
    }

    private async Task OpenAsync(long id)
    {
        var wasOpen = _address.Open is not null;
        Open(id);
        if (_narrow && !wasOpen)
        {
            await _script.CallAsync("focusDetail");
        }
    }

    private Task StepAsync(int rows)
    {
        var at = _address.Open is { } id ? _loader.Window.IndexOf(id) + rows : -1;
        if (at >= 0 && at < _loader.Window.Count)
        {
            Open(_loader.Window[at].Message.Id);
        }

        return Task.CompletedTask;
    }

    /// <summary>Closes the detail. What was pushed onto the history for it is taken back, so that "back" does not open it again.</summary>
    private async Task CloseAsync()
    {
        var closed = _address.Open;
        _address = _address with { Open = null };
        StateHasChanged();
        if (_pushedOpen && _script.IsLoaded)
        {
            _pushedOpen = false;
            await _script.CallAsync("back");
        }
        else
        {
            Navigate(replace: true);
        }

        await _script.CallAsync("focusRow", closed);
    }

    /// <summary>Nobody scrolls any more: the address says where.</summary>
    private Task RestAsync(long? top)
    {
        if (_address.Around is null ? _address.At != top : true)
        {
            _address = _address with { At = top, Around = null };
            _pushedOpen = false;
            Navigate(replace: true);
        }

        return Task.CompletedTask;
    }

    private async Task JumpToTimeAsync(DateTimeOffset time)
    {
        _jumpFailed = false;
        try
        {
            var id = await Reader.FirstAtAsync(time, _left.Token);
            await GoAsync(_address with { At = id, Around = null });
        }
        catch (MessageLogUnavailableException)
        {
            _jumpFailed = true;
        }
        catch (OperationCanceledException)
        {
            // the page was left
        }
    }

    /// <summary>The address changed: by this page, by a link, or by the browser's buttons.</summary>
    private void Moved(object? sender, LocationChangedEventArgs change)
    {
        if ((change.HistoryEntryState is { } token && _asked.Remove(token)) || !Navigation.ToBaseRelativePath(change.Location).Split('?', '#')[0].Equals(LogAddress.Path, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        _ = InvokeAsync(() =>
        {
            _typing = _pushedOpen = false;
            Become(LogAddress.Parse(change.Location));
            StateHasChanged();
        });
    }

    private void Become(LogAddress next, bool first = false, TimeSpan after = default)
    {
        var before = _address;
        _address = next;
        _turn++;
        if (!first && next.ShowsTheSame(before) && !(next is { At: null, Around: null } && !_loader.IsFollowing))
        {
            return;
        }

        _highlighted = next.Around;
        _marks = next.Query.Text == before.Query.Text ? _marks : SearchMarks.Of(next.Query.Text);
        _ = _loader.ShowAsync(next.Filter == before.Filter && !first ? _loader.Query : next.Query, LogPlace.Of(next), after);
    }

    private void Navigate(bool replace)
    {
        var token = $"view-{Guid.NewGuid():N}";
        _asked.Add(token);
        Navigation.NavigateTo(_address.ToString(), new NavigationOptions { ReplaceHistoryEntry = replace, HistoryEntryState = token });
    }
}
