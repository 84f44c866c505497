using System.Globalization;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>What has to be known of the log before one relies on it: off, degraded, set aside, searched incompletely.</summary>
public sealed partial class LogNotice
{
    /// <summary>How the log does.</summary>
    [Parameter, EditorRequired]
    public LogSign Sign { get; set; } = LogSign.Running;

    /// <summary>Most messages that are there while it is off.</summary>
    [Parameter]
    public int Kept { get; set; }

    /// <summary>Entries that the search shown does not know yet.</summary>
    [Parameter]
    public long IndexTrails { get; set; }

    /// <summary>What was wrong with the address, as sentences.</summary>
    [Parameter]
    public IReadOnlyList<string> Problems { get; set; } = [];

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    private string Since => Sign.Since is { } since ? Viewer.Local(since).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "";
}
