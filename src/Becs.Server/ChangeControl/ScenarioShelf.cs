using System.Text;
using Becs.Domain.ChangeControl;
using Becs.Server.Hosting;
using Becs.Workflows.Errors;
using Becs.Workflows.Replaying;

namespace Becs.Server.ChangeControl;

/// <summary>Where a scenario comes from.</summary>
public enum ScenarioSource
{
    /// <summary>With the product.</summary>
    Shipped,

    /// <summary>With a version this site approved.</summary>
    Site,

    /// <summary>With the change itself.</summary>
    Change,
}

/// <summary>A scenario a candidate is run with.</summary>
internal sealed record KnownScenario(Scenario Scenario, ScenarioSource Source, string Content)
{
    public string ContentHash { get; } = WorkflowDraft.HashOf(Content);

    /// <summary>The hash of what the change puts it in the place of; null when there was none of its name, or it is the same.</summary>
    public string? Replaces { get; init; }
}

/// <summary>
/// The scenarios of a workflow: those shipped, over them those that came with the version a change is made from, over them those of the change
/// itself. A later one of the same name takes the place of the former.
/// </summary>
internal sealed class ScenarioShelf
{
    private readonly Lazy<ILookup<string, KnownScenario>> _shipped = new(() => Directory.EnumerateDirectories(ContentFolders.Workflows)
        .Select(d => Path.Combine(d, "scenarios")).Where(Directory.Exists)
        .SelectMany(d => Directory.EnumerateFiles(d, "*.json").Order(StringComparer.Ordinal))
        .Select(f => Read(File.ReadAllText(f), ScenarioSource.Shipped)).ToLookup(k => k.Scenario.Workflow, StringComparer.Ordinal));

    /// <summary>The scenarios a candidate is run with, by name.</summary>
    /// <param name="scope">Where the records are.</param>
    /// <param name="candidate">What would be submitted.</param>
    /// <param name="author">Whose draft it is made of.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<KnownScenario>> OfAsync(IServiceProvider scope, Candidate candidate, Guid author, CancellationToken ct)
    {
        var definition = candidate.Package.DefinitionId;
        var all = _shipped.Value[definition].ToDictionary(k => k.Scenario.Name, StringComparer.Ordinal);
        foreach (var known in await OfPackageAsync(scope, candidate.FormerHash ?? candidate.Base?.PackageHash, ct))
        {
            all[known.Scenario.Name] = known;
        }

        var drafts = scope.GetRequiredService<IWorkflowDrafts>();
        if (candidate.DraftHash is not null && await drafts.FindOwnAsync(definition, author, ct) is { } draft)
        {
            foreach (var own in await drafts.ScenariosAsync(draft.Id, ct))
            {
                var brought = Read(own.Content, ScenarioSource.Change);
                all[own.Name] = brought with { Replaces = all.GetValueOrDefault(own.Name)?.ContentHash is { } former && former != brought.ContentHash ? former : null };
            }
        }

        return [.. all.Values.OrderBy(k => k.Scenario.Name, StringComparer.Ordinal)];
    }

    /// <summary>Shipped scenarios a submission was not run with, nor with another of the same name in their place.</summary>
    /// <param name="definition">The workflow.</param>
    /// <param name="shown">What it was run with.</param>
    public IReadOnlyList<string> LaterThan(string definition, ScenarioEvidence shown) =>
        LaterThan(_shipped.Value[definition].Select(k => (k.Scenario.Name, k.ContentHash)), shown.Results);

    /// <summary>As above, of any set of scenarios.</summary>
    internal static IReadOnlyList<string> LaterThan(IEnumerable<(string Name, string ContentHash)> shipped, IReadOnlyList<ScenarioResult> shown)
    {
        var known = shown.ToDictionary(r => r.Name, StringComparer.Ordinal);
        return [.. shipped.Where(s => !known.TryGetValue(s.Name, out var ran) || (ran.Source == ScenarioSource.Shipped && ran.ContentHash != s.ContentHash))
            .Select(s => s.Name)];
    }

    /// <summary>What came with a version of this site, from its evidence.</summary>
    private static async Task<IReadOnlyList<KnownScenario>> OfPackageAsync(IServiceProvider scope, string? packageHash, CancellationToken ct)
    {
        var changes = scope.GetRequiredService<IChanges>();
        if (packageHash is null || await changes.FindByPackageAsync(packageHash, ct) is not { } change)
        {
            return [];
        }

        var evidence = (await changes.EvidenceAsync(change.Id, ct)).FirstOrDefault(e => e.Kind == ChangeEvidence.Scenarios && e.PackageHash == packageHash);
        return evidence is null ? [] : [.. ScenarioEvidence.Read(evidence).Results.Where(r => r.Source != ScenarioSource.Shipped)
            .Select(r => Read(r.Content, ScenarioSource.Site))];
    }

    /// <exception cref="ScenarioException">It cannot be read.</exception>
    public static KnownScenario Read(string content, ScenarioSource source) => new(ScenarioFile.Read(Encoding.UTF8.GetBytes(content)), source, content);
}
