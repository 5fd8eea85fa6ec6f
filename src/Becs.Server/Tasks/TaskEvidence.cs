using Becs.Domain.Orders;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Persistence.ReadModel;
using Becs.Server.Operations;

namespace Becs.Server.Tasks;

/// <summary>
/// What a task decides on, as it is at this moment: the blockers of the bag to label or release, the checks of the bag to reserve or issue, the
/// hold to investigate or to end.
/// Page, API and completion read it here, so that nobody signs another state of things than the one shown. The gates evaluate again.
/// </summary>
public sealed class TaskEvidence(OrderQueries orders, HoldRecords holds)
{
    private const string Print = "Task.PrintLabel";
    private const string Release = "Task.ReleaseComponent";
    private const string Allocate = "Task.AllocateUnit";
    private const string Issue = "Task.IssueUnit";
    private const string Emergency = "Task.EmergencyIssue";
    private static readonly string[] _aboutHolds = ["Task.InvestigateHold", "Task.CoSignLift", "Task.CoSignDiscard"];
    private static readonly string[] _seeHolds = [Permissions.HoldsPlace, Permissions.HoldsLift, Permissions.ComponentsRead];

    /// <summary>Null for a task that decides on nothing known here, or on what cannot be judged. The scope must have an operation.</summary>
    public async Task<ShownEvidence?> OfAsync(IServiceProvider scope, WorkTask task, CancellationToken cancellationToken)
    {
        if (task.InstanceId is { } instance && _aboutHolds.Contains(task.TitleKey, StringComparer.Ordinal))
        {
            return _seeHolds.Any(scope.GetRequiredService<ICurrentOperation>().Context.May)
                && await holds.OfCaseAsync(task.SiteId, instance, cancellationToken) is { } hold ? new ShownEvidence(null, null, hold) : null;
        }

        if (task.Subject is not { Kind: SubjectKinds.Unit, Id: var id } || task.TitleKey is not (Print or Release or Allocate or Issue or Emergency))
        {
            return null;
        }

        var current = scope.GetRequiredService<CurrentOperation>();
        var before = current.Context;
        current.Set(before with { InstanceId = task.InstanceId, PackageHash = task.PackageHash });
        try
        {
            return task.TitleKey is Print or Release
                ? new ShownEvidence(await BlockersAsync(scope, new UnitId(id), task.TitleKey, cancellationToken), null)
                : await ChecksAsync(scope, task, new UnitId(id), cancellationToken) is { } checks ? new ShownEvidence(null, checks) : null;
        }
        catch (BecsException)
        {
            // Not for this person, or gone: nothing is shown, and the gate says why when it is asked.
            return null;
        }
        finally
        {
            current.Set(before);
        }
    }

    private static Task<BlockerVector> BlockersAsync(IServiceProvider scope, UnitId unit, string title, CancellationToken cancellationToken) =>
        scope.GetRequiredService<ReleaseGate>()
            .EvaluateAsync(unit, title == Print ? ReleaseStage.LabelClearance : ReleaseStage.Release, cancellationToken);

    private async Task<CheckVector?> ChecksAsync(IServiceProvider scope, WorkTask task, UnitId unit, CancellationToken cancellationToken)
    {
        // Staff call the bag of an order by both: "O4711 W1234… E0150V00".
        var number = task.SubjectDisplay?.Split(' ')[0] ?? "";
        if (await orders.IdOfAsync(task.SiteId, number, cancellationToken) is not { } id)
        {
            return null;
        }

        var preview = scope.GetRequiredService<IssuePreview>();
        return task.TitleKey == Issue
            ? await preview.OfIssueAsync(new OrderId(id), unit, cancellationToken)
            : await preview.OfAllocationAsync(new OrderId(id), unit, task.TitleKey == Emergency, cancellationToken);
    }
}

/// <summary>One of the three, at one moment.</summary>
public sealed record ShownEvidence(BlockerVector? Vector, CheckVector? Checks, HoldRecord? Hold = null)
{
    /// <summary>SHA-256 of what it says, lower-case hex; the moment is no part of it.</summary>
    public string Hash => new CanonicalRecord().AddList("shown",
        Vector?.Results.Select(r => $"{r.Blocker} {r.State} {r.Reason} {r.EvidenceId:D} {r.RuleId} {r.Procedure} {r.CoveredUntil:O}")
        ?? Checks?.Results.Select(r => $"{r.Code} {r.State} {r.Reason} {r.EvidenceId:D}")
        ?? Lines(Hold!)).Hash();

    /// <summary>What a signature on the task must carry while this is shown beside it.</summary>
    public string Sign(WorkTask task)
    {
        task.ShownWith(Hash);
        return task.RecordHash();
    }

    /// <summary>The bags count where ending the hold may discard them: of a donor or a lot it discards none.</summary>
    private static IEnumerable<string> Lines(HoldRecord record)
    {
        var hold = record.Hold;
        var ends = hold.Scope is SubjectKinds.Unit or SubjectKinds.Donation ? record.Units : [];
        return
        [
            $"{hold.Id:D} {hold.Scope}:{hold.ScopeId:D} {hold.ReasonCode} {hold.NoteCode} {hold.PlacedBy} {hold.PlacedAt:O}",
            $"{hold.FindingCode} {hold.Proposal} {record.ProposedBy} {hold.ProposedAt:O}",
            .. ends.OrderBy(u => u.Id).Select(u => $"{u.Id:D} {u.Status}"),
        ];
    }
}
