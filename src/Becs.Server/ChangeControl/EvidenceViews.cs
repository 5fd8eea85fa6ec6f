using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Workflows.Definitions;

namespace Becs.Server.ChangeControl;

/// <summary>Reads the evidence of the submission under review; API and page call the same.</summary>
internal sealed class EvidenceViews(
    IServiceScopeFactory scopes, IChangeReads reads, IHistoryReads history, IWorkflowReads workflows, CaseReplay replayer, ScenarioDesk packages)
{
    public Task<ScenarioEvidence> ScenariosAsync(Guid change, CancellationToken ct) => ReadAsync(change, async (changes, found, _) =>
        (await changes.EvidenceAsync(found.Id, ct)).FirstOrDefault(e => e.Kind == ChangeEvidence.Scenarios && e.PackageHash == found.PackageHash) is { } evidence
            ? ScenarioEvidence.Read(evidence)
            : throw new NotFoundException("CHG-406", $"{found.Number} has no evidence '{ChangeEvidence.Scenarios}'."), ct);

    public Task<ReplayView> ReplayAsync(Guid change, CancellationToken ct) => ReadAsync(change, async (changes, found, _) =>
    {
        var replay = await OfAsync(changes, found, ct);
        return ReplayView.Of(replay, await changes.CountCasesAsync(replay.Id, ct));
    }, ct);

    public Task<(IReadOnlyList<ReplayCaseView> Cases, int Total)> CasesAsync(Guid change, ReplayClass? of, int skip, int take, CancellationToken ct) =>
        ReadAsync(change, async (changes, found, _) =>
        {
            var replay = await OfAsync(changes, found, ct);
            var counts = await changes.CountCasesAsync(replay.Id, ct);
            var cases = await changes.CasesAsync(replay.Id, of, skip, take, ct);
            return ((IReadOnlyList<ReplayCaseView>)[.. cases.Select(ReplayCaseView.Of)], of is { } one ? counts.GetValueOrDefault(one) : counts.Values.Sum());
        }, ct);

    /// <summary>Runs the case again: memory only, the same each time. Only cases of the reader's own sites are shown.</summary>
    public Task<SideBySideView> CaseAsync(Guid change, Guid instance, IReadOnlyCollection<Guid> sites, CancellationToken ct) => ReadAsync(change, async (_, found, scope) =>
    {
        if (await workflows.SiteOfInstanceAsync(instance, ct) is not { } site || !sites.Contains(site)
            || await history.FindAsync(instance, ct) is not { } recorded || recorded.DefinitionId != found.DefinitionId)
        {
            throw new NotFoundException("WFL-404", $"There is no workflow instance {instance:D} of {found.DefinitionId}.");
        }

        var before = await packages.GraphAsync(scope, recorded.PackageHash, ct);
        var candidate = await packages.GraphAsync(scope, found.PackageHash, ct);
        var ran = await replayer.RunAsync(recorded, before, candidate, RecordedForms.For(scope, recorded, before, candidate), ct);
        return SideBySideView.Of(instance, ran);
    }, ct);

    private async Task<T> ReadAsync<T>(Guid change, Func<IChanges, ChangeRequest, IServiceProvider, Task<T>> read, CancellationToken ct)
    {
        var found = await reads.FindAsync(new ChangeId(change), ct) ?? throw new NotFoundException("CHG-404", $"There is no change {change:D}.");
        await using var scope = scopes.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<IChanges>(), found, scope.ServiceProvider);
    }

    private static async Task<ChangeReplay> OfAsync(IChanges changes, ChangeRequest found, CancellationToken ct) =>
        await changes.ReplayAsync(found.PackageHash, ct) ?? throw new NotFoundException("CHG-406", $"{found.Number} has no evidence '{ChangeEvidence.Replay}'.");
}

/// <summary>What the scenarios reached, to be drawn on a graph.</summary>
/// <param name="Steps">By step id.</param>
public sealed record CoverageView(
    IReadOnlyDictionary<string, StepCoverage> Steps, int BranchPercent, int BranchesReached, int Branches, int TimeOutsReached, int TimeOuts,
    int FaultsReached, int Faults)
{
    internal static CoverageView Of(CoverageEvidence evidence)
    {
        var (branches, faults) = (evidence.Branches.ToLookup(b => b.Step), evidence.Faults.ToDictionary(f => f.Step, f => f.Reached));
        var (timeOuts, reached) = (evidence.Branches.Where(b => b.IsTimeOut).ToList(), evidence.Branches.Count(b => b.Reached));
        return new CoverageView(
            evidence.Steps.ToDictionary(s => s.Step, s => new StepCoverage(
                s.Reached, [.. branches[s.Step].Where(b => b.Reached).Select(b => b.Outcome)], [.. branches[s.Step].Where(b => !b.Reached).Select(b => b.Outcome)],
                faults.TryGetValue(s.Step, out var failed) ? failed : null)),
            evidence.Branches.Count == 0 ? 100 : 100 * reached / evidence.Branches.Count, reached, evidence.Branches.Count,
            timeOuts.Count(t => t.Reached), timeOuts.Count, evidence.Faults.Count(f => f.Reached), evidence.Faults.Count);
    }
}

/// <param name="Reached">A scenario left it.</param>
/// <param name="Outcomes">Outcomes taken.</param>
/// <param name="Missed">Outcomes drawn that no scenario took.</param>
/// <param name="Failed">Whether a scenario had it fail; null when it cannot fail by itself.</param>
public sealed record StepCoverage(bool Reached, IReadOnlyList<string> Outcomes, IReadOnlyList<string> Missed, bool? Failed);

/// <summary>The replay of history of a submission.</summary>
/// <param name="Recorded">Finished cases on record when it began.</param>
/// <param name="Total">How many of them, the newest, are replayed.</param>
/// <param name="Done">How many have been.</param>
/// <param name="Different">How many of those would go another way.</param>
/// <param name="Classes">By class.</param>
/// <param name="EndedOtherwise">Cases that were cancelled or ended by a fault: not replayed, because no version decided how they end.</param>
public sealed record ReplayView(
    int Recorded, int Total, int Done, int Different, IReadOnlyDictionary<ReplayClass, int> Classes, DateTime StartedAt, DateTime? CompletedAt,
    int EndedOtherwise = 0)
{
    internal static ReplayView Of(ChangeReplay r, IReadOnlyDictionary<ReplayClass, int> counts) => new(
        r.OnRecord, r.Total, r.Done, r.Done - r.Same,
        Enum.GetValues<ReplayClass>().ToDictionary(c => c, c => c == ReplayClass.Same ? r.Same : counts.GetValueOrDefault(c)), r.StartedAt, r.CompletedAt,
        r.EndedOtherwise);
}

/// <summary>A recorded case that would go another way.</summary>
public sealed record ReplayCaseView(
    int Ordinal, Guid InstanceId, DateTime StartedAt, ReplayClass Class, string? Before, string? After, string? Missing, string? StepId)
{
    internal static ReplayCaseView Of(ReplayCase c) => new(c.Ordinal, c.InstanceId, c.CaseStartedAt, c.Class, c.Before, c.After, c.Missing, c.StepId);
}

/// <summary>A recorded case beside what the submission would do with it.</summary>
public sealed record SideBySideView(
    Guid InstanceId, ReplayClass Class, string? CameTo, string? WouldComeTo, IReadOnlyList<WayStep> Before, IReadOnlyList<WayStep> After,
    int? FirstDifference, string? Missing, string? StepId)
{
    internal static SideBySideView Of(Guid instance, ReplayedCase ran) => new(
        instance, ran.Class, ran.CameTo, ran.WouldComeTo, [.. ran.Before.Select(WayStep.Of)], [.. ran.After.Select(WayStep.Of)], ran.FirstDifference,
        ran.Missing, ran.StepId);
}

/// <param name="Step">The step.</param>
/// <param name="Text">What is written on its box.</param>
/// <param name="Outcome">The outcome it was left by.</param>
public sealed record WayStep(string Step, string Text, string? Outcome)
{
    internal static WayStep Of(WayPoint p) => new(p.StepId, p.StepText, p.Outcome);
}
