namespace Becs.Domain.Patients;

/// <summary>As far as RhD and pregnancy rules need it. Unknown takes the strictest rule.</summary>
public enum PatientSex
{
    Unknown,
    Female,
    Male,
}
