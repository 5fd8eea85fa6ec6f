using Becs.Domain.Shared;
using Becs.Persistence.Audit;
using Becs.Persistence.ChangeControl;
using Becs.Persistence.Commit;
using Becs.Persistence.Keys;
using Becs.Persistence.Operations;
using Becs.Persistence.Outbox;
using Becs.Persistence.Personal;
using Becs.Persistence.ReadModel;
using Becs.Persistence.Setup;
using Becs.Persistence.Sites;
using Becs.Persistence.Subjects;
using Becs.Persistence.Workflows;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Becs.Persistence;

/// <summary>Registers the database, the unit of work and every store.</summary>
public static class PersistenceRegistration
{
    /// <summary>A context is made ready once and used again by the next operation; so many may wait for one.</summary>
    private const int MostIdleContexts = 64;

    /// <summary>
    /// The host adds <see cref="ICurrentOperation"/> (scoped) and may add <see cref="IEventSubscriptions"/>. Every internal class named
    /// <c>*Store</c> serves the ports of Becs.Domain and Becs.Workflows.Storage it implements.
    /// </summary>
    public static IServiceCollection AddBecsPersistence(this IServiceCollection services, PersistenceOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdGenerator, IdGenerator>();
        services.TryAddSingleton<IFailPoints, NoFailPoints>();
        services.TryAddSingleton<IEventSubscriptions, NoSubscriptions>();
        services.AddSingleton<KeyRing>().AddSingleton<ExportSigner>();
        services.AddSingleton<CommitHooks>();
        services.AddSingleton<SqliteWriteGate>();
        services.AddSingleton<AuditStamp>();
        services.AddSingleton<CommitParts>();
        AddContext(services, options);
        services.AddScoped<SubjectLedger>();
        services.AddScoped<ISubjects>(sp => sp.GetRequiredService<SubjectLedger>());
        services.AddScoped<CommitStatements>();
        services.AddScoped<EventSink>();
        services.AddScoped<IEventSink>(sp => sp.GetRequiredService<EventSink>());
        services.AddScoped<AuditTrail>();
        services.AddScoped<IAuditTrail>(sp => sp.GetRequiredService<AuditTrail>());
        services.AddScoped<PersonKeys>();
        services.AddScoped<SitesAhead>().AddScoped<TrainingAhead>();
        services.AddScoped<PersonIndex>();
        services.AddScoped<IPersonalRecords, PersonalRecords>();
        services.AddScoped<IOperationLog, OperationLog>();
        services.AddScoped(sp => new UnitOfWork(
            sp.GetRequiredService<BecsDbContext>(),
            sp.GetRequiredService<ICurrentOperation>(),
            sp.GetRequiredService<SubjectLedger>(),
            sp.GetRequiredService<EventSink>(),
            sp.GetRequiredService<AuditTrail>(),
            sp.GetRequiredService<CommitStatements>(),
            sp.GetRequiredService<CommitParts>()));
        services.AddScoped(sp => new DatabaseSetup(sp.GetRequiredService<BecsDbContext>(), sp.GetRequiredService<KeyRing>()));
        services.AddScoped<Lease>();
        services.AddScoped<IReceivedSubmissions, ReceivedSubmissions>();
        services.AddScoped(sp => new OutboxReader(
            sp.GetRequiredService<BecsDbContext>(), options, sp.GetRequiredService<SqliteWriteGate>(), sp.GetRequiredService<IFailPoints>()));
        services.AddScoped(sp => new Sealer(
            sp.GetRequiredService<BecsDbContext>(),
            options,
            sp.GetRequiredService<KeyRing>(),
            sp.GetRequiredService<SqliteWriteGate>(),
            sp.GetRequiredService<TimeProvider>()));
        services.AddScoped(sp => new BreakReach(sp.GetRequiredService<BecsDbContext>()));
        services.AddScoped(sp => new AuditVerifier(
            sp.GetRequiredService<BecsDbContext>(), options, sp.GetRequiredService<KeyRing>(), sp.GetRequiredService<SqliteWriteGate>()));
        services.AddSingleton<ReadDatabase>();
        services.AddSingleton(sp => new TrailStandings(sp.GetRequiredService<ReadDatabase>(), options, sp.GetRequiredService<KeyRing>()));
        AddReads(services);
        AddStores(services);
        services.AddReadModel();
        return services;
    }

    private static void AddContext(IServiceCollection services, PersistenceOptions options)
    {
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            var sqlite = new PooledDbContextFactory<SqliteBecsDbContext>(SqliteBecsDbContext.Options(options.ConnectionString), MostIdleContexts);
            services.AddScoped<BecsDbContext>(_ => sqlite.CreateDbContext());
            return;
        }

        var postgres = new PooledDbContextFactory<PostgresBecsDbContext>(
            PostgresBecsDbContext.Options(options.ConnectionString), MostIdleContexts);
        services.AddScoped<BecsDbContext>(_ => postgres.CreateDbContext());
    }

    private static void AddStores(IServiceCollection services)
    {
        var stores = typeof(BecsDbContext).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false } && t.Name.EndsWith("Store", StringComparison.Ordinal));
        foreach (var store in stores)
        {
            services.AddScoped(store);
            foreach (var port in store.GetInterfaces().Where(IsPort))
            {
                services.AddScoped(port, sp => sp.GetRequiredService(store));
            }
        }
    }

    private static void AddReads(IServiceCollection services)
    {
        var reads = typeof(ReadDatabase).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false }
            && t.Namespace == typeof(ReadDatabase).Namespace && t.Name.EndsWith("Reads", StringComparison.Ordinal));
        foreach (var type in reads)
        {
            foreach (var port in type.GetInterfaces())
            {
                services.AddSingleton(port, type);
            }
        }
    }

    private static bool IsPort(Type type) =>
        type.Namespace is { } name
        && (name.StartsWith("Becs.Domain", StringComparison.Ordinal)
            || name.StartsWith("Becs.Workflows.Storage", StringComparison.Ordinal)
            || name.StartsWith("Becs.Persistence", StringComparison.Ordinal));
}
