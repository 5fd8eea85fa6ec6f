using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Becs.Domain.ChangeControl;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Replaying;

namespace Becs.Server.ChangeControl;

/// <summary>What the scenarios of a submission did: the evidence, as it is stored and read again.</summary>
/// <param name="Format">1.</param>
/// <param name="PackageHash">The submission.</param>
/// <param name="Results">Each scenario, with its file.</param>
/// <param name="Coverage">What they reached together.</param>
public sealed record ScenarioEvidence(int Format, string PackageHash, IReadOnlyList<ScenarioResult> Results, CoverageEvidence Coverage)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Runs scenarios through a workflow in memory: nothing leaves, time is theirs.</summary>
    internal static async Task<ScenarioEvidence> RunAsync(
        WorkflowGraph graph, IReadOnlyList<KnownScenario> scenarios, CancellationToken ct)
    {
        var runs = await ScenarioRun.RunAsync(graph, scenarios.Select(s => s.Scenario), ct);
        return new ScenarioEvidence(
            1, graph.PackageHash, [.. runs.Zip(scenarios, ScenarioResult.Of)], CoverageEvidence.Of(ReplayCoverage.Of(graph, [.. runs.Select(r => r.Result)])));
    }

    /// <summary>What the same scenarios do now.</summary>
    internal static async Task<string> AgainAsync(WorkflowGraph graph, ChangeEvidence evidence, CancellationToken ct) => (await RunAsync(
        graph, [.. Read(evidence).Results.Select(r => ScenarioShelf.Read(r.Content, r.Source) with { Replaces = r.Replaces })], ct)).Write();

    /// <summary>Reads stored evidence.</summary>
    public static ScenarioEvidence Read(ChangeEvidence evidence) => JsonSerializer.Deserialize<ScenarioEvidence>(evidence.Content, Options)!;

    /// <summary>As canonical JSON.</summary>
    internal string Write() => Encoding.UTF8.GetString(CanonicalJson.Canonicalize(JsonSerializer.SerializeToElement(this, Options)));
}

/// <summary>What one scenario did.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="ContentHash">SHA-256 of <paramref name="Content"/>.</param>
/// <param name="AsExpected">It went the way it says to the end it says.</param>
/// <param name="FirstDifference">The place, from 0, at which the way first differs.</param>
/// <param name="End">How it ended.</param>
/// <param name="Missing">What the workflow asked that the scenario does not answer.</param>
/// <param name="StepId">The step that asked, or failed.</param>
/// <param name="Fault">Why it failed.</param>
/// <param name="Content">The scenario's file.</param>
/// <param name="Replaces">The hash of the file of this name it was put in the place of by the change; null when there was none, or it is that.</param>
public sealed record ScenarioResult(
    string Name, string Says, ScenarioSource Source, string ContentHash, bool AsExpected, IReadOnlyList<string> ExpectedPath, IReadOnlyList<string> Path,
    int? FirstDifference, ReplayEnd ExpectedEnd, ReplayEnd End, IReadOnlyList<string> WaitsAt, string? Missing, string? StepId, string? Fault, string Content,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Replaces = null)
{
    internal static ScenarioResult Of(ScenarioRun run, KnownScenario known) => new(
        known.Scenario.Name, known.Scenario.Says, known.Source, known.ContentHash, run.IsAsExpected, known.Scenario.Path, run.Path, run.FirstDifference,
        known.Scenario.End, run.Result.End, run.Result.WaitsAt, run.Result.Missing, run.Result.StepId, run.Result.Fault, known.Content, known.Replaces);
}

/// <summary>What a set of scenarios reached.</summary>
public sealed record CoverageEvidence(IReadOnlyList<CoveredStep> Steps, IReadOnlyList<CoveredBranch> Branches, IReadOnlyList<CoveredStep> Faults)
{
    internal static CoverageEvidence Of(ReplayCoverage coverage)
    {
        var (steps, faults) = (coverage.MissingSteps.ToHashSet(), coverage.MissingFaults.ToHashSet());
        var branches = coverage.MissingBranches.ToHashSet();
        return new CoverageEvidence(
            [.. coverage.Steps.Select(s => new CoveredStep(s, !steps.Contains(s)))],
            [.. coverage.Branches.Select(b => new CoveredBranch(b.StepId, b.Outcome!, !branches.Contains(b), b.Outcome == ReplayCoverage.TimedOut))],
            [.. coverage.Faultable.Select(s => new CoveredStep(s, !faults.Contains(s)))]);
    }
}

/// <param name="Step">The step.</param>
/// <param name="Reached">A scenario left it, or failed in it.</param>
public sealed record CoveredStep(string Step, bool Reached);

/// <param name="Step">The step.</param>
/// <param name="Outcome">An outcome drawn from it.</param>
/// <param name="Reached">A scenario left it by this outcome.</param>
/// <param name="IsTimeOut">It waited too long.</param>
public sealed record CoveredBranch(string Step, string Outcome, bool Reached, bool IsTimeOut);
