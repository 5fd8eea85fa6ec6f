using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Operations;

namespace Becs.Server.ChangeControl;

/// <content>What the scenarios of a submission and the recorded cases show, and what is signed about what they do not.</content>
internal sealed partial class ChangeDesk
{
    /// <summary>Signs why gaps in the evidence do not matter.</summary>
    public Task<OperationAnswer<ChangeAnswer>> JustifyAsync(OperationRequest operation, ChangeId id, JustifyGapsRequest request, CancellationToken ct) =>
        StepAsync(operation, id, request.WithoutSignature(), "change.justified", async (step, token) =>
        {
            var changes = step.Scope.GetRequiredService<IChanges>();
            var gaps = request.Gaps.Select(g => new EvidenceGap(g.Kind, g.Key)).ToHashSet();
            foreach (var justification in step.Change.Justify(gaps, request.Text, await FileAsync(step, token), step.Operation, ids))
            {
                changes.Add(justification);
                step.Scope.GetRequiredService<IAuditTrail>().Record(
                    id.Subject, "change.gap-justified", null, $"{justification.Kind} {justification.Key} {justification.PackageHash}");
            }
        }, ct);

    private async Task<EvidenceOnFile> FileAsync(Step step, CancellationToken ct)
    {
        var changes = step.Scope.GetRequiredService<IChanges>();
        return new EvidenceOnFile(await changes.EvidenceAsync(step.Change.Id, ct), await changes.JustificationsAsync(step.Change.Id, ct)) { Build = manifest.BuildId };
    }

    /// <summary>Whether the past cases of a rejected request were replayed by another build: reason enough to submit the same package again.</summary>
    private async Task<bool> IsOfAnotherBuildAsync(IServiceProvider scope, ChangeRequest rejected, CancellationToken ct) =>
        new EvidenceOnFile(await scope.GetRequiredService<IChanges>().EvidenceAsync(rejected.Id, ct), []) { Build = manifest.BuildId }
            .IsOfAnotherBuild(rejected.PackageHash);

    /// <summary>What this build ships beside the workflow and the submission was not run with, because it was made before.</summary>
    /// <exception cref="RuleException">CHG-048: there is some.</exception>
    internal void DemandShipped(ChangeRequest change, EvidenceOnFile file)
    {
        var shown = file.Evidence.FirstOrDefault(e => e.Kind == ChangeEvidence.Scenarios && e.PackageHash == change.PackageHash);
        var later = shown is null ? [] : scenarios.LaterThan(change.DefinitionId, ScenarioEvidence.Read(shown));
        if (later.Count > 0)
        {
            var named = string.Join(", ", later);
            throw new RuleException("CHG-048",
                $"{change.Number} was submitted before this build brought the scenarios {named}. Give it back, and let it be submitted again: then they are run.",
                new Dictionary<string, string> { ["gaps"] = named });
        }
    }

    /// <summary>Whether a rejected request brings other scenarios than before: reason enough to submit the same package again.</summary>
    private async Task<bool> BringsOtherScenariosAsync(IServiceProvider scope, ChangeRequest rejected, Candidate candidate, Guid author, CancellationToken ct)
    {
        var before = (await scope.GetRequiredService<IChanges>().EvidenceAsync(rejected.Id, ct))
            .FirstOrDefault(e => e.Kind == ChangeEvidence.Scenarios && e.PackageHash == rejected.PackageHash);
        var now = (await scenarios.OfAsync(scope, candidate, author, ct)).Select(k => k.ContentHash).Order(StringComparer.Ordinal);
        return before is null || !now.SequenceEqual(ScenarioEvidence.Read(before).Results.Select(r => r.ContentHash).Order(StringComparer.Ordinal));
    }
}
