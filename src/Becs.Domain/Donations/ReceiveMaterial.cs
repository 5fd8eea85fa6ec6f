using Becs.Domain.Shared;

namespace Becs.Domain.Donations;

/// <summary>Enters lots of bags, reagents and tubes, and equipment with its calibration, without which no draw starts and no run counts.</summary>
public sealed class ReceiveMaterial(
    ILots lots, IEquipment equipment, ISubjects subjects, IAuditTrail audit, ICurrentOperation operation, IIdGenerator ids)
{
    /// <summary>Kinds of equipment.</summary>
    public static readonly IReadOnlyList<string> EquipmentKinds = ["scale", "analyser", "bench"];

    private const int LargestBagMl = 1000;

    /// <exception cref="InputException">LOT-001 no number or manufacturer; LOT-002 expired; LOT-003 a bag without its volume.</exception>
    /// <exception cref="ConflictException">LOT-409: the lot is on record.</exception>
    public async Task<Lot> AddLotAsync(
        LotKind kind, string number, string manufacturer, DateOnly expiresOn, int? nominalVolumeMl, CancellationToken cancellationToken = default)
    {
        var context = operation.Context;
        context.DemandPerson();
        if (string.IsNullOrWhiteSpace(number) || string.IsNullOrWhiteSpace(manufacturer))
        {
            throw new InputException("LOT-001", "number", "A lot has a number and a manufacturer.");
        }

        if (expiresOn < context.SiteToday)
        {
            throw new InputException("LOT-002", "expiresOn", $"Lot {number} is expired.");
        }

        if ((kind == LotKind.BagKit) != (nominalVolumeMl is > 0 and <= LargestBagMl))
        {
            throw new InputException("LOT-003", "nominalVolumeMl", $"A lot of bags states its volume, 1 to {LargestBagMl} mL; no other lot does.");
        }

        if (await lots.FindByNumberAsync(kind, number.Trim(), cancellationToken) is not null)
        {
            throw new ConflictException("LOT-409", $"The {kind.Code()} lot {number.Trim()} is on record.");
        }

        var lot = new Lot(
            new LotId(ids.New()), kind, number.Trim(), manufacturer.Trim(), expiresOn, FactStamp.Of(context), nominalVolumeMl);
        subjects.Create(lot.Id.Subject);
        lots.Add(lot);
        audit.Record(lot.Id.Subject, "lot.received", @new: $"{kind.Code()} {lot.Number}");
        return lot;
    }

    /// <exception cref="InputException">EQP-001 no code or an unknown kind; EQP-002 out of calibration.</exception>
    /// <exception cref="ConflictException">EQP-409: the code is in use at this site.</exception>
    public async Task<Equipment> AddEquipmentAsync(
        string code, string kind, DateOnly calibratedUntil, CancellationToken cancellationToken = default)
    {
        var context = operation.Context;
        context.DemandPerson();
        if (string.IsNullOrWhiteSpace(code) || !EquipmentKinds.Contains(kind))
        {
            throw new InputException("EQP-001", "kind", $"Equipment has a code and a kind: {string.Join(", ", EquipmentKinds)}.");
        }

        if (calibratedUntil < context.SiteToday)
        {
            throw new InputException("EQP-002", "calibratedUntil", $"{code} is out of calibration.");
        }

        if (await equipment.FindByCodeAsync(context.SiteId, code.Trim(), cancellationToken) is not null)
        {
            throw new ConflictException("EQP-409", $"There is already an equipment {code.Trim()} here.");
        }

        var made = new Equipment(new EquipmentId(ids.New()), context.SiteId, code.Trim(), kind, calibratedUntil);
        subjects.Create(made.Id.Subject);
        equipment.Add(made);
        audit.Record(made.Id.Subject, "equipment.added", @new: $"{kind} {made.Code}");
        return made;
    }
}
