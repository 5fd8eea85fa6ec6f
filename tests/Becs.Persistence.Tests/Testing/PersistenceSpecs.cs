using System.Data.Common;
using Becs.Contracts;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Becs.Persistence.Tests.Testing;

/// <summary>
/// Base of the behaviour suites. A suite is abstract and has one subclass for each database: <c>XxxOnSqlite</c> and <c>XxxOnPostgres</c>
/// (a test over all suites checks it).
/// </summary>
public abstract class PersistenceSpecs(TestDatabase database) : IAsyncLifetime
{
    private ServiceProvider? _provider;

    protected TestDatabase Database { get; } = database;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 6, 10, 8, 0, 0, TimeSpan.Zero));

    protected SwitchedFailPoints FailPoints { get; } = new();

    protected SiteId Site { get; } = new(new Guid("01900000-0000-7000-8000-000000000001"));

    protected IServiceProvider Services => _provider ?? throw new InvalidOperationException("Not started.");

    protected IIdGenerator Ids => Services.GetRequiredService<IIdGenerator>();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        await Database.CreateAsync(Cancellation);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IFailPoints>(FailPoints);
        services.AddScoped<TestOperation>();
        services.AddScoped<ICurrentOperation>(sp => sp.GetRequiredService<TestOperation>());
        services.AddBecsPersistence(Adjust(Database.Options));
        Configure(services);
        _provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public async ValueTask DisposeAsync()
    {
        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }

        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual void Configure(IServiceCollection services)
    {
    }

    protected virtual PersistenceOptions Adjust(PersistenceOptions options) => options;

    /// <summary>One operation in a scope of its own, not committed.</summary>
    protected AsyncServiceScope Begin(Func<OperationContext, OperationContext>? with = null)
    {
        var scope = Services.CreateAsyncScope();
        var context = new OperationContext
        {
            OperationId = Ids.New(),
            Action = "test.act",
            UserId = new Guid("01900000-0000-7000-8000-0000000000aa"),
            UserName = "lab1",
            PrintedName = "Lab One",
            Permissions = new HashSet<string>(),
            SiteId = Site,
            SiteTimeZone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York"),
            NowAt = Clock.UtcNow(),
        };
        scope.ServiceProvider.GetRequiredService<TestOperation>().Set = with is null ? context : with(context);
        return scope;
    }

    /// <summary>One operation, staged by the action and committed.</summary>
    protected async Task RunAsync(
        Func<IServiceProvider, Task> stage, Func<OperationContext, OperationContext>? with = null)
    {
        await using var scope = Begin(with);
        await stage(scope.ServiceProvider);
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation);
    }

    protected Task RunAsync(Action<IServiceProvider> stage, Func<OperationContext, OperationContext>? with = null) =>
        RunAsync(
            services =>
            {
                stage(services);
                return Task.CompletedTask;
            },
            with);

    /// <summary>SQL beside the program, as an intruder or a careless administrator would send it.</summary>
    protected async Task<int> ExecuteSqlAsync(string sql)
    {
        if (new[] { "ALTER", "DROP", "becs_create_partitions" }.Any(word => sql.Contains(word, StringComparison.Ordinal)))
        {
            Database.Spoil();
        }

        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BecsDbContext>();
        return await db.Database.ExecuteSqlRawAsync(sql, Cancellation);
    }

    protected async Task<long> CountAsync(string table)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BecsDbContext>();
        await db.Database.OpenConnectionAsync(Cancellation);
        await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {table}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(Cancellation), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Sums of all tables the model has, to show that nothing was written.</summary>
    protected async Task<IReadOnlyDictionary<string, long>> CountAllAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BecsDbContext>();
        var counts = new Dictionary<string, long>();
        foreach (var table in db.Model.GetEntityTypes().Select(e => e.GetTableName()).OfType<string>().Distinct())
        {
            counts[table] = await CountAsync(table);
        }

        return counts;
    }
}

/// <summary>A fact for tests.</summary>
public sealed record SomethingHappened(string What) : BecsEvent;
