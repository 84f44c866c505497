using ChatHub.Server.Dashboard.Texts;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.Listeners;

/// <summary>The listeners.</summary>
public sealed partial class ListenersPanel
{
    private (object?, UiTexts?) _drawn;

    /// <summary>The listeners, in the order of the settings.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ListenerSnapshot> Listeners { get; set; } = [];

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var changed = _drawn != (Listeners, Texts);
        _drawn = (Listeners, Texts);
        return changed;
    }
}
