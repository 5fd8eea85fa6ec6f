using Becs.Domain.Shared;

namespace Becs.Domain.Patients;

/// <summary>A pretransfusion sample: labelled at the bedside with two identifiers, collector and time (21 CFR 606.151(a)).</summary>
public sealed class PatientSample
{
    /// <summary>
    /// Day of draw is day 0; the sample serves through day 3 (21 CFR 606.151(b); domain.md 8.2). Applied to every patient: whether one was
    /// transfused or pregnant lately may be wrongly known, and the shorter limit is the safe one.
    /// </summary>
    public const int ValidDays = 3;

    private PatientSample()
    {
    }

    internal PatientSample(
        Guid id, PatientId patientId, string sampleCode, DateTime drawnAt, string collectorCode, bool twoIdentifiersAgree,
        RecentExposure recentExposure, FactStamp stamp)
    {
        Id = id;
        PatientId = patientId;
        SampleCode = sampleCode;
        DrawnAt = drawnAt;
        CollectorCode = collectorCode;
        TwoIdentifiersAgree = twoIdentifiersAgree;
        RecentExposure = recentExposure;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public PatientId PatientId { get; private set; }

    /// <summary>Number on the tube.</summary>
    public string SampleCode { get; private set; } = "";

    public DateTime DrawnAt { get; private set; }

    /// <summary>Staff code of who drew it.</summary>
    public string CollectorCode { get; private set; } = "";

    /// <summary>Both identifiers on tube and request agree.</summary>
    public bool TwoIdentifiersAgree { get; private set; }

    public RecentExposure RecentExposure { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;

    /// <summary>Last day on which it serves, in the zone given.</summary>
    public DateOnly LastDay(TimeZoneInfo zone) => DrawnAt.LocalDate(zone).AddDays(ValidDays);

    public bool ServesAt(DateTime atAt, TimeZoneInfo zone) =>
        TwoIdentifiersAgree && DrawnAt <= atAt && atAt.LocalDate(zone) <= LastDay(zone);

    /// <summary>First instant after the last day.</summary>
    public DateTime EndsAt(TimeZoneInfo zone)
    {
        var midnight = LastDay(zone).AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        return DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeToUtc(midnight, zone), DateTimeKind.Utc);
    }
}
