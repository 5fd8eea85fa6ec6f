using Becs.Domain.Components;
using Becs.Domain.Gates;
using Becs.Domain.Inventory;
using Becs.Domain.Orders;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Domain.Testing;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>A bag as it stood at a moment, from its facts: each carries when it was recorded, and what came later is left out.</summary>
public sealed class PastUnitQueries
{
    private readonly ReadDatabase _reads;

    internal PastUnitQueries(ReadDatabase reads) => _reads = reads;

    /// <returns>Null when there is no such bag.</returns>
    public async Task<PastUnit?> FindAsync(Guid id, DateTime at, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var unitId = new UnitId(id);
        var unit = await db.Set<Unit>().AsSplitQuery().SingleOrDefaultAsync(u => u.Id == unitId, cancellationToken);
        if (unit is null)
        {
            return null;
        }

        var decisions = await PastFacts.OfAsync(
            db, db.Set<GateDecision>().Where(d => (d.SubjectKind == SubjectKinds.Unit && d.SubjectId == id)
                || (d.SubjectKind == SubjectKinds.Donation && d.SubjectId == unit.DonationId.Value)), at, cancellationToken);
        var prints = await PrintsAsync(db, unitId, at, cancellationToken);
        var (state, since) = UnitPast.At(await StepsAsync(db, unit, prints, decisions, cancellationToken), at);
        var reach = await HoldReach.OfAsync(db, [(id, unit.DonationId.Value)], cancellationToken);
        var tasks = await TasksAsync(db, unit, at, cancellationToken);
        return new PastUnit(
            id, unit.DonationId.Value, await SiteAsync(db, unit, at, cancellationToken), unit.Made.RecordedAt <= at, state?.ToString() ?? "", since, unit.ExpiresAt,
            [.. unit.Labels.Where(l => l.FromAt <= at).OrderBy(l => l.FromAt).Select(l => new UnitNameRow(l.Din.Value, l.ProductCode, l.FromAt, l.ToAt <= at ? l.ToAt : null))],
            prints, [.. (await QuarantineQueries.OfScopesAsync(db, [.. reach[id]], cancellationToken)).Where(h => h.PlacedAt <= at).Select(h => AsOf(h, at))],
            await ResultsAsync(db, unit.DonationId, at, cancellationToken), decisions, tasks,
            await PastFacts.RefusalsAsync(db, [id, .. tasks.Select(t => t.Id)], unit.Made.RecordedAt, at, cancellationToken),
            [.. tasks.Select(t => t.InstanceId).Concat(decisions.Select(d => d.InstanceId)).OfType<Guid>().Distinct()]);
    }

    private static HoldRow AsOf(HoldRow h, DateTime at) => h with
    {
        FindingCode = h.ProposedAt <= at ? h.FindingCode : null,
        Proposal = h.ProposedAt <= at ? h.Proposal : null,
        ProposedAt = h.ProposedAt <= at ? h.ProposedAt : null,
        ClosedAs = h.ClosedAt <= at ? h.ClosedAs : null,
        ClosedAt = h.ClosedAt <= at ? h.ClosedAt : null,
    };

    private static async Task<IReadOnlyList<PastPrint>> PrintsAsync(BecsDbContext db, UnitId unit, DateTime at, CancellationToken cancellationToken)
    {
        var prints = await db.Set<LabelPrint>().Where(p => p.UnitId == unit).OrderBy(p => p.Number).ToListAsync(cancellationToken);
        var scans = await db.Set<LabelVerification>().Where(v => v.UnitId == unit).ToListAsync(cancellationToken);
        var voids = await db.Set<LabelVoid>().Where(v => v.UnitId == unit).ToListAsync(cancellationToken);
        return [.. prints.Where(p => p.Stamp.RecordedAt <= at).Select(p => new PastPrint(
            p.Number, p.ProductCode, p.BloodGroup, p.Stamp.RecordedAt, p.Stamp.UserName,
            scans.Where(v => v.PrintId == p.Id && v.Matches && v.Stamp.RecordedAt <= at).Select(v => (DateTime?)v.Stamp.RecordedAt).Min(),
            voids.Where(v => v.PrintId == p.Id && v.Stamp.RecordedAt <= at).Select(v => (DateTime?)v.Stamp.RecordedAt).Min()))];
    }

    private static async Task<List<UnitPast.Step>> StepsAsync(
        BecsDbContext db, Unit unit, IReadOnlyList<PastPrint> prints, IReadOnlyList<PastDecision> decisions, CancellationToken cancellationToken)
    {
        var steps = new List<UnitPast.Step> { new(unit.Made.RecordedAt, 0, UnitStatus.Quarantined) };
        foreach (var print in prints)
        {
            Add(print.PrintedAt, 1, UnitStatus.Labelled);
            Add(print.VerifiedAt, 2, UnitStatus.LabelVerified);
            Add(print.VoidedAt, 3, UnitStatus.Quarantined);
        }

        foreach (var release in decisions.Where(d => d.SubjectId == unit.Id.Value && d.Gate == nameof(GateName.Release) && d.Verdict == nameof(GateVerdict.Clear)))
        {
            Add(release.At, 4, UnitStatus.Released);
        }

        var allocations = await db.Set<Allocation>().Where(a => a.UnitId == unit.Id).ToListAsync(cancellationToken);
        foreach (var allocation in allocations)
        {
            Add(allocation.Made.RecordedAt, 6, UnitStatus.Allocated);
            Add(allocation.CancelReasonCode is null ? null : allocation.ClosedAt, 5, UnitStatus.Released);
        }

        foreach (var issue in await db.Set<UnitIssue>().Where(i => i.UnitId == unit.Id).ToListAsync(cancellationToken))
        {
            Add(issue.Issued.RecordedAt, 7, UnitStatus.Issued);
        }

        foreach (var back in await db.Set<UnitReturn>().Where(r => r.UnitId == unit.Id).ToListAsync(cancellationToken))
        {
            Add(back.Stamp.RecordedAt, 8, back.IsAccepted ? UnitStatus.Released : UnitStatus.Returned);
        }

        foreach (var fate in await db.Set<Fate>().Where(f => f.UnitId == unit.Id).ToListAsync(cancellationToken))
        {
            Add(fate.Stamp.RecordedAt, 9, fate.Kind switch
            {
                FateKind.Transfused => UnitStatus.Transfused,
                FateKind.Modified => UnitStatus.Modified,
                _ => UnitStatus.Discarded,
            });
        }

        return steps;

        void Add(DateTime? at, int order, UnitStatus became)
        {
            if (at is { } time)
            {
                steps.Add(new UnitPast.Step(time, order, became));
            }
        }
    }

    /// <summary>Where it was kept: where the last move by then took it, or where the first one after took it from.</summary>
    private static async Task<Guid> SiteAsync(BecsDbContext db, Unit unit, DateTime at, CancellationToken cancellationToken)
    {
        var moves = (await db.Set<UnitMove>().Where(m => m.UnitId == unit.Id).ToListAsync(cancellationToken)).OrderBy(m => m.Stamp.RecordedAt).ToList();
        return (moves.LastOrDefault(m => m.Stamp.RecordedAt <= at)?.ToSiteId ?? moves.FirstOrDefault()?.FromSiteId ?? unit.SiteId).Value;
    }

    /// <summary>Results recorded by then. A first entry whose second is still to come today is shown to nobody, also not in the past.</summary>
    private static async Task<IReadOnlyList<PastResult>> ResultsAsync(BecsDbContext db, DonationId donation, DateTime at, CancellationToken cancellationToken)
    {
        var results = await db.Set<TestResult>().Where(r => r.DonationId == donation).OrderBy(r => r.Id).ToListAsync(cancellationToken);
        var runIds = results.Select(r => r.RunId).Distinct().ToList();
        var runs = await db.Set<TestRun>().Where(r => runIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellationToken);
        var enteredTwice = results.Where(r => r.Entry == ResultEntry.Second).Select(r => r.Key).ToHashSet();
        return [.. results.Where(r => r.Stamp.RecordedAt <= at).Select(r => new PastResult(
            r.Id, r.TestCode, r.Role.ToString(), r.Entry == ResultEntry.First && !enteredTwice.Contains(r.Key) ? null : r.Interpretation?.ToString(),
            r.Stamp.UserName, r.Stamp.RecordedAt, runs[r.RunId].Invalidation?.Stamp.RecordedAt <= at))];
    }

    private static async Task<IReadOnlyList<PastTask>> TasksAsync(BecsDbContext db, Unit unit, DateTime at, CancellationToken cancellationToken)
    {
        var (id, donation) = (unit.Id.Value, unit.DonationId.Value);
        return (await db.Set<WorkTask>().Where(t => t.CreatedAt <= at
                && ((t.SubjectKind == SubjectKinds.Unit && t.SubjectId == id) || (t.SubjectKind == SubjectKinds.Donation && t.SubjectId == donation)))
            .OrderBy(t => t.CreatedAt).ToListAsync(cancellationToken)).ConvertAll(t => PastFacts.Of(t, at));
    }
}
