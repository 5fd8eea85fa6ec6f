using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence;

/// <summary>
/// Every table of engine and domain. Internal, so that nothing outside this project can save; and inside it only
/// <see cref="Commit.UnitOfWork"/> may (<see cref="OpenForCommit"/>).
/// </summary>
internal abstract class BecsDbContext(DbContextOptions options) : DbContext(options)
{
    private bool _open;

    public bool IsPostgres => this is PostgresBecsDbContext;

    /// <summary>Lets the one caller of SaveChanges through. Whoever calls this commits: only UnitOfWork does.</summary>
    public void OpenForCommit() => _open = true;

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new InvalidOperationException("Only UnitOfWork saves, and asynchronously.");

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        _open
            ? base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken)
            : throw new InvalidOperationException("Only UnitOfWork saves. Stage the change and let the operation commit.");

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(BecsDbContext).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            // A domain aggregate with a long Version is guarded against lost updates; UnitOfWork raises it.
            if (entity.FindProperty("Version") is { } version && version.ClrType == typeof(long))
            {
                version.IsConcurrencyToken = true;
            }

            // Identities come from the injected generator, never from the database.
            foreach (var key in entity.FindPrimaryKey()?.Properties ?? [])
            {
                key.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
            }
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        foreach (var wrapped in WrappedValues.All)
        {
            configurationBuilder.Properties(wrapped.Type)
                .HaveConversion(typeof(WrappedValueConverter<,>).MakeGenericType(wrapped.Type, wrapped.Inner));
        }

        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }
}
