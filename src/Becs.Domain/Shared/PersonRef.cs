namespace Becs.Domain.Shared;

/// <summary>A person whose data can be erased: donor or patient.</summary>
public readonly record struct PersonRef(string Kind, Guid Id)
{
    public static PersonRef Of(DonorId donor) => new(SubjectKinds.Donor, donor.Value);

    public static PersonRef Of(PatientId patient) => new(SubjectKinds.Patient, patient.Value);
}
