using Becs.Domain.Patients;
using Becs.Persistence.ReadModel;

namespace Becs.Server.Patients;

/// <summary>A recipient in a list. The names are null when the person was erased.</summary>
public sealed record PatientListItem(
    Guid Id, string PatientNumber, string? FamilyName, string? GivenName, DateOnly? BirthDate, string? HospitalNumber, DateTime RegisteredAt)
{
    internal static PatientListItem Of(PatientRow row, PatientIdentity? identity) => new(
        row.Id, row.PatientNumber, identity?.FamilyName, identity?.GivenName, identity?.BirthDate, identity?.HospitalNumber, row.RegisteredAt);
}

/// <summary>A recipient with who it is and everything that bears on compatibility.</summary>
/// <param name="Identity">Null when the person was erased.</param>
public sealed record PatientAnswer(PatientIdentity? Identity, PatientRecord Record);
