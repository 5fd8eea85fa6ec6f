using Becs.Domain.Orders;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Persistence.ReadModel;
using Becs.Server.Operations;

namespace Becs.Server.Tasks;

/// <summary>
/// What a task decides on, as it is at this moment: the blockers of the bag to label or release, the checks of the bag to reserve or issue.
/// Page, API and completion read it here, so that nobody signs another state of things than the one shown. The gates evaluate again.
/// </summary>
public sealed class TaskEvidence(OrderQueries orders)
{
    private const string Print = "Task.PrintLabel";
    private const string Release = "Task.ReleaseComponent";
    private const string Allocate = "Task.AllocateUnit";
    private const string Issue = "Task.IssueUnit";
    private const string Emergency = "Task.EmergencyIssue";

    /// <summary>Null for a task that decides on no bag, or whose bag cannot be judged. The scope must have an operation.</summary>
    public async Task<ShownEvidence?> OfAsync(IServiceProvider scope, WorkTask task, CancellationToken cancellationToken)
    {
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

/// <summary>One of the two, at one moment.</summary>
public sealed record ShownEvidence(BlockerVector? Vector, CheckVector? Checks)
{
    /// <summary>SHA-256 of what it says, lower-case hex; the moment is no part of it.</summary>
    public string Hash => new CanonicalRecord().AddList("shown",
        Vector?.Results.Select(r => $"{r.Blocker} {r.State} {r.Reason} {r.EvidenceId:D} {r.RuleId} {r.Procedure} {r.CoveredUntil:O}")
        ?? Checks!.Results.Select(r => $"{r.Code} {r.State} {r.Reason} {r.EvidenceId:D}")).Hash();

    /// <summary>What a signature on the task must carry while this is shown beside it.</summary>
    public string Sign(WorkTask task)
    {
        task.ShownWith(Hash);
        return task.RecordHash();
    }
}
