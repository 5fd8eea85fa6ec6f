using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Server.Designer.Definitions;

/// <summary>What a stored version says, without what the server adds to it.</summary>
/// <param name="Json">The definition.</param>
/// <param name="Description">In one sentence.</param>
/// <param name="Types">The activity types and versions it uses.</param>
/// <param name="NodeIds">Node ids by activity id.</param>
/// <param name="Children">Definitions it starts by name.</param>
internal sealed record DefinitionContent(
    string Json, string? Description, IReadOnlySet<(string Type, int Version)> Types, IReadOnlyDictionary<string, string> NodeIds,
    IReadOnlySet<string> Children)
{
    public static DefinitionContent Of(string json)
    {
        var definition = ElsaJson.Parse(json);
        var tree = ActivityTree.Of(definition);
        return new(
            json, definition.Text("description"), tree.Select(a => (a.Type, a.Version)).ToHashSet(),
            tree.DistinctBy(a => a.Id).ToDictionary(a => a.Id, a => a.NodeId, StringComparer.Ordinal),
            tree.Select(a => ((a.Json["workflowDefinitionId"] as JsonObject)?["expression"] as JsonObject).Text("value")).OfType<string>()
                .ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>A copy to write into.</summary>
    public JsonObject Copy() => ElsaJson.Parse(Json);
}

/// <summary>The contents of stored versions, kept by their hash: bytes with the same hash never differ.</summary>
internal sealed class DefinitionContents(IDefinitionReads reads)
{
    private const int Most = 300;

    private readonly ConcurrentDictionary<string, DefinitionContent> _known = new(StringComparer.Ordinal);

    /// <exception cref="NotFoundException">It is not there any more.</exception>
    /// <exception cref="Becs.Workflows.Errors.PackageException">The bytes of a package are not those that were signed.</exception>
    public async Task<DefinitionContent> ReadAsync(DefinitionRow row, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(row.ContentHash, out var known))
        {
            return known;
        }

        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        var content = row.DraftId is { } draft
            ? await reads.DraftBodyAsync(draft, cancellationToken) is { } body ? DefinitionContent.Of(body) : throw Gone(row)
            : await ReadPackageAsync(row.ContentHash, cancellationToken) ?? throw Gone(row);
        return _known.GetOrAdd(row.ContentHash, content);
    }

    /// <summary>The definition of a package.</summary>
    public async Task<DefinitionContent?> ReadPackageAsync(string packageHash, CancellationToken cancellationToken) =>
        _known.TryGetValue(packageHash, out var known) ? known
        : await reads.PackageBytesAsync(packageHash, cancellationToken) is { } bytes
            ? _known.GetOrAdd(packageHash, DefinitionContent.Of(WorkflowPackage.Open(bytes, packageHash).Definition.Document.GetRawText()))
            : null;

    private static NotFoundException Gone(DefinitionRow row) => new("WFL-404", $"There is no version {row.Version} of {row.DefinitionId}.");
}
