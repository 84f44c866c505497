using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.Connections;

/// <summary>A row of the table of connections. Light on purpose: no widgets, and drawn only when something in it changed.</summary>
public sealed partial class ConnectionRow
{
    private (ConnectionSnapshot?, long, bool, UiTexts?) _drawn;
    private string _name = "";

    /// <summary>The connection.</summary>
    [Parameter, EditorRequired]
    public ConnectionSnapshot Row { get; set; } = default!;

    /// <summary>When it was read: durations end here.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    /// <summary>Whether it is selected.</summary>
    [Parameter]
    public bool IsSelected { get; set; }

    /// <summary>Called when it is to be selected or let go.</summary>
    [Parameter]
    public EventCallback<(long Id, bool Selected)> OnSelect { get; set; }

    /// <summary>Called when it is to be disconnected.</summary>
    [Parameter]
    public EventCallback<ConnectionSnapshot> OnDisconnect { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    /// <inheritdoc/>
    protected override void OnParametersSet() => _name = MarkedText.Of(Row.Name);

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var now = (Row, At.ToUnixTimeSeconds(), IsSelected, Texts);
        var changed = _drawn != now;
        _drawn = now;
        return changed;
    }

    private Task SelectAsync(ChangeEventArgs input) => OnSelect.InvokeAsync((Row.Id, input.Value is true));
}
