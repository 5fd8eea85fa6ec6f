using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Orders;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Testing;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>Everything that happened to a donation and its bags, oldest first, from the primary facts.</summary>
internal static class DonationTimeline
{
    public static async Task<IReadOnlyList<TimelineRow>> OfAsync(
        BecsDbContext db, Donation donation, IReadOnlyList<TestOrder> orders, IReadOnlyList<ResultRow> results,
        CancellationToken cancellationToken)
    {
        List<TimelineRow> lines = [Line("donation-registered", donation.Din.Value, donation.Registered)];
        lines.AddRange(donation.LabelScans.Select(s => Line(
            s.ScannedDin == donation.Din ? "label-scanned" : "label-mismatch", s.Target.ToString(), s.Stamp)));
        if (donation.Start is { } start)
        {
            lines.Add(Line("collection-started", start.Arm, start.Stamp) with { At = start.StartedAt });
        }

        lines.AddRange(donation.Records.Select(r => Line(
            r.Outcome == CollectionOutcome.Collected ? "collection-ended" : "collection-failed", r.FailureCode ?? $"{r.VolumeMl} mL", r.Stamp)));
        foreach (var sample in donation.Samples)
        {
            lines.Add(Line("sample-taken", sample.Kind.ToString(), sample.Stamp));
            if (sample.ReceivedAt is { } receivedAt)
            {
                lines.Add(new TimelineRow(receivedAt, "sample-received", sample.Kind.ToString(), ""));
            }
        }

        lines.AddRange(orders.Select(o => Line("tests-ordered", string.Join(' ', o.TestCodes), o.Stamp)));
        lines.AddRange(results.Select(r => new TimelineRow(
            r.EnteredAt, r.IsVoid ? "result-void" : "result-recorded", $"{r.TestCode} {r.Role} {r.Interpretation}".Trim(), r.EnteredBy)));
        lines.AddRange(await HoldsAsync(db, donation.Id.Value, cancellationToken));
        var units = await db.Set<Unit>().AsNoTracking().Where(u => u.DonationId == donation.Id).ToListAsync(cancellationToken);
        foreach (var unit in units)
        {
            lines.AddRange(await OfUnitAsync(db, unit, cancellationToken));
        }

        return Ordered(lines);
    }

    /// <summary>What happened to one bag.</summary>
    public static async Task<IReadOnlyList<TimelineRow>> OfUnitAsync(BecsDbContext db, Unit unit, CancellationToken cancellationToken)
    {
        var code = unit.Labels.MaxBy(l => l.FromAt)!.ProductCode;
        List<TimelineRow> lines = [Line("unit-made", code, unit.Made)];
        lines.AddRange((await db.Set<LabelPrint>().AsNoTracking().Where(p => p.UnitId == unit.Id).ToListAsync(cancellationToken))
            .Select(p => Line("label-printed", $"{p.ProductCode} #{p.Number}", p.Stamp)));
        lines.AddRange((await db.Set<LabelVerification>().AsNoTracking().Where(v => v.UnitId == unit.Id).ToListAsync(cancellationToken))
            .Select(v => Line(v.Matches ? "label-verified" : "label-mismatch", $"{code} {string.Join(' ', v.Mismatches)}".Trim(), v.Stamp)));
        lines.AddRange((await db.Set<LabelVoid>().AsNoTracking().Where(v => v.UnitId == unit.Id).ToListAsync(cancellationToken))
            .Select(v => Line("label-voided", v.ReasonCode, v.Stamp)));
        lines.AddRange((await db.Set<Domain.Gates.GateDecision>().AsNoTracking()
                .Where(d => d.SubjectKind == SubjectKinds.Unit && d.SubjectId == unit.Id.Value)
                .OrderByDescending(d => d.DecidedAt).Take(RowsExtensions.Most).ToListAsync(cancellationToken))
            .Select(d => new TimelineRow(d.DecidedAt, $"gate-{d.Gate}-{d.Verdict}".ToLowerInvariant(), code, "")));
        lines.AddRange((await db.Set<Allocation>().AsNoTracking().Where(a => a.UnitId == unit.Id).ToListAsync(cancellationToken))
            .Select(a => Line("allocated", code, a.Made)));
        lines.AddRange((await db.Set<UnitIssue>().AsNoTracking().Where(i => i.UnitId == unit.Id).ToListAsync(cancellationToken))
            .Select(i => Line(i.IsEmergency ? "issued-emergency" : "issued", code, i.Issued)));
        lines.AddRange((await db.Set<UnitReturn>().AsNoTracking().Where(r => r.UnitId == unit.Id).ToListAsync(cancellationToken))
            .Select(r => Line(r.IsAccepted ? "returned-to-stock" : "returned-unfit", r.ReasonCode, r.Stamp)));
        lines.AddRange((await db.Set<Fate>().AsNoTracking().Where(f => f.UnitId == unit.Id).ToListAsync(cancellationToken))
            .Select(f => Line($"fate-{f.Kind}".ToLowerInvariant(), f.ReasonCode, f.Stamp)));
        lines.AddRange(await HoldsAsync(db, unit.Id.Value, cancellationToken));
        return Ordered(lines);
    }

    private static async Task<IEnumerable<TimelineRow>> HoldsAsync(BecsDbContext db, Guid scopeId, CancellationToken cancellationToken) =>
        (await db.Set<Hold>().AsNoTracking().Where(h => h.ScopeId == scopeId).ToListAsync(cancellationToken)).SelectMany(h =>
            h.ClosedAt is { } closedAt
                ? [Line("hold-placed", h.ReasonCode, h.Placed),
                    new TimelineRow(closedAt, $"hold-{h.ClosedAs}".ToLowerInvariant(), h.FindingCode ?? "", "")]
                : new[] { Line("hold-placed", h.ReasonCode, h.Placed) });

    private static TimelineRow Line(string what, string detail, FactStamp stamp) => new(stamp.RecordedAt, what, detail, stamp.UserName);

    private static IReadOnlyList<TimelineRow> Ordered(IEnumerable<TimelineRow> lines) => [.. lines.OrderBy(l => l.At)];
}
