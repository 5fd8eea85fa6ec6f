namespace Becs.Contracts.Patients;

/// <summary>A recipient is known to the system.</summary>
/// <param name="PatientId">The recipient: an id, never a name.</param>
public sealed record PatientRegistered(
    Guid PatientId) : BecsEvent;
