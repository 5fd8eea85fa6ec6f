using System.Collections.Frozen;
using System.Globalization;

namespace Becs.Workflows.Definitions.Packages;

/// <summary>
/// A form stands in a package by its key and version, <c>questionnaire.v2</c>. Several versions may stand beside each other: tasks that are open keep
/// theirs, a new one shows the newest.
/// </summary>
public static class FormKeys
{
    /// <summary>Highest version of a form.</summary>
    public const int HighestVersion = 9999;

    /// <summary>Splits a key with its version.</summary>
    /// <param name="keyAndVersion">Such as <c>questionnaire.v2</c>.</param>
    /// <returns>Null when it has no version from 1 on, written without leading zeros.</returns>
    public static (string Key, int Version)? Read(string keyAndVersion)
    {
        ArgumentNullException.ThrowIfNull(keyAndVersion);
        var at = keyAndVersion.LastIndexOf(".v", StringComparison.Ordinal);
        return at > 0
            && int.TryParse(keyAndVersion.AsSpan(at + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && version is > 0 and <= HighestVersion && Write(keyAndVersion[..at], version) == keyAndVersion
            ? (keyAndVersion[..at], version)
            : null;
    }

    /// <summary>A key with its version.</summary>
    /// <param name="key">The key.</param>
    /// <param name="version">Its version, from 1.</param>
    public static string Write(string key, int version) => string.Create(CultureInfo.InvariantCulture, $"{key}.v{version}");

    /// <summary>The newest version of each key.</summary>
    /// <param name="keysAndVersions">The forms of a package; what has no version is left out.</param>
    public static IReadOnlyDictionary<string, int> Newest(IEnumerable<string> keysAndVersions) => keysAndVersions
        .Select(Read).OfType<(string Key, int Version)>().GroupBy(f => f.Key, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => g.Max(f => f.Version), StringComparer.Ordinal);
}
