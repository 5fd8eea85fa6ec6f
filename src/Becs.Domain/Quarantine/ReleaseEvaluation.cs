using Becs.Domain.Shared;

namespace Becs.Domain.Quarantine;

/// <summary>
/// Evaluates the whole vector from primary facts. Fails closed: what is not evaluated, cannot be read or throws is blocked.
/// </summary>
public sealed class ReleaseEvaluation(
    UnitScopes scopes, UnitBlockers unitBlockers, DonationBlockers donationBlockers, IManualCovers covers, ISubjects subjects,
    ICurrentOperation current)
{
    /// <exception cref="ForbiddenException">REL-005: the bag is at another site.</exception>
    internal async Task<(BlockerVector Vector, ReleaseCase Case)> EvaluateAsync(
        UnitId id, ReleaseStage stage, CancellationToken cancellationToken)
    {
        var operation = current.Context;
        var site = operation.SiteId.Subject;
        await subjects.TouchAsync(site, cancellationToken);
        var scope = await scopes.OfAsync(id, cancellationToken);
        if (scope.Unit.SiteId != operation.SiteId)
        {
            throw new ForbiddenException("REL-005", $"{id.Subject} is not at this site.");
        }

        var c = new ReleaseCase(scope, stage, operation);
        c.Read(site);
        var standing = await covers.StandingAsync(operation.SiteId, operation.SiteToday, cancellationToken);
        var results = new List<BlockerResult>();
        foreach (var blocker in ReleaseBlockers.For(stage))
        {
            results.Add(blocker.IsImplemented ? await GuardedAsync(blocker.Code, c, cancellationToken)
                : await SeenAsync(blocker.Code, c, cancellationToken) ?? Covered(blocker.Code, standing, operation.SiteToday));
        }

        return (new BlockerVector(id, stage, operation.NowAt, results), c);
    }

    private static BlockerResult Covered(string blocker, IReadOnlyList<ManualCover> standing, DateOnly today) =>
        standing.Where(s => s.BlockerCode == blocker && s.CoversOn(today)).MaxBy(s => s.ValidUntil) is { } cover
            ? BlockerResult.Covered(cover)
            : BlockerResult.NotEvaluated(blocker);

    // A blocker that cannot be evaluated says nothing good about the bag, whatever went wrong; the vector goes on, so that all is seen.
    private async Task<BlockerResult> GuardedAsync(string blocker, ReleaseCase c, CancellationToken cancellationToken)
    {
        try
        {
            var result = await EvaluateOneAsync(blocker, c, cancellationToken);
            return result.Blocker == blocker ? result : BlockerResult.Blocked(blocker, "evaluation-confused");
        }
        catch (BecsException exception)
        {
            return BlockerResult.Blocked(blocker, "evaluation-failed", ruleId: exception.Code);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return BlockerResult.Blocked(blocker, "evaluation-failed", ruleId: exception.GetType().Name);
        }
    }

    // What the system sees of a blocker that is otherwise a procedure's: no cover takes it away.
    private async Task<BlockerResult?> SeenAsync(string blocker, ReleaseCase c, CancellationToken cancellationToken)
    {
        if (blocker != ReleaseBlockers.DataIntegrity)
        {
            return null;
        }

        try
        {
            return await unitBlockers.AuditTrailAsync(c, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return BlockerResult.Blocked(blocker, "evaluation-failed", ruleId: (exception as BecsException)?.Code ?? exception.GetType().Name);
        }
    }

    private async Task<BlockerResult> EvaluateOneAsync(string blocker, ReleaseCase c, CancellationToken cancellationToken) => blocker switch
    {
        "RB-26" => UnitBlockers.Expiry(c),
        "RB-30" => await unitBlockers.RelatedHoldAsync(c, cancellationToken),
        "RB-31" => await unitBlockers.DuplicateAsync(c, cancellationToken),
        "RB-32" => await unitBlockers.LabelAsync(c, await donationBlockers.LabelGroupAsync(c, cancellationToken), cancellationToken),
        "RB-35" => await unitBlockers.WorkflowVersionAsync(c, cancellationToken),
        "RB-38" => await unitBlockers.OwnHoldAsync(
            c, await donationBlockers.ReagentLotsAsync(c, cancellationToken), cancellationToken),
        _ => await donationBlockers.EvaluateAsync(blocker, c, cancellationToken),
    };
}
