using System.Globalization;

namespace Becs.Server.Shell.Localisation;

/// <summary>Languages the pages can be shown in.</summary>
public static class Cultures
{
    /// <summary>The language of the resource file itself.</summary>
    public const string Default = "en";

    /// <summary>Pseudo-locale made from English: shows at a glance which text escaped the resource file.</summary>
    public const string Pseudo = "qps-ploc";

    /// <summary>Every language on offer, the default first.</summary>
    public static IReadOnlyList<string> All { get; } = [Default, Pseudo];

    public static bool IsKnown(string? name) => name is not null && All.Contains(name, StringComparer.OrdinalIgnoreCase);

    public static bool IsPseudo => CultureInfo.CurrentUICulture.Name.Equals(Pseudo, StringComparison.OrdinalIgnoreCase);
}
