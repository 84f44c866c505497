using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace ChatHub.Server.Dashboard.Console;

/// <summary>What is chosen goes into the address, and what the address says is shown. The parts choose; an address without anything leaves it to what the tab kept.</summary>
public sealed partial class ConsolePage
{
    private readonly HashSet<string> _asked = [];
    private ConsoleAddress _address = ConsoleAddress.All;
    private ConsoleAddress? _start;
    private string? _shown; // what the browser's address says
    private int _turn;
    private bool _isDrawn;

    private static string Query(string uri) => uri.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? uri[at..].Split('#')[0] : "";

    private void Begin(string uri)
    {
        var address = ConsoleAddress.Parse(uri);
        (_start, _shown) = (address.ToString().Length > 0 ? address : null, Query(uri));
    }

    private void Show(ConsoleAddress address)
    {
        _address = address;
        Navigate();
    }

    /// <summary>No entry of the browser's history for each thing chosen: "back" leaves the console.</summary>
    private void Navigate()
    {
        var query = _address.ToString();
        if (!_isDrawn || query == _shown)
        {
            return; // the parts say what they show while they are drawn for the first time
        }

        _shown = query;
        var token = $"view-{Guid.NewGuid():N}";
        _asked.Add(token);
        Navigation.NavigateTo(query.Length > 0 ? $"/{query}" : "/", new NavigationOptions { ReplaceHistoryEntry = true, HistoryEntryState = token });
    }

    /// <summary>The address changed: by this page, by a link, or by the browser's buttons.</summary>
    private void Moved(object? sender, LocationChangedEventArgs change)
    {
        if ((change.HistoryEntryState is { } token && _asked.Remove(token)) || Navigation.ToBaseRelativePath(change.Location).Split('?', '#')[0].Length > 0)
        {
            return;
        }

        _ = InvokeAsync(() =>
        {
            _shown = Query(change.Location);
            var next = ConsoleAddress.Parse(change.Location);
            if (next.ToString().Length == 0)
            {
                Navigate(); // the page's own link: what is shown stays
            }
            else if (next.ToString() != _address.ToString())
            {
                _start = next;
                _turn++;
                StateHasChanged();
            }
        });
    }
}
