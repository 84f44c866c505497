using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.ConnectionBrowser;

/// <summary>A row of the page of connections. Light on purpose: no widgets, and drawn only when something in it changed.</summary>
public sealed partial class TableRow
{
    private (ConnectionSnapshot?, long, bool, bool, bool, ConnectionRate?, string, IReadOnlyList<ConnectionField>?, UiTexts?) _drawn;
    private ConnectionCell _cell;
    private string _name = "";
    private string _alias = "";

    /// <summary>The connection.</summary>
    [Parameter, EditorRequired]
    public ConnectionSnapshot Row { get; set; } = default!;

    /// <summary>The list that it stands in.</summary>
    [Parameter, EditorRequired]
    public ConnectionList List { get; set; } = ConnectionList.Empty;

    /// <summary>Whether it is selected.</summary>
    [Parameter]
    public bool IsSelected { get; set; }

    /// <summary>Whether something can be done to it: not to those that have ended.</summary>
    [Parameter]
    public bool IsSelectable { get; set; }

    /// <summary>Whether its detail is open.</summary>
    [Parameter]
    public bool IsOpen { get; set; }

    /// <summary>Whether the screen is that of a phone: two lines instead of columns.</summary>
    [Parameter]
    public bool IsNarrow { get; set; }

    /// <summary>Called when it is to be selected or let go.</summary>
    [Parameter]
    public EventCallback<(long Id, bool Selected)> OnSelect { get; set; }

    /// <summary>Called when its detail is to be seen.</summary>
    [Parameter]
    public EventCallback<long> OnOpen { get; set; }

    /// <summary>Called when it is to be disconnected.</summary>
    [Parameter]
    public EventCallback<ConnectionSnapshot> OnDisconnect { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    /// <summary>The columns.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ConnectionField> Fields { get; set; } = [];

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    /// <summary>What is unusual about it.</summary>
    private string? Tag => Texts.TagOf(Row);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _cell = new(Row, List, Texts, Viewer);
        _name = MarkedText.Of(Row.Name);
        _alias = List.AliasOf(Row);
    }

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        // What has ended changes no more, except what it is called.
        var second = Row.ClosedAt is null ? List.At.ToUnixTimeSeconds() : 0;
        var now = (Row, second, IsSelected, IsOpen, IsNarrow, List.Rates.Of(Row.Id), _alias, Fields, Texts);
        var changed = _drawn != now;
        _drawn = now;
        return changed;
    }

    private static string StyleOf(ConnectionField field, string text) => (field.Column, text) switch
    {
        (ConnectionColumn.Backlog or ConnectionColumn.Unsent or ConnectionColumn.Dropped, not "–") => "num waits",
        (_, "–" or "0" or "0 B") when field.IsFigure => "num none",
        (ConnectionColumn.Id, _) => "num soft",
        (ConnectionColumn.Remote, _) => "mono",
        (ConnectionColumn.Alias, _) => "alias",
        (ConnectionColumn.Name or ConnectionColumn.Reason, _) => "",
        _ => field.IsFigure ? "num" : "soft",
    };

    private Task SelectAsync(ChangeEventArgs input) => OnSelect.InvokeAsync((Row.Id, input.Value is true));
}
