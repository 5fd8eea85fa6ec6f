using Becs.Domain.Donations;
using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>A lot in a list.</summary>
/// <param name="Kind">bag-kit, reagent or sample-tube.</param>
public sealed record LotRow(
    Guid Id, string Kind, string Number, string Manufacturer, DateOnly ExpiresOn, int? NominalVolumeMl, string ReceivedBy, DateTime ReceivedAt,
    DateTime? RecalledAt, string? RecallReasonCode);

/// <summary>A piece of equipment in a list.</summary>
public sealed record EquipmentRow(Guid Id, string Code, string Kind, DateOnly CalibratedUntil);

/// <summary>Reads lots, which are of all sites, and the equipment of one.</summary>
public sealed class MaterialQueries
{
    private readonly ReadDatabase _reads;

    internal MaterialQueries(ReadDatabase reads) => _reads = reads;

    /// <summary>Lots, latest received first.</summary>
    public async Task<Rows<LotRow>> LotsAsync(
        LotKind? kind, string? number, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var lots = db.Set<Lot>().AsNoTracking();
        if (kind is { } wanted)
        {
            lots = lots.Where(l => l.Kind == wanted);
        }

        if (number is not null)
        {
            lots = lots.Where(l => l.Number == number);
        }

        var ordered = lots.OrderByDescending(l => l.Received.RecordedAt).ThenBy(l => l.Id);
        return (await ordered.CutAsync(skip, take, cancellationToken)).Select(l => new LotRow(
            l.Id.Value, l.Kind.Code(), l.Number, l.Manufacturer, l.ExpiresOn, l.NominalVolumeMl, l.Received.UserName, l.Received.RecordedAt,
            l.RecalledAt, l.RecallReasonCode));
    }

    /// <summary>Equipment of a site, by code.</summary>
    public async Task<Rows<EquipmentRow>> EquipmentAsync(
        SiteId site, string? kind, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var equipment = db.Set<Equipment>().AsNoTracking().Where(e => e.SiteId == site);
        if (kind is not null)
        {
            equipment = equipment.Where(e => e.Kind == kind);
        }

        return (await equipment.OrderBy(e => e.Code).CutAsync(skip, take, cancellationToken))
            .Select(e => new EquipmentRow(e.Id.Value, e.Code, e.Kind, e.CalibratedUntil));
    }
}
