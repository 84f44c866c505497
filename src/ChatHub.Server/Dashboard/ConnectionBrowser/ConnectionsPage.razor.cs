using ChatHub.Server.Dashboard.Connections;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace ChatHub.Server.Dashboard.ConnectionBrowser;

/// <summary>
/// The page of connections, open and closed. What it shows stands in its address (<see cref="ConnectionsAddress"/>); this part draws and is woken by
/// the feed, <c>ConnectionsPage.Going.cs</c> goes from view to view. A wake while the browser has not taken the last drawing yet only marks that there is more.
/// </summary>
public sealed partial class ConnectionsPage : IAsyncDisposable
{
    private readonly ConnectionSelection _selection = new();
    private readonly HashSet<string> _expanded = new(StringComparer.Ordinal);
    private FeedSnapshot _snapshot = FeedSnapshot.Empty;
    private ConnectionList _list = ConnectionList.Empty;
    private ConnectionSnapshot[] _rows = [];
    private AddressGroup[]? _groups;
    private IReadOnlyList<ConnectionField> _fields = [];
    private IReadOnlyList<FilterProblem> _problems = [];
    private ConnectionActs _acts = default!;
    private ElementReference _box;
    private AttachedScript<ConnectionsPage> _script = default!;
    private PacedDrawing _drawing = default!;
    private bool _narrow;
    private bool _wide;
    private Func<UiTexts, string>? _said; // how many matched when the filter was changed: a reader of screens is told once

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private DashboardFeed Feed { get; set; } = default!;

    [Inject]
    private ViewerFeed Watch { get; set; } = default!;

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private CurrentOperator Me { get; set; } = default!;

    [Inject]
    private OperatorCommands Commands { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    [Inject]
    private ILogger<ConnectionsPage> Log { get; set; } = default!;

    /// <summary>What stands over the table, and changes with each client that comes or goes.</summary>
    private string Counted => _rows.Length == _list.Rows.Count ? _address.Closed && _rows.Length > 0 ? Texts.ListenerConnections(_rows.Length) : "" : Texts.CountOf(Format.Count(_rows.Length), Format.Count(_list.Rows.Count));

    private (BulkAct Act, string Name)[] Acts => [(BulkAct.Message, Texts.Message), (BulkAct.Mute, Texts.Mute), (BulkAct.Disconnect, Texts.Disconnect)];

    /// <summary>The screen became one of a phone, or ceased to be.</summary>
    [JSInvokable]
    public void TurnNarrow(bool narrow)
    {
        _narrow = narrow;
        Choose();
        StateHasChanged();
    }

    /// <summary>The screen became one on which all columns stand beside the detail, or ceased to be.</summary>
    [JSInvokable]
    public void TurnWide(bool wide)
    {
        _wide = wide;
        Choose();
        StateHasChanged();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Watch.Unwatch(_drawing.Wake);
        Navigation.LocationChanged -= Moved;
        return _script.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _acts = new(Commands, Me, Dialogs, Snackbar, Log);
        _script = new(Browser, this);
        _drawing = new(InvokeAsync, Look);
        Navigation.LocationChanged += Moved;
        Watch.Watch(_drawing.Wake);
        _snapshot = Feed.Current;
        Become(Remembering(ConnectionsAddress.Parse(Navigation.Uri)));
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            if (!Navigation.Uri.EndsWith(_address.ToString(), StringComparison.Ordinal))
            {
                Navigate(replace: true); // the columns that this browser keeps are part of what a link shows
            }

            _drawing.Drawn();
            await _script.AttachAsync($"./{Assets["js/connections.js"]}", _box);
        }
        else
        {
            _drawing.Drawn();
        }
    }

    private bool Look()
    {
        var now = Feed.Current;
        if (ReferenceEquals(_snapshot, now))
        {
            return false;
        }

        _snapshot = now;
        _selection.Keep(now.Connections);
        Read();
        StateHasChanged();
        return true;
    }

    /// <summary>The rows for the address out of the newest lists.</summary>
    private void Read()
    {
        _list = _address.Closed ? Feed.ReadClosed() : _snapshot.Connections;
        _rows = _list.Select(_address.Query);
        _groups = _address.Grouped ? _list.Group(_address.Query) : null;
    }

    /// <summary>The list that a connection is in, whichever is shown beside it: its detail counts by that, and says by that whom a ban hits.</summary>
    private ConnectionList ListOf(long id) => _snapshot.Connections.Contains(id) ? _snapshot.Connections : Feed.ReadClosed();

    /// <summary>The one whose detail is open, among the open or the closed.</summary>
    private ConnectionSnapshot? Find(long id) => _snapshot.Connections.Find(id) ?? Feed.ReadClosed().Find(id);

    private void Select((long Id, bool Selected) choice) => _selection.Set(choice.Id, choice.Selected);

    private void SelectGroup((AddressGroup Group, bool Selected) choice)
    {
        foreach (var row in choice.Group.Rows)
        {
            _selection.Set(row.Id, choice.Selected);
        }
    }

    private void SelectAll(bool selected)
    {
        foreach (var row in _rows)
        {
            _selection.Set(row.Id, selected);
        }
    }

    private void Toggle(string address)
    {
        if (!_expanded.Remove(address))
        {
            _expanded.Add(address);
        }
    }

    private Task ActOnSelectedAsync(BulkAct act) =>
        _acts.DoAsync(act, [.. _selection.Ids.Select(_snapshot.Connections.Find).OfType<ConnectionSnapshot>()], Texts);
}
