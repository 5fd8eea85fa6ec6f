using Becs.Domain.Patients;
using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>A recipient in a list. Who it is comes from the erasable store.</summary>
public sealed record PatientRow(Guid Id, string PatientNumber, DateTime RegisteredAt);

/// <summary>A recipient with everything that bears on compatibility.</summary>
/// <param name="GroupStanding">How sure the group is: <c>Unknown</c>, <c>Single</c>, <c>Confirmed</c>, <c>Discordant</c>.</param>
public sealed record PatientRecord(
    PatientRow Patient, string GroupStanding, string? Abo, string? RhD, IReadOnlyList<PatientSampleRow> Samples,
    IReadOnlyList<PatientTypingRow> Typings, IReadOnlyList<PatientScreenRow> Screens, IReadOnlyList<PatientAntibodyRow> Antibodies,
    IReadOnlyList<PatientNeedRow> Needs);

public sealed record PatientSampleRow(
    Guid Id, string SampleCode, DateTime DrawnAt, string CollectorCode, bool TwoIdentifiersAgree, string RecentExposure, DateTime RecordedAt);

public sealed record PatientTypingRow(Guid Id, Guid SampleId, string Abo, string RhD, bool IsWeakD, string RecordedBy, DateTime RecordedAt);

public sealed record PatientScreenRow(Guid Id, Guid SampleId, bool IsPositive, string RecordedBy, DateTime RecordedAt);

public sealed record PatientAntibodyRow(
    Guid Id, string Antigen, bool IsClinicallySignificant, bool IsHistorical, string RecordedBy, DateTime RecordedAt);

public sealed record PatientNeedRow(Guid Id, string Code, DateOnly FromDate, DateOnly? UntilDate, string RecordedBy, DateTime RecordedAt);

/// <summary>Reads the recipients. Like donors they are known to all sites: an antibody found elsewhere counts here.</summary>
public sealed class PatientQueries
{
    private readonly ReadDatabase _reads;

    internal PatientQueries(ReadDatabase reads) => _reads = reads;

    /// <summary>Recipients, latest registered first.</summary>
    public async Task<Rows<PatientRow>> ListAsync(
        string? patientNumber, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var patients = db.Set<Patient>().AsNoTracking();
        if (patientNumber is not null)
        {
            patients = patients.Where(p => p.PatientNumber == patientNumber);
        }

        return await patients.OrderByDescending(p => p.Registered.RecordedAt).ThenBy(p => p.Id)
            .Select(p => new PatientRow(p.Id.Value, p.PatientNumber, p.Registered.RecordedAt)).CutAsync(skip, take, cancellationToken);
    }

    /// <summary>These recipients, in the order given.</summary>
    public async Task<IReadOnlyList<PatientRow>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var wanted = ids.Take(RowsExtensions.Most).Select(id => new PatientId(id)).ToList();
        var found = (await db.Set<Patient>().AsNoTracking().Where(p => wanted.Contains(p.Id))
            .Select(p => new PatientRow(p.Id.Value, p.PatientNumber, p.Registered.RecordedAt)).ToListAsync(cancellationToken)).ToDictionary(p => p.Id);
        return [.. wanted.Where(id => found.ContainsKey(id.Value)).Select(id => found[id.Value])];
    }

    public async Task<PatientRecord?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var patientId = new PatientId(id);
        var patient = await db.Set<Patient>().AsNoTracking().Include(p => p.Samples).Include(p => p.Typings).Include(p => p.Screens)
            .Include(p => p.Antibodies).Include(p => p.Needs).AsSplitQuery().SingleOrDefaultAsync(p => p.Id == patientId, cancellationToken);
        if (patient is null)
        {
            return null;
        }

        var group = PatientGroup.Of(patient);
        return new PatientRecord(
            new PatientRow(id, patient.PatientNumber, patient.Registered.RecordedAt), group.Standing.ToString(), group.Abo?.ToString(),
            group.RhD?.ToString(),
            [.. patient.Samples.OrderBy(s => s.DrawnAt).Select(s => new PatientSampleRow(
                s.Id, s.SampleCode, s.DrawnAt, s.CollectorCode, s.TwoIdentifiersAgree, s.RecentExposure.ToString(), s.Stamp.RecordedAt))],
            [.. patient.Typings.OrderBy(t => t.Id).Select(t => new PatientTypingRow(
                t.Id, t.SampleId, t.Abo.ToString(), t.RhD.ToString(), t.IsWeakD, t.Stamp.UserName, t.Stamp.RecordedAt))],
            [.. patient.Screens.OrderBy(s => s.Id).Select(s => new PatientScreenRow(
                s.Id, s.SampleId, s.IsPositive, s.Stamp.UserName, s.Stamp.RecordedAt))],
            [.. patient.Antibodies.OrderBy(a => a.Id).Select(a => new PatientAntibodyRow(
                a.Id, a.Antigen, a.IsClinicallySignificant, a.IsHistorical, a.Stamp.UserName, a.Stamp.RecordedAt))],
            [.. patient.Needs.OrderBy(n => n.Id).Select(n => new PatientNeedRow(
                n.Id, n.Code, n.FromDate, n.UntilDate, n.Stamp.UserName, n.Stamp.RecordedAt))]);
    }
}
