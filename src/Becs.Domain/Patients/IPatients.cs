using Becs.Domain.Shared;

namespace Becs.Domain.Patients;

/// <summary>The recipients. Every read touches the safety version of the patient before the facts are read.</summary>
public interface IPatients
{
    void Add(Patient patient);

    /// <summary>The patient with all facts.</summary>
    Task<Patient?> FindAsync(PatientId id, CancellationToken cancellationToken = default);

    Task<Patient?> FindByNumberAsync(string patientNumber, CancellationToken cancellationToken = default);

    /// <summary>The next patient number, unused.</summary>
    Task<string> NextNumberAsync(CancellationToken cancellationToken = default);
}
