using Becs.Domain.Components;
using Becs.Domain.Inventory;
using Becs.Domain.Isbt128;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>Reads the bags stored at a site.</summary>
public sealed class UnitQueries
{
    private readonly ReadDatabase _reads;

    internal UnitQueries(ReadDatabase reads) => _reads = reads;

    /// <summary>Bags stored at a site, shortest-dated first.</summary>
    public async Task<Rows<UnitRow>> ListAsync(
        SiteId site, UnitFilter filter, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var units = db.Set<Unit>().Where(u => u.SiteId == site);
        if (filter.Status is { } status)
        {
            units = units.Where(u => u.Status == status);
        }

        if (filter.ComponentClass is { } componentClass)
        {
            units = units.Where(u => u.ComponentClass == componentClass);
        }

        if (filter.ExpiresBeforeAt is { } before)
        {
            units = units.Where(u => u.ExpiresAt < before);
        }

        if (filter.BloodGroup is { } group)
        {
            units = units.Where(u => db.Set<LabelPrint>().Where(p => p.UnitId == u.Id).OrderByDescending(p => p.Number)
                .Select(p => p.BloodGroup).FirstOrDefault() == group);
        }

        if (filter.Din is { } din)
        {
            units = units.Where(u => u.Labels.Any(l => l.Din == din));
        }

        var ordered = units.OrderBy(u => u.ExpiresAt).ThenBy(u => u.Id);
        var found = (await ShapesOf(db, ordered).CutAsync(skip, take, cancellationToken)).Select(u => u.Row());
        var held = await HoldReach.HeldAsync(db, [.. found.Items.Select(u => (u.Id, u.DonationId))], cancellationToken);
        return found.Select(u => u with { IsHeld = held.Contains(u.Id) });
    }

    /// <summary>The bag that bears this label now, else the one that bore it last; null when none did, or when it is at another site.</summary>
    public async Task<Guid?> IdOfAsync(SiteId site, DonationNumber din, string productCode, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        return await NamedAsync(db, din, productCode, cancellationToken) is { } unit && unit.SiteId == site ? unit.Id.Value : null;
    }

    public async Task<UnitRecord?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var unitId = new UnitId(id);
        var unit = await db.Set<Unit>().AsNoTracking().AsSplitQuery().SingleOrDefaultAsync(u => u.Id == unitId, cancellationToken);
        if (unit is null)
        {
            return null;
        }

        var row = (await ShapesOf(db, db.Set<Unit>().Where(u => u.Id == unitId)).SingleAsync(cancellationToken)).Row();
        var reach = await HoldReach.OfAsync(db, [(id, unit.DonationId.Value)], cancellationToken);
        var holds = await QuarantineQueries.OfScopesAsync(db, [.. reach[id]], cancellationToken);
        var children = await db.Set<UnitParent>().Where(p => p.ParentId == unitId).Select(p => p.UnitId).ToListAsync(cancellationToken);
        var fate = await db.Set<Fate>().AsNoTracking().SingleOrDefaultAsync(f => f.UnitId == unitId, cancellationToken);
        var moves = await db.Set<UnitMove>().AsNoTracking().Where(m => m.UnitId == unitId).OrderBy(m => m.Stamp.RecordedAt)
            .ToListAsync(cancellationToken);
        return new UnitRecord(
            row with { IsHeld = holds.Any(h => h.IsOpen) }, unit.SiteId.Value, unit.CollectedAt, unit.Processing.MethodCode, unit.Processing.ProducedAt, unit.Attributes,
            [.. unit.Parents.Select(p => p.ParentId.Value)], [.. children.Select(c => c.Value)], unit.ReleasedDecisionId,
            unit.IssuedDecisionId, fate is null ? null : new FateRow(fate.Kind.ToString(), fate.ReasonCode, fate.OccurredAt),
            [.. unit.Labels.OrderBy(l => l.FromAt).Select(l => new UnitNameRow(l.Din.Value, l.ProductCode, l.FromAt, l.ToAt))],
            await LabelsAsync(db, unitId, cancellationToken),
            holds,
            [.. moves.Select(m => new MoveRow(m.FromSiteId.Value, m.ToSiteId.Value, m.StorageCode, m.Stamp.UserName, m.Stamp.RecordedAt))],
            await DonationTimeline.OfUnitAsync(db, unit, cancellationToken));
    }

    /// <summary>Labels printed for a bag, newest first.</summary>
    public async Task<IReadOnlyList<LabelRow>> LabelsAsync(Guid unit, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        return await LabelsAsync(db, new UnitId(unit), cancellationToken);
    }

    /// <summary>The bag that bears this label now, else the one that bore it last, wherever it is.</summary>
    internal static async Task<(UnitId Id, SiteId SiteId)?> NamedAsync(
        BecsDbContext db, DonationNumber din, string productCode, CancellationToken cancellationToken)
    {
        var named = await db.Set<UnitLabel>().AsNoTracking().Where(l => l.Din == din && l.ProductCode == productCode)
            .Select(l => new { UnitId = EF.Property<UnitId>(l, "UnitId"), l.FromAt, l.ToAt }).ToListAsync(cancellationToken);
        if (named.OrderBy(l => l.ToAt is null ? 0 : 1).ThenByDescending(l => l.FromAt).FirstOrDefault() is not { } label)
        {
            return null;
        }

        var sites = await db.Set<Unit>().Where(u => u.Id == label.UnitId).Select(u => u.SiteId).ToListAsync(cancellationToken);
        return sites.Count == 1 ? (label.UnitId, sites[0]) : null;
    }

    internal static IQueryable<UnitShape> ShapesOf(BecsDbContext db, IQueryable<Unit> units) =>
        units.AsNoTracking().IgnoreAutoIncludes().Select(u => new UnitShape
        {
            Id = u.Id,
            DonationId = u.DonationId,
            Label = db.Set<UnitLabel>().Where(l => EF.Property<UnitId>(l, "UnitId") == u.Id)
                .OrderBy(l => l.ToAt == null ? 0 : 1).ThenByDescending(l => l.FromAt).First(),
            ComponentClass = u.ComponentClass,
            Status = u.Status,
            Group = db.Set<LabelPrint>().Where(p => p.UnitId == u.Id).OrderByDescending(p => p.Number).Select(p => p.BloodGroup).FirstOrDefault(),
            VolumeMl = u.VolumeMl,
            ExpiresAt = u.ExpiresAt,
            ExpiryTimeZone = u.ExpiryTimeZone,
            StorageCode = u.StorageCode,
        });

    private static async Task<IReadOnlyList<LabelRow>> LabelsAsync(BecsDbContext db, UnitId unit, CancellationToken cancellationToken)
    {
        var prints = await db.Set<LabelPrint>().AsNoTracking().Where(p => p.UnitId == unit).OrderByDescending(p => p.Number)
            .ToListAsync(cancellationToken);
        var voids = await db.Set<LabelVoid>().AsNoTracking().Where(v => v.UnitId == unit).ToDictionaryAsync(v => v.PrintId, cancellationToken);
        var verified = (await db.Set<LabelVerification>().AsNoTracking().Where(v => v.UnitId == unit).ToListAsync(cancellationToken))
            .ToLookup(v => v.PrintId);
        return [.. prints.Select((print, index) =>
        {
            var voided = voids.GetValueOrDefault(print.Id);
            var scan = verified[print.Id].MaxBy(v => v.Stamp.RecordedAt);
            var state = voided is not null ? "voided" : index > 0 ? "replaced"
                : scan is null ? "printed" : scan.Matches ? "verified" : "mismatch";
            return new LabelRow(
                print.Id, print.Number, print.Din.Value, print.ProductCode, print.BloodGroup, print.Expiry, state, print.Stamp.UserName,
                print.Stamp.RecordedAt, scan is { Matches: true } ? scan.Stamp.UserName : null, voided?.ReasonCode);
        })];
    }
}

/// <summary>Which bags to list; null means any.</summary>
/// <param name="BloodGroup">ISBT 128 structure 002, four characters.</param>
/// <param name="ExpiresBeforeAt">Only bags that expire before this instant (UTC).</param>
public sealed record UnitFilter(
    UnitStatus? Status = null, ComponentClass? ComponentClass = null, string? BloodGroup = null, DonationNumber? Din = null,
    DateTime? ExpiresBeforeAt = null);

/// <summary>What the database gives for one row.</summary>
internal sealed class UnitShape
{
    public UnitId Id { get; init; }

    public DonationId DonationId { get; init; }

    public UnitLabel Label { get; init; } = null!;

    public ComponentClass ComponentClass { get; init; }

    public UnitStatus Status { get; init; }

    public string? Group { get; init; }

    public int VolumeMl { get; init; }

    public DateTime ExpiresAt { get; init; }

    public string ExpiryTimeZone { get; init; } = "";

    public string StorageCode { get; init; } = "";

    public UnitRow Row() => new(
        Id.Value, DonationId.Value, Label.Din.Value, Label.ProductCode, ComponentClass.ToString(), Status.ToString(), Group, VolumeMl, ExpiresAt,
        ExpiryTimeZone, StorageCode);
}
