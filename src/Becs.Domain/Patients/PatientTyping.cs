using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Patients;

/// <summary>
/// Fact: one determination of a patient's ABO group and RhD type. In the patient's context a weak D is treated as RhD negative (domain.md
/// 6.2): the same person can be RhD positive as a donor.
/// </summary>
public sealed class PatientTyping
{
    private PatientTyping()
    {
    }

    internal PatientTyping(Guid id, PatientId patientId, Guid sampleId, AboGroup abo, RhD rhD, bool isWeakD, FactStamp stamp)
    {
        Id = id;
        PatientId = patientId;
        SampleId = sampleId;
        Abo = abo;
        RhD = isWeakD ? RhD.Negative : rhD;
        IsWeakD = isWeakD;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public PatientId PatientId { get; private set; }

    public Guid SampleId { get; private set; }

    public AboGroup Abo { get; private set; }

    /// <summary>For transfusion: negative for weak D.</summary>
    public RhD RhD { get; private set; }

    public bool IsWeakD { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}
