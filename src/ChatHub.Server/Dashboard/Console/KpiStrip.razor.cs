using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Texts;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.Console;

/// <summary>The figures on top.</summary>
public sealed partial class KpiStrip
{
    private (KpiFigures?, UiTexts?) _drawn;

    /// <summary>The figures.</summary>
    [Parameter, EditorRequired]
    public KpiFigures Figures { get; set; } = KpiFigures.Empty;

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var now = (Figures, Texts);
        var changed = _drawn != now;
        _drawn = now;
        return changed;
    }
}
