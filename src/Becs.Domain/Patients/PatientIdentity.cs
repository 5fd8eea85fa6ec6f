namespace Becs.Domain.Patients;

/// <summary>Who a recipient is. Kept only in the erasable store, kind <see cref="Kind"/>.</summary>
public sealed record PatientIdentity
{
    public const string Kind = "patient-identity";

    public required string FamilyName { get; init; }

    public required string GivenName { get; init; }

    public required DateOnly BirthDate { get; init; }

    public PatientSex Sex { get; init; }

    /// <summary>The hospital's number on the wristband: second identifier.</summary>
    public required string HospitalNumber { get; init; }
}
