using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence;

/// <summary>
/// Every table of engine and domain. Internal, so that nothing outside this project can save; and inside it only
/// <see cref="Commit.UnitOfWork"/> may (<see cref="OpenForCommit"/>).
/// </summary>
internal abstract class BecsDbContext : DbContext
{
    /// <summary>
    /// Changes are looked for once, when the unit of work commits. Looking at every list, find and add would compare each record the
    /// operation holds again and again.
    /// </summary>
    protected BecsDbContext(DbContextOptions options)
        : base(options)
    {
        ChangeTracker.AutoDetectChangesEnabled = false;

        // A commit that fails anywhere is rolled back whole: savepoints inside it would be two statements for nothing.
        Database.AutoSavepointsEnabled = false;
    }

    public bool IsPostgres => this is PostgresBecsDbContext;

    /// <summary>True once the unit of work let this context write (<see cref="Commit.SaveGuard"/>).</summary>
    public bool IsOpenForCommit { get; private set; }

    /// <summary>Lets the one caller that saves through. Whoever calls this commits: only UnitOfWork does.</summary>
    public void OpenForCommit() => IsOpenForCommit = true;

    /// <summary>The next operation that gets this context must be let through anew.</summary>
    public override void Dispose()
    {
        IsOpenForCommit = false;
        base.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        IsOpenForCommit = false;
        return base.DisposeAsync();
    }

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
