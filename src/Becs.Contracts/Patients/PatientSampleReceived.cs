namespace Becs.Contracts.Patients;

/// <summary>A pretransfusion sample arrived.</summary>
/// <param name="PatientId">The recipient: an id, never a name.</param>
/// <param name="SampleId">The sample.</param>
/// <param name="DrawnAt">When it was drawn (UTC).</param>
public sealed record PatientSampleReceived(
    Guid PatientId,
    Guid SampleId,
    DateTime DrawnAt) : BecsEvent;
