using System.Linq.Expressions;
using Becs.Domain.Patients;
using Becs.Domain.Shared;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Patients;

internal sealed class PatientStore(BecsDbContext db, ISubjects subjects, IIdGenerator ids) : IPatients
{
    public void Add(Patient patient) => db.Add(patient);

    public async Task<Patient?> FindAsync(PatientId id, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(id.Subject, cancellationToken);
        if (db.ChangeTracker.Entries<Patient>().FirstOrDefault(e => e.Entity.Id == id) is { } tracked)
        {
            return tracked.Entity;
        }

        return await db.Set<Patient>().Include(p => p.Samples).Include(p => p.Typings).Include(p => p.Screens)
            .Include(p => p.Antibodies).Include(p => p.Needs).AsSplitQuery()
            .SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
    }

    public async Task<Patient?> FindByNumberAsync(string patientNumber, CancellationToken cancellationToken = default)
    {
        Expression<Func<Patient, bool>> where = p => p.PatientNumber == patientNumber;
        var id = await db.Set<Patient>().Where(where).Select(p => (PatientId?)p.Id).SingleOrDefaultAsync(cancellationToken);
        return id is { } found ? await FindAsync(found, cancellationToken) : null;
    }

    public Task<string> NextNumberAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(RandomNumbers.New(ids, "P"));
}
