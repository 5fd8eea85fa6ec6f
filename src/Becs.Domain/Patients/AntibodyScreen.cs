using Becs.Domain.Shared;

namespace Becs.Domain.Patients;

/// <summary>Fact: result of an antibody screen on a sample.</summary>
public sealed class AntibodyScreen
{
    private AntibodyScreen()
    {
    }

    internal AntibodyScreen(Guid id, PatientId patientId, Guid sampleId, bool isPositive, FactStamp stamp)
    {
        Id = id;
        PatientId = patientId;
        SampleId = sampleId;
        IsPositive = isPositive;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public PatientId PatientId { get; private set; }

    public Guid SampleId { get; private set; }

    public bool IsPositive { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}
