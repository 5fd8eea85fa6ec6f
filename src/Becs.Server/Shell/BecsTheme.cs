using MudBlazor;

namespace Becs.Server.Shell;

/// <summary>Light and calm, every text at 4.5:1 or better, fonts of the device: nothing is fetched from elsewhere.</summary>
public static class BecsTheme
{
    private static readonly string[] Fonts = ["system-ui", "Segoe UI", "DejaVu Sans", "Noto Sans", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#7a1024",
            Secondary = "#1f4e79",
            Success = "#1b6e33",
            Warning = "#8a4b00",
            Error = "#a3121f",
            Info = "#1f4e79",
            AppbarBackground = "#ffffff",
            AppbarText = "#1c1c1f",
            Background = "#f4f5f7",
            Surface = "#ffffff",
            TextPrimary = "#1c1c1f",
            TextSecondary = "#45474d",
            DrawerBackground = "#ffffff",
            DrawerText = "#1c1c1f",
            LinesDefault = "#c4c7ce",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "1rem" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = "1rem", TextTransform = "none" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", AppbarHeight = "72px" },
    };
}
