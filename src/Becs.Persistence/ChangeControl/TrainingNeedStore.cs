using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.ChangeControl;

internal sealed class TrainingNeedStore(BecsDbContext db, TrainingAhead ahead) : ITrainingNeeds
{
    public async Task<TrainingNeed?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        await db.Set<TrainingNeed>().SingleOrDefaultAsync(n => n.Id == id, cancellationToken);

    public async Task<IReadOnlyList<TrainingNeed>> OfChangeAsync(ChangeId changeId, CancellationToken cancellationToken = default) =>
        await db.Set<TrainingNeed>().Where(n => n.ChangeId == changeId).OrderBy(n => n.Role).ThenBy(n => n.Title).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<TrainingAcknowledgement>> AcknowledgedAsync(
        IReadOnlyCollection<Guid> needs, CancellationToken cancellationToken = default) =>
        await db.Set<TrainingAcknowledgement>().Where(a => needs.Contains(a.NeedId)).OrderBy(a => a.RecordedAt).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<TrainingNeed>> MissingAsync(string packageHash, Guid accountId, CancellationToken cancellationToken = default) =>
        ahead.IsNothingMissing(packageHash, accountId) ? []
            : await db.Set<TrainingNeed>().AsNoTracking().Where(n => n.PackageHash == packageHash
                && !db.Set<TrainingAcknowledgement>().Any(a => a.NeedId == n.Id && a.AccountId == accountId)).OrderBy(n => n.Id).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<TrainingNeed>> OpenForAsync(
        Guid accountId, IReadOnlyCollection<string> roles, CancellationToken cancellationToken = default)
    {
        var (approved, accepted) = (PackageState.Approved, PackageState.Accepted);
        return await db.Set<TrainingNeed>().AsNoTracking().Where(n => roles.Contains(n.Role)
            && db.Set<PackageRecord>().Any(p => p.PackageHash == n.PackageHash && (p.State == approved || p.State == accepted))
            && !db.Set<TrainingAcknowledgement>().Any(a => a.NeedId == n.Id && a.AccountId == accountId)).OrderBy(n => n.RecordedAt).ToListAsync(cancellationToken);
    }

    public void Add(TrainingNeed need) => db.Add(need);

    public void Add(TrainingAcknowledgement acknowledgement) => db.Add(acknowledgement);
}

/// <summary>What was read with the task about its version's trainings: an operation that finds nothing missing asks nothing more.</summary>
internal sealed class TrainingAhead
{
    /// <summary>How many needs of the task's version the caller has not acknowledged.</summary>
    public const string MissingOfTask =
        """
        (SELECT count(*) FROM training_needs n WHERE n.package_hash = t.package_hash
          AND NOT EXISTS (SELECT 1 FROM training_acknowledgements a WHERE a.need_id = n.id AND a.account_id = $3))
        """;

    private (string PackageHash, Guid AccountId)? _complete;

    public void Hold(string? packageHash, Guid accountId, long missing) =>
        _complete = packageHash is not null && missing == 0 ? (packageHash, accountId) : null;

    public bool IsNothingMissing(string packageHash, Guid accountId) => _complete == (packageHash, accountId);
}

internal sealed class TrainingNeedMapping : IEntityTypeConfiguration<TrainingNeed>
{
    public void Configure(EntityTypeBuilder<TrainingNeed> builder)
    {
        builder.ToTable("training_needs").AppendOnly().Authenticated();
        builder.HasKey(x => x.Id);
        builder.HasIndex(x => x.PackageHash);
        builder.HasIndex(x => x.ChangeId);
    }
}

internal sealed class TrainingAcknowledgementMapping : IEntityTypeConfiguration<TrainingAcknowledgement>
{
    public void Configure(EntityTypeBuilder<TrainingAcknowledgement> builder)
    {
        builder.ToTable("training_acknowledgements").AppendOnly().Authenticated();
        builder.HasKey(x => x.Id);
        builder.HasIndex(x => new { x.NeedId, x.AccountId }).IsUnique();
    }
}
