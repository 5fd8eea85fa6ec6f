namespace Becs.Domain.Patients;

/// <summary>Was the patient transfused or pregnant in the last 3 months? Stored by name: frozen.</summary>
public enum RecentExposure
{
    Unknown,
    Yes,
    No,
}
