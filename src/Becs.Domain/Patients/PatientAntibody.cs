using Becs.Domain.Shared;

namespace Becs.Domain.Patients;

/// <summary>Fact: an antibody of a patient, found now or known from history. It never ends.</summary>
public sealed class PatientAntibody
{
    private PatientAntibody()
    {
    }

    internal PatientAntibody(
        Guid id, PatientId patientId, string antigen, bool isClinicallySignificant, bool isHistorical, FactStamp stamp)
    {
        Id = id;
        PatientId = patientId;
        Antigen = antigen;
        IsClinicallySignificant = isClinicallySignificant;
        IsHistorical = isHistorical;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public PatientId PatientId { get; private set; }

    /// <summary>Antigen it is against, such as <c>K</c> or <c>Jka</c>; <c>D</c> for anti-D.</summary>
    public string Antigen { get; private set; } = "";

    public bool IsClinicallySignificant { get; private set; }

    public bool IsHistorical { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}
