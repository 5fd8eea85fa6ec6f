using Becs.Domain.Components;
using Becs.Domain.Shared;
using Becs.Persistence.Mapping;

namespace Becs.Persistence.Components;

internal sealed class LabelStore(BecsDbContext db, ISubjects subjects) : ILabels
{
    public void Add(LabelPrint print) => db.Add(print);

    public void Add(LabelVoid labelVoid) => db.Add(labelVoid);

    public void Add(LabelVerification verification) => db.Add(verification);

    public async Task<LabelHistory> OfAsync(UnitId unit, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(unit.Subject, cancellationToken);
        var prints = await db.WithStagedAsync<LabelPrint>(p => p.UnitId == unit, cancellationToken);
        var voids = await db.WithStagedAsync<LabelVoid>(v => v.UnitId == unit, cancellationToken);
        var verifications = await db.WithStagedAsync<LabelVerification>(v => v.UnitId == unit, cancellationToken);
        return new LabelHistory(
            [.. prints.OrderBy(p => p.Number)], [.. voids.OrderBy(v => v.Stamp.RecordedAt)],
            [.. verifications.OrderBy(v => v.Stamp.RecordedAt)]);
    }
}
