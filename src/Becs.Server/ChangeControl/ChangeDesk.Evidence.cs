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

    private static async Task<EvidenceOnFile> FileAsync(Step step, CancellationToken ct)
    {
        var changes = step.Scope.GetRequiredService<IChanges>();
        return new EvidenceOnFile(await changes.EvidenceAsync(step.Change.Id, ct), await changes.JustificationsAsync(step.Change.Id, ct));
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
