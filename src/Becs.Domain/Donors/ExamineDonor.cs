using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>Seals what was measured. A second examination is a new version.</summary>
public sealed class ExamineDonor(VisitRecord record, IPersonalRecords personal)
{
    // Typing limits, not acceptance limits: outside them no living donor stands at the chair.
    private static readonly (string Field, int Low, int High, Func<ExaminationMeasurements, int?> Value)[] Ranges =
    [
        ("haemoglobinTenthsGPerDl", 10, 300, m => m.HaemoglobinTenthsGPerDl),
        ("haematocritTenthsPercent", 50, 750, m => m.HaematocritTenthsPercent),
        ("systolicMmHg", 30, 300, m => m.SystolicMmHg),
        ("diastolicMmHg", 10, 200, m => m.DiastolicMmHg),
        ("pulseBpm", 20, 250, m => m.PulseBpm),
        ("temperatureTenthsC", 300, 430, m => m.TemperatureTenthsC),
        ("weightTenthsKg", 200, 4000, m => m.WeightTenthsKg),
        ("plateletCountThousandsPerUl", 1, 2000, m => m.PlateletCountThousandsPerUl),
        ("totalProteinTenthsGPerDl", 10, 200, m => m.TotalProteinTenthsGPerDl),
    ];

    /// <exception cref="InputException">EXM-001 for a value that cannot be, EXM-002 for pressures the wrong way round.</exception>
    public async Task<Examination> ExecuteAsync(
        VisitId visitId, ExaminationMeasurements measured, CancellationToken cancellationToken = default)
    {
        Check(measured);
        var visit = await record.OpenAsync(visitId, cancellationToken);
        var examination = new Examination(
            record.NewId(), visitId, visit.Examinations.Count + 1, record.Operation.SiteToday, record.Stamp());
        await personal.PutAsync(
            PersonRef.Of(visit.DonorId), DonorRecords.Examination, examination.Id, measured, cancellationToken);
        visit.Add(examination);
        await record.ChangedAsync(visit, cancellationToken);
        return examination;
    }

    private static void Check(ExaminationMeasurements measured)
    {
        foreach (var (field, low, high, value) in Ranges)
        {
            if (value(measured) is { } number && (number < low || number > high))
            {
                throw new InputException("EXM-001", field, $"{field} must lie between {low} and {high}.");
            }
        }

        if (measured.DiastolicMmHg >= measured.SystolicMmHg)
        {
            throw new InputException("EXM-002", "diastolicMmHg", "The diastolic pressure must be below the systolic.");
        }
    }
}
