using System.Diagnostics;
using Becs.Persistence.Audit;
using Becs.Persistence.Keys;
using Becs.Persistence.Tests.Testing;
using Becs.Tests;
using Becs.Workflows.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Audit;

/// <summary>Many tampers in a large trail: each is listed, and nothing honest is accused.</summary>
public abstract class TamperSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    [Fact]
    public async Task VerifyAsync_When200TampersIn20000Rows_ThenEachIsListedAndNothingElse()
    {
        Needs.FullRun();
        await RunTrailAsync(rows: 20_000, runs: 1, tampers: 200);
    }

    [Fact]
    [Trait(Needs.Cost, Needs.Heavy)]
    public Task VerifyAsync_When100TampersIn1000000Rows_ThenEachIsListedAndNothingElse() =>
        RunTrailAsync(rows: 1_000_000, runs: 2, tampers: 100);

    private protected async Task RunTrailAsync(int rows, int runs, int tampers)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BecsDbContext>();
        var trail = new LargeTrail(db, Database.Options, Services.GetRequiredService<KeyRing>(), new Dice(7));
        await trail.WriteAsync(rows, Cancellation);
        var verifier = scope.ServiceProvider.GetRequiredService<AuditVerifier>();
        var watch = Stopwatch.StartNew();
        var honest = await verifier.VerifyAsync(Cancellation);
        TestContext.Current.TestOutputHelper?.WriteLine($"{honest.Rows} rows in {watch.ElapsedMilliseconds} ms");
        Assert.Empty(honest.Findings);
        Assert.Equal((trail.Commits.Sum(c => c.Rows.Count), trail.Seals, trail.Checkpoints), (honest.Rows, honest.Seals, honest.Checkpoints));
        Database.Spoil();
        for (var run = 1; run <= runs; run++)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
            await DisarmAsync(db);
            var dice = new Dice((ulong)(1000 * runs) + (ulong)run);
            var hand = new Tampers(db, trail, dice, Cancellation);
            var made = new List<Tampered>();
            for (var i = 1; i < tampers; i++)
            {
                made.Add(await hand.OneAsync());
            }

            made.Add(await (run % 2 == 1 ? hand.RechainedAsync() : hand.TailCutAsync()));
            watch.Restart();
            var found = (await verifier.VerifyAsync(Cancellation)).Findings;
            TestContext.Current.TestOutputHelper?.WriteLine($"run {run}: {watch.ElapsedMilliseconds} ms, {found.Count} findings");
            var places = found.Select(f => f.Place).ToHashSet(StringComparer.Ordinal);
            var allowed = made.SelectMany(m => m.Places.Concat(m.Also)).ToHashSet(StringComparer.Ordinal);
            Assert.Empty(made.Where(m => !m.Places.Any(places.Contains)).Select(m => $"run {run}: {m.What} {m.Places[0]}"));
            Assert.Empty(found.Where(f => !allowed.Contains(f.Place)).Select(f => $"run {run}: {f}"));
            await transaction.RollbackAsync(Cancellation);
        }
    }

    private async Task DisarmAsync(BecsDbContext db)
    {
        string[] tables = ["audit_rows", "seals"];
        foreach (var table in tables)
        {
            await db.Database.ExecuteSqlRawAsync(
                Database.Provider == DatabaseProvider.PostgreSql
                    ? $"ALTER TABLE {table} DISABLE TRIGGER USER"
                    : $"DROP TRIGGER {table}_no_update; DROP TRIGGER {table}_no_delete",
                Cancellation);
        }
    }
}

public sealed class TamperOnSqlite() : TamperSpecs(new SqliteTestDatabase());

public sealed class TamperOnPostgres() : TamperSpecs(new PostgresTestDatabase())
{
    [Fact]
    [Trait(Needs.Cost, Needs.Heavy)]
    public Task VerifyAsync_When100TampersIn1000000RowsIn100Runs_ThenEachIsListedAndNothingElse() =>
        RunTrailAsync(rows: 1_000_000, runs: 100, tampers: 100);
}
