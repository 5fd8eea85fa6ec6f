using Becs.Domain.Shared;

namespace Becs.Domain.Patients;

/// <summary>Fact: what blood for this patient must be, during a period. The code is one of <see cref="SpecialNeedCodes"/>.</summary>
public sealed class SpecialNeed
{
    private SpecialNeed()
    {
    }

    internal SpecialNeed(Guid id, PatientId patientId, string code, DateOnly fromDate, DateOnly? untilDate, FactStamp stamp)
    {
        Id = id;
        PatientId = patientId;
        Code = code;
        FromDate = fromDate;
        UntilDate = untilDate;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public PatientId PatientId { get; private set; }

    public string Code { get; private set; } = "";

    public DateOnly FromDate { get; private set; }

    /// <summary>Last day; null for no end.</summary>
    public DateOnly? UntilDate { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;

    public bool AppliesOn(DateOnly day) => day >= FromDate && (UntilDate is null || day <= UntilDate);
}
