using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Viewing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace ChatHub.Server.Dashboard.ConnectionBrowser;

/// <summary>Goes from view to view: what is chosen goes into the address, and what the address says is shown.</summary>
public sealed partial class ConnectionsPage
{
    private readonly HashSet<string> _asked = [];
    private ConnectionsAddress _address = ConnectionsAddress.All;
    private bool _typing; // the newest address of the browser's history is one that is still being typed
    private bool _pushedOpen; // and this: the detail was opened on top of a view without one

    private static string KeptColumns(bool closed) => closed ? "connections.columns.closed" : "connections.columns";

    /// <summary>An address without columns gets those that this browser keeps.</summary>
    private ConnectionsAddress Remembering(ConnectionsAddress address) =>
        address.Columns is not null ? address : address with { Columns = ConnectionField.Key(ConnectionField.Read(Viewer.KeptForGood(KeptColumns(address.Closed)), address.Closed), address.Closed) };

    private Task GoAsync(ConnectionsAddress next)
    {
        _typing = _pushedOpen = false;
        Become(next);
        Navigate(replace: false);
        return Task.CompletedTask;
    }

    private Task TurnAsync(bool closed) => closed == _address.Closed
        ? Task.CompletedTask
        : GoAsync(Remembering(new(ConnectionsAddress.First(closed) with { Filter = _address.Query.Filter }, closed, Open: _address.Open)));

    private Task FilterAsync(string filter) => GoAsync(_address with { Query = _address.Query with { Filter = filter } });

    private Task ClearAsync() => GoAsync(_address with { Query = _address.Query with { Filter = "", Lagging = false } });

    /// <summary>Somebody types into the filter: shown at once, and one entry of the history for all that was typed.</summary>
    private Task TypeAsync(string filter)
    {
        Become(_address with { Query = _address.Query with { Filter = filter } });
        Navigate(replace: _typing);
        (_typing, _pushedOpen) = (true, false);
        return Task.CompletedTask;
    }

    private async Task ChooseColumnsAsync(string? columns)
    {
        // Those at first are written out: what is empty is kept no longer, and then the columns that another browser has from before would hold again.
        await Viewer.KeepForGoodAsync(KeptColumns(_address.Closed), columns ?? ConnectionField.Write(ConnectionField.Read(null, _address.Closed)));
        Become(_address with { Columns = columns });
        _pushedOpen = false; // "back" from here would bring the columns from before
        Navigate(replace: true);
    }

    private async Task OpenAsync(long id)
    {
        var wasOpen = _address.Open is not null;
        if (_address.Open == id)
        {
            return;
        }

        Become(_address with { Open = id });
        Navigate(replace: wasOpen);
        _pushedOpen |= !wasOpen;
        _typing = false;
        if (_narrow)
        {
            await _script.CallAsync("focusPane");
        }
    }

    /// <summary>Closes the detail. What was pushed onto the history for it is taken back, so that "back" does not open it again.</summary>
    private async Task CloseAsync()
    {
        var closed = _address.Open;
        Become(_address with { Open = null });
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

    /// <summary>The address changed: by this page, by a link, or by the browser's buttons.</summary>
    private void Moved(object? sender, LocationChangedEventArgs change)
    {
        if ((change.HistoryEntryState is { } token && _asked.Remove(token)) ||
            !Navigation.ToBaseRelativePath(change.Location).Split('?', '#')[0].Equals(ConnectionsAddress.Path, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        _ = InvokeAsync(() =>
        {
            _typing = _pushedOpen = false;
            var asked = ConnectionsAddress.Parse(change.Location);
            Become(Remembering(asked));
            if (_address != asked)
            {
                Navigate(replace: true); // as when the page is opened: the columns are part of what a link shows
            }

            StateHasChanged();
        });
    }

    private void Become(ConnectionsAddress next)
    {
        if (next.Query.Filter != _address.Query.Filter || _fields.Count == 0)
        {
            _problems = ConnectionFilter.Parse(next.Query.Filter).Problems;
        }

        var turned = (next.Query.Filter, next.Query.Lagging) != (_address.Query.Filter, _address.Query.Lagging);
        _address = next;
        Choose();
        Read();
        if (turned)
        {
            var (matched, of) = (_rows.Length, _list.Rows.Count);
            _said = texts => matched == of ? texts.ListenerConnections(of) : texts.CountOf(Format.Count(matched), Format.Count(of));
        }
    }

    /// <summary>The columns: beside the detail fewer, unless somebody chose them or the screen has room for all.</summary>
    private void Choose()
    {
        var fields = ConnectionField.Read(_address.Columns, _address.Closed, isBeside: _address.Open is not null && !_wide);
        if (!fields.SequenceEqual(_fields))
        {
            _fields = fields;
        }
    }

    private void Navigate(bool replace)
    {
        var token = $"view-{Guid.NewGuid():N}";
        _asked.Add(token);
        Navigation.NavigateTo(_address.ToString(), new NavigationOptions { ReplaceHistoryEntry = replace, HistoryEntryState = token });
    }
}
