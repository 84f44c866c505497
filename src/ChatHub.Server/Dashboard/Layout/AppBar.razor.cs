using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Storage.MessageLog;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;

namespace ChatHub.Server.Dashboard.Layout;

/// <summary>The bar on top: name, connection to the server, language, theme.</summary>
public sealed partial class AppBar : IDisposable
{
    private LogSign _sign = LogSign.Running;
    private string _path = "";

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private ViewerFeed Feed { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string? SignText => _sign switch
    {
        { State: MessageLogState.Degraded } => Texts.LogDegraded,
        { State: MessageLogState.Off } => Texts.LogOff,
        { SetAside: not null } => Texts.LogSetAside,
        { Unlogged: > 0 } => Texts.LogIncomplete,
        _ => null,
    };

    /// <summary>What the page that is shown is called: on a phone it opens the list of them.</summary>
    private string Here => DashboardPages.All.FirstOrDefault(page => page.Path.Equals(_path.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))?.Title(Texts) ?? Texts.Pages;

    private string ThemeIcon => Viewer.Theme switch
    {
        ThemeChoice.Light => Icons.Material.Rounded.LightMode,
        ThemeChoice.Dark => Icons.Material.Rounded.DarkMode,
        _ => Icons.Material.Rounded.Contrast,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        Feed.Woken -= Look;
        Navigation.LocationChanged -= Moved;
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Feed.Woken += Look;
        Navigation.LocationChanged += Moved;
        _path = PathOf(Navigation.Uri);
    }

    private void Look()
    {
        if (Feed.Current.Log != _sign)
        {
            _ = InvokeAsync(() =>
            {
                _sign = Feed.Current.Log;
                StateHasChanged();
            });
        }
    }

    private void Moved(object? sender, LocationChangedEventArgs change) => _ = InvokeAsync(() =>
    {
        if (_path != PathOf(change.Location))
        {
            _path = PathOf(change.Location);
            StateHasChanged();
        }
    });

    private string PathOf(string uri) => Navigation.ToBaseRelativePath(uri).Split('?', '#')[0];

    private static string Chosen(bool yes) => yes ? Icons.Material.Rounded.Check : "<path d=\"M0 0h24v24H0z\" fill=\"none\"/>";

    private string NameOf(ThemeChoice theme) => theme switch
    {
        ThemeChoice.Light => Texts.ThemeLight,
        ThemeChoice.Dark => Texts.ThemeDark,
        _ => Texts.ThemeSystem,
    };
}
