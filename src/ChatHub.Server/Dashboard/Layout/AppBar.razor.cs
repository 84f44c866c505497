using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ChatHub.Server.Dashboard.Layout;

/// <summary>The bar on top: name, connection to the server, language, theme.</summary>
public sealed partial class AppBar
{
    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    private string ThemeIcon => Viewer.Theme switch
    {
        ThemeChoice.Light => Icons.Material.Rounded.LightMode,
        ThemeChoice.Dark => Icons.Material.Rounded.DarkMode,
        _ => Icons.Material.Rounded.Contrast,
    };

    private static string Chosen(bool yes) => yes ? Icons.Material.Rounded.Check : "<path d=\"M0 0h24v24H0z\" fill=\"none\"/>";

    private string NameOf(ThemeChoice theme) => theme switch
    {
        ThemeChoice.Light => Texts.ThemeLight,
        ThemeChoice.Dark => Texts.ThemeDark,
        _ => Texts.ThemeSystem,
    };
}
