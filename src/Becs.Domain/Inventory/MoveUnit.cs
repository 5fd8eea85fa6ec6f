using Becs.Contracts.Components;
using Becs.Domain.Components;
using Becs.Domain.Shared;
using Becs.Domain.Sites;

namespace Becs.Domain.Inventory;

/// <summary>Puts a bag somewhere: another shelf, or another site.</summary>
public sealed class MoveUnit(
    IUnits units, IUnitMoves moves, ISites sites, ISubjects subjects, IEventSink events, IIdGenerator ids, ICurrentOperation current)
{
    /// <exception cref="NotFoundException">UNT-404, SIT-404.</exception>
    public async Task RunAsync(UnitId unitId, SiteId toSite, string storageCode, CancellationToken cancellationToken = default)
    {
        var operation = current.Context;
        if (!operation.May(Permissions.ComponentsManufacture) && !operation.May(Permissions.ComponentsRelease))
        {
            operation.Demand(Permissions.UnitsIssue);
        }

        operation.DemandPerson();
        if (string.IsNullOrWhiteSpace(storageCode))
        {
            throw new InputException("UNT-002", "storageCode", $"{unitId.Subject}: say where it is stored.");
        }

        var unit = await units.FindAsync(unitId, cancellationToken)
            ?? throw new NotFoundException("UNT-404", $"There is no {unitId.Subject}.");
        _ = await sites.FindAsync(toSite, cancellationToken) ?? throw new NotFoundException("SIT-404", $"There is no {toSite.Subject}.");
        var from = unit.SiteId;
        unit.MoveTo(toSite, storageCode.Trim());
        moves.Add(new UnitMove(ids.New(), unitId, from, toSite, unit.StorageCode, FactStamp.Of(operation)));
        subjects.Bump(unitId.Subject);
        events.Raise(unitId.Subject, new ComponentMoved(
            unitId.Value, unit.DonationId.Value, from.Value, toSite.Value, unit.StorageCode));
    }
}
