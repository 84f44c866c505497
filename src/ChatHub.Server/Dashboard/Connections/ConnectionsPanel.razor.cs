using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ChatHub.Server.Dashboard.Connections;

/// <summary>The connected sockets: filter, sort, select, disconnect.</summary>
public sealed partial class ConnectionsPanel
{
    private ConnectionQuery _query = new();
    private ConnectionSnapshot[] _rows = [];
    private (ConnectionList?, UiTexts?) _drawn;
    private bool _touched = true;

    /// <summary>All open connections.</summary>
    [Parameter, EditorRequired]
    public ConnectionList List { get; set; } = ConnectionList.Empty;

    /// <summary>Which of them are selected; shared with the send box.</summary>
    [Parameter, EditorRequired]
    public ConnectionSelection Selection { get; set; } = new();

    /// <summary>The listeners, for the hint of how to connect.</summary>
    [Parameter]
    public IReadOnlyList<ListenerSnapshot> Listeners { get; set; } = [];

    /// <summary>What to show at first; null for what the tab kept.</summary>
    [Parameter]
    public ConnectionQuery? Start { get; set; }

    /// <summary>Called after the selection changed.</summary>
    [Parameter]
    public EventCallback OnSelect { get; set; }

    /// <summary>Called with what is shown: when it begins, and when the operator filters or sorts.</summary>
    [Parameter]
    public EventCallback<ConnectionQuery> OnQuery { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

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

    private string Counted => _query.Filter.Length > 0
        ? Texts.CountOf(Format.Count(_rows.Length), Format.Count(List.Rows.Count))
        : Format.Count(List.Rows.Count);

    private bool AllSelected => _rows.Length > 0 && Selection.Count >= _rows.Length && Array.TrueForAll(_rows, row => Selection.Contains(row.Id));

    /// <inheritdoc/>
    protected override Task OnInitializedAsync()
    {
        var column = Enum.TryParse<ConnectionColumn>(Viewer.Kept("sockets.sort").TrimStart('-'), out var kept) ? kept : ConnectionColumn.Id;
        _query = Start ?? new(Viewer.Kept("sockets.filter"), column, Viewer.Kept("sockets.sort").StartsWith('-'));
        return OnQuery.InvokeAsync(_query);
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => _rows = List.Select(_query);

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var changed = _touched || _drawn != (List, Texts) || (_rows.Length == 0 && List.Rows.Count == 0);
        _drawn = (List, Texts);
        _touched = false;
        return changed;
    }

    private Task FilterAsync(string typed) => AskAsync(_query with { Filter = typed });

    private Task ClearFilterAsync() => AskAsync(_query with { Filter = "" });

    private Task SortAsync(ConnectionHeader header) =>
        AskAsync(_query with { Column = header.Column, Descending = header.Column == _query.Column ? !_query.Descending : header.IsFigure });

    private async Task AskAsync(ConnectionQuery query)
    {
        _query = query;
        _rows = List.Select(query);
        _touched = true;
        await OnQuery.InvokeAsync(query);
        await Viewer.KeepAsync("sockets.filter", query.Filter);
        await Viewer.KeepAsync("sockets.sort", (query.Descending ? "-" : "") + query.Column);
    }

    private Task SelectAsync((long Id, bool Selected) choice)
    {
        Selection.Set(choice.Id, choice.Selected);
        _touched = true;
        return OnSelect.InvokeAsync();
    }

    private Task SelectAllAsync(ChangeEventArgs input)
    {
        foreach (var row in _rows)
        {
            Selection.Set(row.Id, input.Value is true);
        }

        _touched = true;
        return OnSelect.InvokeAsync();
    }

    private Task ClearAsync()
    {
        Selection.Clear();
        _touched = true;
        return OnSelect.InvokeAsync();
    }

    private async Task DisconnectAsync(ConnectionSnapshot row)
    {
        var who = Messages.MarkedText.Of(row.Name);
        if (await Layout.Confirmation.AskAsync(Dialogs, Texts.DisconnectAsk(who, row.Id, row.Remote), Texts.Disconnect) &&
            !Commands.Disconnect(row.Id, Me.By()))
        {
            Snackbar.Add(Texts.AlreadyGone(who), Severity.Info);
        }
    }

    private string SortOf(ConnectionHeader header) => header.Column != _query.Column ? "none" : _query.Descending ? "descending" : "ascending";

    private string ArrowOf(ConnectionHeader header) => header.Column != _query.Column ? "" : _query.Descending ? "▾" : "▴";
}
