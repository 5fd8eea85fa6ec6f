using Becs.Domain.Components;
using Becs.Domain.Gates;
using Becs.Domain.Isbt128;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Donations;
using Becs.Server.Haemovigilance;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Server.Quarantine;
using Becs.Server.Shell.Lists;
using Becs.Server.Shell.Session;
using Becs.Server.Tasks.Forms;
using StoredUnit = Becs.Persistence.ReadModel.UnitRow;

namespace Becs.Server.Components;

/// <summary>The bags stored at the site for their pages, with the blocker vector as a gate would see it now.</summary>
internal sealed class UnitPages(
    PageReads pages, UnitQueries units, BlockerVectorViews views, IWorkflowReads workflows, TracePages traces, CaseReads cases, ProductNames products,
    RecordTexts texts, TimeProvider clock) : IUnitPages
{
    private const string ReleaseProcess = "component-release";

    public Task<PageOf<UnitRow>> ListAsync(
        string search, string state, int page, int pageSize, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.ComponentsRead, async (scope, now) =>
        {
            if (FilterOf(search.Trim(), state) is not { } filter)
            {
                return new PageOf<UnitRow>([], 1, pageSize, 0);
            }

            var found = await units.ListAsync(now.Site!.Id, filter, (page - 1) * pageSize, pageSize, cancellationToken);
            var names = await products.AtAsync(scope, now.Site.Id, cancellationToken);
            return new PageOf<UnitRow>([.. found.Items.Select(u => RowOf(u, names))], page, pageSize, found.TotalCount);
        }, cancellationToken);

    public Task<UnitView?> FindAsync(string din, string productCode, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.ComponentsRead, async (scope, now) =>
        {
            if (await IdAsync(now.Site!.Id, din, productCode, cancellationToken) is not { } id
                || await units.FindAsync(id, cancellationToken) is not { } record)
            {
                return null;
            }

            var unit = record.Unit;
            var names = await products.AtAsync(scope, now.Site.Id, cancellationToken);
            return new UnitView(
                id, unit.Din, RecordTexts.Din(unit.Din), unit.ProductCode, names(unit.ProductCode), RecordTexts.StateOfUnit(unit.Status),
                RecordTexts.ToneOfUnit(unit.Status), texts.Group(unit.BloodGroup), unit.BloodGroup ?? "", unit.VolumeMl, unit.ExpiresAt, clock.UtcNow() >= unit.ExpiresAt,
                unit.StorageCode, [.. record.Labels.Select(LabelOf)],
                [.. record.Holds.Select(h => new HoldLine(
                    h.Id, texts.Of("hold.reason.", h.ReasonCode), texts.Of("scope.", h.Scope), h.PlacedAt, h.PlacedBy, h.IsOpen))],
                HasLeft(record) ? null : await VectorAsync(scope, record, now.Site.Id, cancellationToken), texts.Timeline(OwnEvents(record), names),
                await cases.AboutAsync(now, [id], cancellationToken), await traces.OfUnitAsync(id, cancellationToken));
        }, cancellationToken);

    /// <summary>On its own page the bag need not be named in every line.</summary>
    private static IEnumerable<TimelineRow> OwnEvents(UnitRecord record) => record.Timeline.Select(r =>
        r.Detail.StartsWith(record.Unit.ProductCode, StringComparison.Ordinal) ? r with { Detail = r.Detail[record.Unit.ProductCode.Length..].Trim() } : r);

    private static bool HasLeft(UnitRecord record) =>
        record.Fate is not null || record.Unit.Status is nameof(UnitStatus.Issued) or nameof(UnitStatus.Modified);

    /// <summary>
    /// Before release: what the gate would see now, in the case that handles the bag. After it: what the gate saw when it decided, because
    /// nothing releases the bag a second time.
    /// </summary>
    private async Task<BlockerVectorView> VectorAsync(
        IServiceProvider scope, UnitRecord record, SiteId site, CancellationToken cancellationToken)
    {
        var decided = record.ReleasedDecisionId is { } id
            ? await scope.GetRequiredService<IGateDecisions>().FindAsync(id, cancellationToken)
            : null;
        var vector = decided is null
            ? await EvaluateAsync(record.Unit.Id, cancellationToken)
            : BlockerVector.Parse(decided.Evidence);
        return await views.OfAsync(vector, site, decided?.Id, cancellationToken);
    }

    private async Task<BlockerVector> EvaluateAsync(Guid unit, CancellationToken cancellationToken)
    {
        var handling = (await workflows.AboutAsync([unit], cancellationToken)).LastOrDefault(c => c is { DefinitionId: ReleaseProcess, IsOpen: true });
        return await pages.EvaluateAsync(
            Permissions.ComponentsRead, "unit.show",
            (scope, context) =>
            {
                scope.GetRequiredService<CurrentOperation>().Set(context with { InstanceId = handling?.Id, PackageHash = handling?.PackageHash });
                return scope.GetRequiredService<ReleaseGate>().EvaluateAsync(new UnitId(unit), ReleaseStage.Release, cancellationToken);
            },
            cancellationToken);
    }

    private LabelLine LabelOf(LabelRow label) => new(
        label.ProductCode, label.State == "replaced" ? "superseded" : label.State,
        label.State switch { "verified" => Tone.Good, "printed" => Tone.Info, "replaced" => Tone.Neutral, _ => Tone.Bad },
        label.PrintedAt, label.PrintedBy, label.VerifiedBy, texts.Group(label.BloodGroup), label.BloodGroup, ScanWords.Date(label.Expiry));

    private UnitRow RowOf(StoredUnit u, Func<string, string> names) => new(
        u.Din, RecordTexts.Din(u.Din), u.ProductCode, names(u.ProductCode), texts.Group(u.BloodGroup), RecordTexts.StateOfUnit(u.Status),
        RecordTexts.ToneOfUnit(u.Status), u.ExpiresAt,
        clock.UtcNow() >= u.ExpiresAt && u.Status is not (nameof(UnitStatus.Transfused) or nameof(UnitStatus.Discarded) or nameof(UnitStatus.Modified)),
        u.IsHeld);

    /// <summary>Null when the search names no bag there could be.</summary>
    private static UnitFilter? FilterOf(string search, string state)
    {
        UnitStatus? status = state.Length == 0 ? null
            : Enum.GetValues<UnitStatus>().FirstOrDefault(s => RecordTexts.StateOfUnit(s.ToString()) == state);
        try
        {
            return search.Length == 0 ? new UnitFilter(status) : new UnitFilter(status, Din: DinText.Read(search));
        }
        catch (InputException)
        {
            return null;
        }
    }

    private async Task<Guid?> IdAsync(SiteId site, string din, string productCode, CancellationToken cancellationToken)
    {
        try
        {
            return await units.IdOfAsync(site, DinText.Read(din), ProductCodeText.Read(productCode).Value, cancellationToken);
        }
        catch (InputException)
        {
            return null;
        }
    }
}
