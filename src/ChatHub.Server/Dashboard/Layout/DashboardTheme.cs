using MudBlazor;

namespace ChatHub.Server.Dashboard.Layout;

/// <summary>MudBlazor in the colours and the type of <c>wwwroot/css/app.css</c>.</summary>
internal static class DashboardTheme
{
    private static readonly string[] s_sans = ["var(--sans)"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1f5fd0", Background = "#eff1f4", Surface = "#ffffff", TextPrimary = "#1a1f29", TextSecondary = "#566072",
            ActionDefault = "#566072", LinesDefault = "#dfe3e9", Divider = "#dfe3e9", Error = "#bf2c24", Success = "#137a49", Warning = "#8f5a00",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#7fb0ff", PrimaryContrastText = "#0b1a33", Background = "#0e1116", Surface = "#1c212a", TextPrimary = "#e3e7ee", TextSecondary = "#98a3b3",
            ActionDefault = "#98a3b3", LinesDefault = "#272e39", Divider = "#272e39", Error = "#ff8b80", ErrorContrastText = "#2a0d0b", Success = "#4fc98c", Warning = "#e3b04b",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = s_sans, FontSize = "14px", LineHeight = "1.45", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = s_sans, FontSize = "14px", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = s_sans, FontSize = "13px", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = s_sans, FontSize = "15px", FontWeight = "600", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = s_sans, FontSize = "13px", FontWeight = "600", TextTransform = "none", LetterSpacing = "normal" },
        },
    };
}
