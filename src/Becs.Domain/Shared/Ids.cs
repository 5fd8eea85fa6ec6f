namespace Becs.Domain.Shared;

/// <summary>A donor, across all sites.</summary>
public readonly record struct DonorId(Guid Value)
{
    public SubjectRef Subject => new(SubjectKinds.Donor, Value);
}

/// <summary>One visit of a donor to a site.</summary>
public readonly record struct VisitId(Guid Value)
{
    public SubjectRef Subject => new(SubjectKinds.Visit, Value);
}

/// <summary>One donation; its DIN is a property of it.</summary>
public readonly record struct DonationId(Guid Value)
{
    public SubjectRef Subject => new(SubjectKinds.Donation, Value);
}

/// <summary>One physical bag. (DIN, product code, division) is the history of its labels, not its identity.</summary>
public readonly record struct UnitId(Guid Value)
{
    public SubjectRef Subject => new(SubjectKinds.Unit, Value);
}

/// <summary>A recipient.</summary>
public readonly record struct PatientId(Guid Value)
{
    public SubjectRef Subject => new(SubjectKinds.Patient, Value);
}

/// <summary>A hospital's order for blood.</summary>
public readonly record struct OrderId(Guid Value)
{
    public SubjectRef Subject => new(SubjectKinds.Order, Value);
}

/// <summary>A hold on a donor's, donation's, unit's or lot's blood.</summary>
public readonly record struct HoldId(Guid Value)
{
    public SubjectRef Subject => new(SubjectKinds.Hold, Value);
}

/// <summary>One analytical run on an analyser or bench.</summary>
public readonly record struct TestRunId(Guid Value)
{
    public SubjectRef Subject => new(SubjectKinds.Run, Value);
}

/// <summary>A lot of kits, reagents or bags.</summary>
public readonly record struct LotId(Guid Value)
{
    public SubjectRef Subject => new(SubjectKinds.Lot, Value);
}

/// <summary>A piece of equipment: scale, analyser, refrigerator.</summary>
public readonly record struct EquipmentId(Guid Value)
{
    public SubjectRef Subject => new(SubjectKinds.Equipment, Value);
}

/// <summary>A site: facility with its number, time zone, rule packs.</summary>
public readonly record struct SiteId(Guid Value)
{
    public SubjectRef Subject => new(SubjectKinds.Site, Value);
}

/// <summary>A human task.</summary>
public readonly record struct TaskId(Guid Value)
{
    public SubjectRef Subject => new(SubjectKinds.Task, Value);
}

/// <summary>A request to change a workflow.</summary>
public readonly record struct ChangeId(Guid Value)
{
    public SubjectRef Subject => new(SubjectKinds.Change, Value);
}
