using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Persistence.Audit;
using Becs.Persistence.Keys;
using Becs.Persistence.ReadModel;
using Becs.Persistence.Tests.Testing;
using Becs.Workflows.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Audit;

/// <summary>What an inspector may ask of the trail, each side of each condition; pages by the last row, parts of an export without gap or overlap.</summary>
public abstract class AuditSearchSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    private static readonly DateTime _first = new(2026, 6, 10, 8, 0, 0, DateTimeKind.Utc);

    private IAuditReads Reads => Services.GetRequiredService<IAuditReads>();

    [Fact]
    public async Task PageAsync_WhenOneThingIsAsked_ThenExactlyItsRows()
    {
        var (bag, instance, elsewhere) = (Ids.New(), Ids.New(), new SiteId(Ids.New()));
        var signature = SignatureOf();
        await WriteAsync(bag, "unit.moved", c => c with { Workstation = "unregistered:bench-3" });
        await WriteAsync(Ids.New(), "unit.released", c => c with { Reason = "complete", Signature = signature });
        await WriteAsync(Ids.New(), "task.closed", c => c with { InstanceId = instance, UserName = "lab2" });
        await WriteAsync(Ids.New(), "order.seen", c => c with { SiteId = elsewhere });

        Assert.Equal(["unit.moved"], await FindAsync(new AuditFilter(RecordIds: [bag])));
        Assert.Equal(["task.closed", "test.act"], await FindAsync(new AuditFilter(RecordIds: [instance])));
        Assert.Equal(["task.closed", "test.act"], await FindAsync(new AuditFilter(UserName: "lab2")));
        Assert.Equal(["unit.released"], await FindAsync(new AuditFilter(What: "unit.released")));
        Assert.Equal(["test.act", "unit.moved"], await FindAsync(new AuditFilter(Workstation: "unregistered:bench-3")));
        Assert.Equal(["order.seen", "test.act"], await FindAsync(new AuditFilter(SiteIds: [elsewhere.Value])));
        Assert.Equal(["test.act", "unit.released"], await FindAsync(new AuditFilter(HasReason: true)));
        Assert.Equal(["test.act", "unit.released"], await FindAsync(new AuditFilter(HasSignature: true)));
        Assert.Equal(6, (await FindAsync(new AuditFilter(HasReason: false))).Count);
        Assert.Equal(6, (await FindAsync(new AuditFilter(HasSignature: false))).Count);
        Assert.Empty(await FindAsync(new AuditFilter(RecordIds: [])));
        Assert.Empty(await FindAsync(new AuditFilter(RecordIds: [bag], HasSignature: true)));
    }

    [Fact]
    public async Task PageAsync_WhenASpanIsAsked_ThenFromItsFirstInstantToBeforeItsLast()
    {
        await WriteAsync(Ids.New(), "first");
        Clock.Advance(TimeSpan.FromMinutes(1));
        await WriteAsync(Ids.New(), "second");

        Assert.Equal(["first"], await FindAsync(new AuditFilter(UptoAt: _first.AddMinutes(1), What: "first")));
        Assert.Equal(2, (await FindAsync(new AuditFilter(UptoAt: _first.AddMinutes(1)))).Count);
        Assert.Equal(4, (await FindAsync(new AuditFilter(UptoAt: _first.AddMinutes(1).AddMicroseconds(1)))).Count);
        Assert.Equal(2, (await FindAsync(new AuditFilter(FromAt: _first.AddMinutes(1)))).Count);
        Assert.Empty(await FindAsync(new AuditFilter(FromAt: _first.AddMinutes(1).AddMicroseconds(1))));
    }

    [Fact]
    public async Task PageAsync_WhenManyRowsAreOfOneInstant_ThenPagesNeitherRepeatNorMiss()
    {
        for (var i = 0; i < 12; i++)
        {
            await WriteAsync(Ids.New(), $"done.{i}");
        }

        var (seen, before) = (new List<Guid>(), (Guid?)null);
        while (await Reads.PageAsync(new AuditFilter(), before, 5, Cancellation) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(r => r.Id));
            before = page[^1].Id;
        }

        Assert.Equal(24, seen.Distinct().Count());
        Assert.Equal(24, seen.Count);
        Assert.Equal(24, await Reads.CountAsync(new AuditFilter(), 100, Cancellation));
        Assert.Equal(10, await Reads.CountAsync(new AuditFilter(), 10, Cancellation));
    }

    [Fact]
    public async Task StreamAsync_WhenTakenInParts_ThenOldestFirstWithoutGapOrOverlap()
    {
        for (var i = 0; i < 5; i++)
        {
            await WriteAsync(Ids.New(), "done");
            Clock.Advance(TimeSpan.FromMilliseconds(i % 2));
        }

        var whole = await StreamAsync(null, 100);
        var end = await Reads.LastOfPartAsync(new AuditFilter(), null, 4, Cancellation);
        var parts = (await StreamAsync(null, 4)).Concat(await StreamAsync(end, 100)).ToList();

        Assert.Equal(10, whole.Count);
        Assert.Equal(whole, parts);
        Assert.Equal(whole[3], end);
        Assert.Null(await Reads.LastOfPartAsync(new AuditFilter(), null, 10, Cancellation));
        Assert.NotNull(await Reads.LastOfPartAsync(new AuditFilter(), null, 9, Cancellation));
    }

    [Fact]
    public async Task ReadAsync_WhenSealedAndAnchored_ThenSaysHowFar()
    {
        var standings = Services.GetRequiredService<TrailStandings>();
        Assert.Equal(new TrailStanding(0, 0, null, null, null, 0, null, null, 0, 0), await standings.ReadAsync(Cancellation));
        await WriteAsync(Ids.New(), "one");
        await SealAsync(checkpoint: true);
        await WriteAsync(Ids.New(), "two");
        await SealAsync(checkpoint: false);
        await WriteAsync(Ids.New(), "three");

        var standing = await standings.ReadAsync(Cancellation);
        var rows = await Reads.PageAsync(new AuditFilter(), cancellationToken: Cancellation);

        Assert.Equal((2L, 1L, 1L), (standing.LastSeal, standing.Checkpoint, standing.CheckpointSeal));
        Assert.Equal(
            ["three", "two", "one"],
            new[] { rows.Where(r => r.TransactionNumber >= standing.SealedUpto), rows.Where(r => r.TransactionNumber < standing.SealedUpto && r.TransactionNumber >= standing.AnchoredUpto),
                rows.Where(r => r.TransactionNumber < standing.AnchoredUpto) }.Select(g => Assert.Single(g, r => r.What != "test.act").What));
        Assert.All(rows, r => Assert.True(standings.IsGenuine(r)));
    }

    [Fact]
    [Trait(Needs.Cost, Needs.Heavy)]
    public async Task PageAsync_WithAMillionRows_ThenEverySearchIsQuick()
    {
        await using (var scope = Services.CreateAsyncScope())
        {
            var services = scope.ServiceProvider;
            await new LargeTrail(services.GetRequiredService<BecsDbContext>(), Database.Options, services.GetRequiredService<KeyRing>(), new Dice(7))
                .WriteAsync(1_000_000, Cancellation);
            await services.GetRequiredService<BecsDbContext>().Database.ExecuteSqlRawAsync("ANALYZE", Cancellation);
        }

        var middle = (await Reads.PageAsync(new AuditFilter(UptoAt: new DateTime(2026, 6, 6, 0, 0, 0, DateTimeKind.Utc)), limit: 1, cancellationToken: Cancellation))[0];
        AuditFilter[] searches =
        [
            new(), new(UserName: "lab1"), new(UserName: "nobody"), new(What: "unit.released"), new(What: "never.happened"), new(RecordIds: [middle.SubjectId]),
            new(RecordIds: [middle.InstanceId!.Value]), new(FromAt: middle.RecordedAt.AddMinutes(-5), UptoAt: middle.RecordedAt), new(HasSignature: false), new(HasReason: false),
            new(Workstation: "nowhere"), new(SiteIds: [middle.SiteId, Guid.Empty], What: "unit.released", HasSignature: true),
        ];
        var watch = new System.Diagnostics.Stopwatch();
        foreach (var search in searches)
        {
            foreach (var before in new Guid?[] { null, middle.Id })
            {
                await Reads.PageAsync(search, before, 50, Cancellation);
                watch.Restart();
                await Reads.PageAsync(search, before, 50, Cancellation);
                var page = watch.ElapsedMilliseconds;
                watch.Restart();
                await Reads.CountAsync(search, 10_001, Cancellation);
                TestContext.Current.TestOutputHelper?.WriteLine($"{search} before {before}: page {page} ms, count {watch.ElapsedMilliseconds} ms");
                Assert.InRange(page, 0, 2_000);
            }
        }
    }

    private Signature SignatureOf() => new()
    {
        Id = Ids.New(),
        UserId = new Guid("01900000-0000-7000-8000-0000000000aa"),
        UserName = "lab1",
        PrintedName = "Lab One",
        SignedAt = Clock.UtcNow(),
        SiteTimeZone = "America/New_York",
        Meaning = SignatureMeanings.Reviewed,
        Reason = "complete",
        SignedHash = new string('0', 64),
        Subject = "unit:1",
    };

    private Task WriteAsync(Guid record, string what, Func<OperationContext, OperationContext>? with = null) => RunAsync(
        s => s.GetRequiredService<IAuditTrail>().Record(new SubjectRef(SubjectKinds.Unit, record), what), with);

    private async Task<List<string>> FindAsync(AuditFilter filter) =>
        [.. (await Reads.PageAsync(filter, limit: 100, cancellationToken: Cancellation)).Select(r => r.What).Order(StringComparer.Ordinal)];

    private async Task<List<Guid>> StreamAsync(Guid? after, int limit)
    {
        var ids = new List<Guid>();
        await foreach (var row in Reads.StreamAsync(new AuditFilter(), after, limit, Cancellation))
        {
            ids.Add(row.Id);
        }

        return ids;
    }

    private async Task SealAsync(bool checkpoint)
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Sealer>().SealAsync(checkpoint, Cancellation);
    }
}

public sealed class AuditSearchOnSqlite() : AuditSearchSpecs(new SqliteTestDatabase());

public sealed class AuditSearchOnPostgres() : AuditSearchSpecs(new PostgresTestDatabase());
