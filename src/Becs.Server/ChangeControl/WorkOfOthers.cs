using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Designer;
using Becs.Server.Designer.Definitions;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Server.ChangeControl;

/// <summary>
/// Whose work is in a submission besides its submitter's, read from what it holds and not from the door it came through: a step, an arrow, a form,
/// a table or a variable's default that is new in it, and that another person's submission or draft holds as well, is that person's work too.
/// </summary>
internal sealed class WorkOfOthers(IDefinitionReads reads)
{
    private static readonly string[] _noBehaviour = ["id", "type", "metadata", "name", "nodeId", "description", "connections", "variables", "runAsynchronously"];
    private static readonly string[] _custom = ["mergeMode", "canStartWorkflow"];
    private static readonly string[] _declared = ["variables", "inputs", "outputs", "outcomes"];
    private static readonly string[] _texts = ["id", "displayName", "description", "category", "uiHint"];

    /// <summary>The authors of what a package holds and the version it was made from did not.</summary>
    public async Task<IReadOnlyCollection<Guid>> InAsync(IServiceProvider scope, Candidate candidate, Guid submitter, CancellationToken ct)
    {
        var fresh = Pieces(candidate.Package.Bytes);
        fresh.ExceptWith(candidate.Base is { } origin ? Pieces(origin.Bytes) : []);
        var authors = new HashSet<Guid>();
        if (fresh.Count == 0)
        {
            return authors;
        }

        var changes = scope.GetRequiredService<IChanges>();
        var drafts = scope.GetRequiredService<IWorkflowDrafts>();
        foreach (var row in await reads.ListAsync(candidate.Package.DefinitionId, ct))
        {
            if (row.DraftId is null && await changes.FindByPackageAsync(row.ContentHash, ct) is { } change)
            {
                var from = change.Steps.First(s => s.Kind == ChangeStepKind.Submitted && s.PackageHash == row.ContentHash).BaseHash;
                authors.UnionWith(await BringsAsync(await PiecesAsync(row.ContentHash, ct), from) ? change.AuthorIds : []);
            }
            else if (row.DraftId is { } id && row.AuthorId is { } other && other != submitter && await drafts.FindAsync(id, ct) is { } draft)
            {
                authors.UnionWith(await BringsAsync(Pieces(ElsaJson.Parse(draft.Body), await DraftParts.HeldAsync(scope, draft, ct)), draft.BasedOnHash) ? [other] : []);
            }
        }

        return authors;

        async Task<bool> BringsAsync(HashSet<string> held, string? from)
        {
            held.IntersectWith(fresh);
            if (held.Count > 0 && from is not null)
            {
                held.ExceptWith(await PiecesAsync(from, ct));
            }

            return held.Count > 0;
        }
    }

    private async Task<HashSet<string>> PiecesAsync(string packageHash, CancellationToken ct) =>
        await reads.PackageBytesAsync(packageHash, ct) is { } bytes ? Pieces(bytes) : [];

    private static HashSet<string> Pieces(ReadOnlyMemory<byte> package)
    {
        var opened = WorkflowPackage.Open(package);
        return Pieces(JsonNode.Parse(package.Span)!["definition"]!.AsObject(), HeldParts.Of(opened));
    }

    private static HashSet<string> Pieces(JsonObject definition, HeldParts parts)
    {
        var pieces = parts.All().Select(p => $"{p.Kind} {p.Key} {ApprovedForms.HashOf(p.Content)}").ToHashSet(StringComparer.Ordinal);
        pieces.UnionWith(_declared.SelectMany(list => Declared("workflow", list, definition)));
        pieces.UnionWith((definition["options"] as JsonObject ?? []).Select(o => (o.Key, Value: Plain(o.Value)))
            .Where(o => o.Value.Length > 0).Select(o => $"option {o.Key}={o.Value}"));
        foreach (var place in ActivityTree.Of(definition))
        {
            pieces.UnionWith(Declared(place.Id, "variables", place.Json));
            if (place.Parent is not null)
            {
                pieces.Add(Step(place));
            }

            pieces.UnionWith((place.Json["connections"] as JsonArray ?? []).OfType<JsonObject>()
                .Select(c => $"arrow {place.Id} {End(c, "source")} {End(c, "target")}"));
        }

        return pieces;
    }

    /// <summary>What a step is: as Studio writes it and as a file may, a value is the same.</summary>
    private static string Step(ActivityPlace place) => $"step {place.Type} {place.Id} " + string.Join(' ', place.Json
        .Where(p => !_noBehaviour.Contains(p.Key)).OrderBy(p => p.Key, StringComparer.Ordinal)
        .Select(p => (p.Key, Value: Value(p.Key, p.Value))).Where(p => p.Value.Length > 0).Select(p => $"{p.Key}={p.Value}"));

    /// <summary>Variables with their defaults, inputs and outputs: what is left out and what is written as nothing are the same.</summary>
    private static IEnumerable<string> Declared(string owner, string list, JsonObject json) => (json[list] as JsonArray ?? [])
        .Select(item => $"{list} {owner} " + (item is JsonObject named
            ? string.Join(' ', named.Where(p => !_texts.Contains(p.Key)).OrderBy(p => p.Key, StringComparer.Ordinal)
                .Select(p => (p.Key, Value: Plain(p.Value))).Where(p => p.Value.Length > 0).Select(p => $"{p.Key}={p.Value}"))
            : $"{item}"));

    private static string Plain(JsonNode? value) => value is null || value.GetValueKind() == JsonValueKind.False ? "" : value.ToString();

    private static string Value(string name, JsonNode? value) => value switch
    {
        JsonObject custom when name == "customProperties" => string.Join(',', _custom.Select(c => custom[c]?.ToJsonString() ?? "")).Trim(','),
        JsonObject given when given["expression"] is JsonObject expression => $"{expression.Text("type")}:{expression["value"]}",
        JsonObject target when target["memoryReference"] is JsonObject reference => $"to:{reference.Text("id")}",
        JsonObject or JsonArray => "", // children are pieces of their own
        null => "",
        _ => $"Literal:{value}",
    };

    private static string End(JsonObject connection, string side) =>
        connection[side] is JsonObject end ? $"{end.Text("activity")}:{(side == "source" ? end.Text("port") : "")}" : "";
}
