using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.Layout;

/// <summary>What stands where a part of the page failed.</summary>
public sealed partial class PartFailed
{
    /// <summary>What went wrong; written to the server's log, not shown.</summary>
    [Parameter, EditorRequired]
    public Exception Failure { get; set; } = default!;

    /// <summary>Shows the part again.</summary>
    [Parameter]
    public EventCallback OnRetry { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private ILogger<PartFailed> Log { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnInitialized() => ViewingLog.PartFailed(Log, Failure);
}
