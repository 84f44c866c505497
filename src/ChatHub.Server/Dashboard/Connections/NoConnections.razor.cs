using ChatHub.Server.Dashboard.Texts;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.Connections;

/// <summary>What stands in the table while there is no row.</summary>
public sealed partial class NoConnections
{
    /// <summary>Whether rows are there that the filter hides.</summary>
    [Parameter]
    public bool Filtered { get; set; }

    /// <summary>The listeners, for the hint of how to connect.</summary>
    [Parameter]
    public IReadOnlyList<ListenerSnapshot> Listeners { get; set; } = [];

    /// <summary>Shows all rows again.</summary>
    [Parameter]
    public EventCallback OnClearFilter { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>What to type: the host as the viewer reaches it, and the port of a listener for people if there is one.</summary>
    private string? Command => Listeners
        .Where(listener => listener.State == ListenerState.Listening)
        .OrderBy(listener => listener.Protocol == "Chat" ? 0 : 1)
        .Select(listener => listener.BoundEndpoint?.Split(':')[^1])
        .FirstOrDefault(port => port is not null) is { } port ? $"nc {new Uri(Navigation.BaseUri).Host} {port}" : null;
}
