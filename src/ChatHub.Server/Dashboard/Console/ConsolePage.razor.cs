using ChatHub.Server.Dashboard.Connections;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.Console;

/// <summary>
/// The one screen. It is woken by the feed, reads the newest snapshot on its own dispatcher and hands the parts down; a wake while the
/// browser has not taken the last drawing yet only marks that there is more.
/// </summary>
public sealed partial class ConsolePage : IDisposable
{
    private readonly ConnectionSelection _selection = new();
    private FeedSnapshot _snapshot = FeedSnapshot.Empty;
    private ConsoleTab _tab;
    private PacedDrawing _drawing = default!;

    private enum ConsoleTab
    {
        Log,
        Sockets,
        Listeners,
    }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private DashboardFeed Feed { get; set; } = default!;

    [Inject]
    private ViewerFeed Watch { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private (ConsoleTab Tab, string Name, string? Count)[] Tabs =>
    [
        (ConsoleTab.Log, Texts.Messages, null),
        (ConsoleTab.Sockets, Texts.Sockets, Format.Count(_snapshot.Connections.Rows.Count)),
        (ConsoleTab.Listeners, Texts.Listeners, Format.Count(_snapshot.Listeners.Count)),
    ];

    private IReadOnlyList<ConnectionSnapshot>? Matching => _address.Sockets.Filter.Length > 0 ? _snapshot.Connections.Select(_address.Sockets) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        Watch.Unwatch(_drawing.Wake);
        Navigation.LocationChanged -= Moved;
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _drawing = new(InvokeAsync, Look);
        Watch.Watch(_drawing.Wake);
        _snapshot = Feed.Current;
        Navigation.LocationChanged += Moved;
        Begin(Navigation.Uri);
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        _isDrawn = true;
        Navigate(); // what the tab kept is part of what a link shows
        _drawing.Drawn();
    }

    private bool Look()
    {
        if (ReferenceEquals(_snapshot, Feed.Current))
        {
            return false;
        }

        _snapshot = Feed.Current;
        _selection.Keep(_snapshot.Connections);
        StateHasChanged();
        return true;
    }

    /// <summary>The send box shows how many are selected.</summary>
    private void SelectionChanged() => StateHasChanged();
}
