using Becs.Contracts.Components;
using Becs.Domain.Components;
using Becs.Domain.Gates;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tasks;
using Becs.Domain.Testing;

namespace Becs.Domain.Quarantine;

/// <summary>
/// The gate between quarantine and stock. It reads primary facts only, evaluates every blocker again at the signature, records a decision,
/// and only a clear decision puts the bag in stock.
/// </summary>
public sealed class ReleaseGate(
    ReleaseEvaluation evaluation, DecisionRecorder recorder, ILabels labels, ITests tests, ITasks tasks, ISubjects subjects,
    IEventSink events, IIdGenerator ids, ICurrentOperation current)
{
    private OperationContext Operation => current.Context;

    /// <summary>The vector as it is now, to show or to branch on. Decides nothing.</summary>
    public async Task<BlockerVector> EvaluateAsync(UnitId id, ReleaseStage stage, CancellationToken cancellationToken = default) =>
        (await evaluation.EvaluateAsync(id, stage, cancellationToken)).Vector;

    /// <summary>Brings the stored status of a bag without final label in line with the vector: Quarantined or LabelCleared.</summary>
    public async Task<BlockerVector> RefreshAsync(UnitId id, CancellationToken cancellationToken = default)
    {
        var (vector, c) = await evaluation.EvaluateAsync(id, ReleaseStage.LabelClearance, cancellationToken);
        if (c.Unit.Status is UnitStatus.Created or UnitStatus.Quarantined or UnitStatus.LabelCleared)
        {
            var wanted = vector.IsClear ? UnitStatus.LabelCleared : UnitStatus.Quarantined;
            if (c.Unit.Status != wanted)
            {
                if (vector.IsClear)
                {
                    c.Unit.ClearForLabel();
                }
                else
                {
                    c.Unit.Quarantine();
                }

                subjects.Bump(id.Subject);
            }
        }

        return vector;
    }

    /// <summary>
    /// Releases the bag if nothing blocks. Needs <see cref="Permissions.ComponentsRelease"/> and a signature of this operation with the
    /// meaning <c>released</c>, on the bag or on a task about the bag or its donation, of a person who did none of the critical work.
    /// </summary>
    public async Task<ReleaseOutcome> ReleaseAsync(UnitId id, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.ComponentsRelease);
        Operation.DemandPerson();
        var signature = Operation.DemandSignature(SignatureMeanings.Released);
        var (vector, c) = await evaluation.EvaluateAsync(id, ReleaseStage.Release, cancellationToken);
        if (c.Unit.Status > UnitStatus.LabelVerified)
        {
            throw new RuleException("REL-002", $"{id.Subject} is {c.Unit.Status}: it cannot be released.");
        }

        await DemandSignedAsync(signature, c, cancellationToken);
        await DemandIndependentAsync(c, cancellationToken);
        var verdict = vector.IsClear ? GateVerdict.Clear : GateVerdict.Blocked;
        var decision = await recorder.RecordAsync(
            GateName.Release, id.Subject, c.Reads, verdict, vector.ToJson(), cancellationToken);
        subjects.Bump(id.Subject);
        if (verdict == GateVerdict.Clear)
        {
            c.Unit.Release(decision, Operation);
            var print = (await labels.OfAsync(id, cancellationToken)).Current!;
            events.Raise(id.Subject, new ComponentReleased(
                id.Value, c.Unit.DonationId.Value, c.Unit.Din.Value, c.Unit.Label.ProductCode, c.Unit.ComponentClass.ToString(),
                print.BloodGroup, c.Unit.ExpiresAt, decision.Id));
            return new ReleaseOutcome(true, vector, decision.Id);
        }

        await VoidLabelAsync(c.Unit, vector, cancellationToken);
        events.Raise(id.Subject, new ComponentReleaseBlocked(
            id.Value, c.Unit.DonationId.Value, [.. vector.Blocking.Select(b => b.Blocker)], decision.Id));
        return new ReleaseOutcome(false, vector, decision.Id);
    }

    // Something other than the label itself blocks: the label says what is no longer so, and must be destroyed (domain.md 1).
    private async Task VoidLabelAsync(Unit unit, BlockerVector vector, CancellationToken cancellationToken)
    {
        var other = vector.Blocking.Select(b => b.Blocker).Where(b => b != ReleaseBlockers.Label).ToList();
        if (other.Count == 0)
        {
            return;
        }

        if ((await labels.OfAsync(unit.Id, cancellationToken)).Current is { } print)
        {
            labels.Add(new LabelVoid(ids.New(), print, "blocked-at-release", FactStamp.Of(Operation)));
            events.Raise(unit.Id.Subject, new LabelVoided(unit.Id.Value, unit.DonationId.Value, print.Number, other));
        }

        unit.Quarantine();
    }

    // The signature must have been given on this bag. One given on something else, however real, releases nothing.
    private async Task DemandSignedAsync(Signature signature, ReleaseCase c, CancellationToken cancellationToken)
    {
        var bag = c.Unit.Id.Subject;
        if (signature.SignedHash.Length > 0 && signature.Subject == bag.ToString())
        {
            return;
        }

        var prefix = SubjectKinds.Task + ":";
        if (signature.Subject.StartsWith(prefix, StringComparison.Ordinal)
            && Guid.TryParseExact(signature.Subject[prefix.Length..], "D", out var taskId)
            && await tasks.FindAsync(new TaskId(taskId), cancellationToken) is { } task
            && task.SignatureId == signature.Id
            && (task.Subject == bag || task.Subject == c.Unit.DonationId.Subject))
        {
            return;
        }

        throw new RuleException("REL-004", $"{bag}: what was signed is not this bag.");
    }

    private async Task DemandIndependentAsync(ReleaseCase c, CancellationToken cancellationToken)
    {
        var history = await labels.OfAsync(c.Unit.Id, cancellationToken);
        var results = await tests.ResultsOfAsync(c.Unit.DonationId, cancellationToken);
        var donation = c.Scope.Donation;
        IEnumerable<FactStamp?> critical =
        [
            donation.Start?.Stamp, .. donation.Records.Select(r => r.Stamp), c.Unit.Made, .. results.Select(r => r.Stamp),
            .. history.Prints.Select(p => p.Stamp), .. history.Verifications.Select(v => v.Stamp),
        ];
        if (critical.Any(s => s?.UserId == Operation.UserId))
        {
            throw new ForbiddenException("REL-003", $"{c.Unit.Id.Subject} must be released by somebody who did no critical work on it.");
        }
    }
}
