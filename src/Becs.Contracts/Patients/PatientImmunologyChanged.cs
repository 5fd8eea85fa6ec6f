namespace Becs.Contracts.Patients;

/// <summary>Something that bears on compatibility (group, antibody, special need) was recorded for a recipient. What it is stays here.</summary>
/// <param name="PatientId">The recipient: an id, never a name.</param>
public sealed record PatientImmunologyChanged(
    Guid PatientId) : BecsEvent;
