using Becs.Domain.Accounts;
using Becs.Domain.ChangeControl;
using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Isbt128;
using Becs.Domain.Orders;
using Becs.Domain.Patients;
using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>Finds the records that a number written on a label or a paper may mean.</summary>
public sealed class AuditRecordQueries
{
    private readonly ReadDatabase _reads;

    internal AuditRecordQueries(ReadDatabase reads) => _reads = reads;

    /// <summary>A donation with every bag that bears or bore its number.</summary>
    public async Task<IReadOnlyList<SubjectRef>> OfDinAsync(DonationNumber din, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var donations = await db.Set<Donation>().IgnoreAutoIncludes().Where(d => d.Din == din).Select(d => d.Id).ToListAsync(cancellationToken);
        var units = await db.Set<UnitLabel>().Where(l => l.Din == din).Select(l => EF.Property<UnitId>(l, "UnitId")).Distinct()
            .ToListAsync(cancellationToken);
        return [.. donations.Select(d => new SubjectRef(SubjectKinds.Donation, d.Value)), .. units.Select(u => new SubjectRef(SubjectKinds.Unit, u.Value))];
    }

    /// <summary>Whatever is called so: the number of a donor, patient, order, lot or change, or the name of an account.</summary>
    public async Task<IReadOnlyList<SubjectRef>> OfNumberAsync(string number, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var (upper, lower) = (number.ToUpperInvariant(), number.ToLowerInvariant());
        var found = new List<SubjectRef>();
        Add(SubjectKinds.Donor, (await db.Set<Donor>().IgnoreAutoIncludes().Where(d => d.DonorNumber == upper).Select(d => d.Id).ToListAsync(cancellationToken)).Select(d => d.Value));
        Add(SubjectKinds.Patient, (await db.Set<Patient>().IgnoreAutoIncludes().Where(p => p.PatientNumber == upper).Select(p => p.Id).ToListAsync(cancellationToken)).Select(p => p.Value));
        Add(SubjectKinds.Order, (await db.Set<Order>().IgnoreAutoIncludes().Where(o => o.OrderNumber == upper).Select(o => o.Id).ToListAsync(cancellationToken)).Select(o => o.Value));
        Add(SubjectKinds.Change, (await db.Set<ChangeRequest>().IgnoreAutoIncludes().Where(c => c.Number == upper).Select(c => c.Id).ToListAsync(cancellationToken)).Select(c => c.Value));
        Add(SubjectKinds.Lot, (await db.Set<Lot>().IgnoreAutoIncludes().Where(l => l.Number == number).Select(l => l.Id).ToListAsync(cancellationToken)).Select(l => l.Value));
        Add(SubjectKinds.Account, await db.Set<Account>().Where(a => a.UserName == lower).Select(a => a.Id).ToListAsync(cancellationToken));
        Add(SubjectKinds.Package, await db.Set<PackageRecord>().Where(p => p.PackageHash == number).Select(p => p.Id).ToListAsync(cancellationToken));
        return found;

        void Add(string kind, IEnumerable<Guid> ids) => found.AddRange(ids.Select(id => new SubjectRef(kind, id)));
    }
}
