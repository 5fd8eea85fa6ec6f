using System.Text.Json;
using System.Text.RegularExpressions;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Server.ChangeControl;

/// <summary>One <c>&lt;process&gt;.v&lt;N&gt;.json</c> with the forms and tables beside it.</summary>
internal sealed partial class DefinitionFile
{
    private readonly byte[] _bytes;

    public DefinitionFile(string path)
    {
        Path = path;
        _bytes = File.ReadAllBytes(path);
        DefinitionId = System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(path))!;
        Children = [.. ChildIds().Matches(System.Text.Encoding.UTF8.GetString(_bytes)).Select(m => m.Groups[1].Value).Distinct()];
    }

    public string Path { get; }

    /// <summary>A process is in the folder of its name.</summary>
    public string DefinitionId { get; }

    /// <summary>Definitions it starts as children.</summary>
    public IReadOnlyList<string> Children { get; }

    public WorkflowPackage Build(PackageBuilder builder, IReadOnlyDictionary<string, string> known)
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        return builder.Build(
            _bytes, Members(System.IO.Path.Combine(folder, "forms")), Members(System.IO.Path.Combine(folder, "tables")),
            known.Where(k => Children.Contains(k.Key)).ToDictionary(StringComparer.Ordinal));
    }

    /// <summary>JSON files of a folder by their names without extension, such as <c>questionnaire.v1</c>.</summary>
    private static Dictionary<string, JsonElement> Members(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.json").ToDictionary(
            f => System.IO.Path.GetFileNameWithoutExtension(f),
            f =>
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(f));
                return document.RootElement.Clone();
            },
            StringComparer.Ordinal)
        : [];

    [GeneratedRegex("\"workflowDefinitionId\"\\s*:\\s*\\{[^{}]*\"expression\"\\s*:\\s*\\{[^{}]*\"value\"\\s*:\\s*\"([^\"]+)\"")]
    private static partial Regex ChildIds();
}
