using ChatHub.Server.Dashboard.Connections;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.ConnectionBrowser;

/// <summary>The table of connections: the rows in view and some around them, as columns, or as cards of two lines on a phone.</summary>
public sealed partial class ConnectionTable
{
    private List<Line> _gathered = [];
    private string _tracks = "";
    private int _least;

    /// <summary>The list that the rows are of.</summary>
    [Parameter, EditorRequired]
    public ConnectionList List { get; set; } = ConnectionList.Empty;

    /// <summary>The rows, in order.</summary>
    [Parameter, EditorRequired]
    public ConnectionSnapshot[] Rows { get; set; } = [];

    /// <summary>The same rows by address; null where they are not gathered.</summary>
    [Parameter]
    public AddressGroup[]? Groups { get; set; }

    /// <summary>Addresses whose rows are shown.</summary>
    [Parameter]
    public IReadOnlySet<string> Expanded { get; set; } = new HashSet<string>();

    /// <summary>The order.</summary>
    [Parameter, EditorRequired]
    public ConnectionQuery Query { get; set; } = new();

    /// <summary>Which are selected.</summary>
    [Parameter, EditorRequired]
    public ConnectionSelection Selection { get; set; } = new();

    /// <summary>Whether something can be done to them: not to those that have ended.</summary>
    [Parameter]
    public bool IsSelectable { get; set; } = true;

    /// <summary>Whether the screen is that of a phone.</summary>
    [Parameter]
    public bool IsNarrow { get; set; }

    /// <summary>Number of the one whose detail is open.</summary>
    [Parameter]
    public long? Open { get; set; }

    /// <summary>Called with another order.</summary>
    [Parameter]
    public EventCallback<ConnectionQuery> OnSort { get; set; }

    /// <summary>Called when one is to be selected or let go.</summary>
    [Parameter]
    public EventCallback<(long Id, bool Selected)> OnSelect { get; set; }

    /// <summary>Called when all of an address are to be selected or let go.</summary>
    [Parameter]
    public EventCallback<(AddressGroup Group, bool Selected)> OnSelectGroup { get; set; }

    /// <summary>Called when all shown are to be selected or let go.</summary>
    [Parameter]
    public EventCallback<bool> OnSelectAll { get; set; }

    /// <summary>Called when the rows of an address are to be shown or hidden.</summary>
    [Parameter]
    public EventCallback<string> OnToggle { get; set; }

    /// <summary>Called when the detail of one is to be seen.</summary>
    [Parameter]
    public EventCallback<long> OnOpen { get; set; }

    /// <summary>Called when one is to be disconnected.</summary>
    [Parameter]
    public EventCallback<ConnectionSnapshot> OnDisconnect { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    /// <summary>The columns.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ConnectionField> Fields { get; set; } = [];

    private int RowHeight => IsNarrow ? 56 : 30;

    private bool AllSelected => Rows.Length > 0 && Selection.Count >= Rows.Length && Array.TrueForAll(Rows, row => Selection.Contains(row.Id));

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var tracks = Fields.Select(field => field.Track);
        _tracks = string.Join(' ', IsSelectable ? ["34px", .. tracks, "34px"] : tracks);
        _least = Fields.Sum(field => field.Least) + 84;
        _gathered = Groups is null ? [] : [.. Groups.SelectMany(LinesOf)];
    }

    private IEnumerable<Line> LinesOf(AddressGroup group) =>
        Expanded.Contains(group.Address) ? group.Rows.Select(row => new Line(null, row)).Prepend(new Line(group, null)) : [new Line(group, null)];

    private Task SortAsync(ConnectionField field) =>
        OnSort.InvokeAsync(Query with { Column = field.Column, Descending = field.Column == Query.Column ? !Query.Descending : field.IsFigure && field.Column != ConnectionColumn.Id });

    private Task ChooseOrderAsync(ChangeEventArgs input) => Enum.TryParse<ConnectionColumn>($"{input.Value}", out var column) && ConnectionField.Of(column) is var field
        ? OnSort.InvokeAsync(Query with { Column = column, Descending = field.IsFigure && column != ConnectionColumn.Id })
        : Task.CompletedTask;

    private string SortOf(ConnectionField field) => field.Column != Query.Column ? "none" : Query.Descending ? "descending" : "ascending";

    private string ArrowOf(ConnectionField field) => field.Column != Query.Column ? "" : Query.Descending ? "▾" : "▴";

    /// <summary>A line of the table: the head of an address, or a connection.</summary>
    private readonly record struct Line(AddressGroup? Group, ConnectionSnapshot? Row);
}
