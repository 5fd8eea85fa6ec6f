using MudBlazor;

namespace Becs.Server.Shell.Lists;

/// <summary>How a state feels. Each has a colour, an icon and a word: never the colour alone.</summary>
public enum Tone
{
    Neutral,
    Info,
    Good,
    Warning,
    Bad,
}

/// <summary>Icon and style of a tone.</summary>
public static class Tones
{
    public static string Css(this Tone tone) => "tone-" + tone.ToString().ToLowerInvariant();

    public static string Icon(this Tone tone) => tone switch
    {
        Tone.Good => Icons.Material.Filled.CheckCircle,
        Tone.Warning => Icons.Material.Filled.HourglassBottom,
        Tone.Bad => Icons.Material.Filled.Report,
        Tone.Info => Icons.Material.Filled.PlayCircle,
        _ => Icons.Material.Filled.RadioButtonUnchecked,
    };
}
