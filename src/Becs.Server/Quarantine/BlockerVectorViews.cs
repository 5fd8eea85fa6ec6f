using Becs.Domain.Gates;
using Becs.Domain.Orders;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Donations;

namespace Becs.Server.Quarantine;

/// <summary>Vectors of the gates in words, for pages.</summary>
public sealed class BlockerVectorViews(QuarantineQueries quarantine, RecordTexts texts)
{
    private const int MostCovers = 200;

    /// <param name="vector">What each blocker said.</param>
    /// <param name="site">Whose covers they are.</param>
    /// <param name="decision">Decision it belongs to; null for "as of now".</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<BlockerVectorView> OfAsync(BlockerVector vector, SiteId site, Guid? decision, CancellationToken cancellationToken)
    {
        var covers = (await quarantine.CoversAsync(site, null, 0, MostCovers, cancellationToken)).Items.ToDictionary(c => c.Id);
        return new BlockerVectorView(
            vector.EvaluatedAt, [.. vector.Results.Select(r => LineOf(r, covers))], decision,
            vector.Stage == ReleaseStage.Release ? VectorKind.Release : VectorKind.Label);
    }

    /// <summary>The checks of reservation or issue; those of the issue desk are named as still to come.</summary>
    public BlockerVectorView Of(CheckVector vector) => new(
        vector.EvaluatedAt,
        [.. (vector.Gate == GateName.Issue ? IssueCodes.ForIssue : IssueCodes.ForAllocation)
            .Select(code => LineOf(code, vector.Results.FirstOrDefault(r => r.Code == code)))],
        Kind: vector.Gate == GateName.Issue ? VectorKind.Issue : VectorKind.Allocate);

    private BlockerLine LineOf(string code, CheckResult? result) => new(
        code, texts.Of("check.", code),
        result?.State switch
        {
            null => BlockerState.AtTheDesk,
            CheckState.Passed => BlockerState.Clear,
            CheckState.NotApplicable => BlockerState.NotApplicable,
            _ => BlockerState.Blocked,
        },
        texts.Why(result?.Reason), "", []);

    private BlockerLine LineOf(BlockerResult r, Dictionary<Guid, CoverRow> covers) => new(
        r.Blocker, texts.Of("", ReleaseBlockers.Find(r.Blocker)?.Key ?? r.Blocker), StateOf(r.State), texts.Why(r.Reason), r.RuleId ?? "",
        r.EvidenceId is { } evidence ? [evidence.ToString("D")] : [],
        r is { Procedure: { } procedure, CoveredUntil: { } until }
            ? new BlockerCover(procedure, r.EvidenceId is { } id && covers.TryGetValue(id, out var cover) ? cover.SignedBy : "", until)
            : null);

    private static BlockerState StateOf(Domain.Quarantine.BlockerState state) => state switch
    {
        Domain.Quarantine.BlockerState.Clear => BlockerState.Clear,
        Domain.Quarantine.BlockerState.Blocked => BlockerState.Blocked,
        Domain.Quarantine.BlockerState.NotApplicable => BlockerState.NotApplicable,
        Domain.Quarantine.BlockerState.CoveredByProcedure => BlockerState.Covered,
        _ => BlockerState.NotEvaluated,
    };
}
