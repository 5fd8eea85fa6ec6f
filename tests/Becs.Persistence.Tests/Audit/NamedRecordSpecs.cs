using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Persistence.Audit;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Audit;

/// <summary>The server's check in pieces: a record the trail names and somebody removed is found, at once when new, else when the round comes by.</summary>
public abstract class NamedRecordSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    private const int Piece = 4;

    [Fact]
    public async Task VerifyRecordsAsync_WhenARecordIsRemovedBelowTheMark_ThenTheRoundFindsIt()
    {
        var cursor = new RecordCursor();
        var first = await SignAsync();
        for (var i = 0; i < 5; i++)
        {
            await SignAsync();
        }

        await SealAsync();
        for (var piece = 0; piece < 4; piece++)
        {
            Assert.Empty(await FindAsync(cursor));
        }

        await RemoveAsync(first);

        // Twelve rows in pieces of four and what is left over: at the latest the fifth piece is at the beginning again.
        var found = new List<string>();
        for (var piece = 0; piece < 5; piece++)
        {
            found.AddRange(await FindAsync(cursor));
        }

        Assert.Equal([$"signatures {first}"], found.Distinct());
        Assert.InRange(found.Count, 1, 2);
    }

    [Fact]
    public async Task VerifyRecordsAsync_WhenARecordIsRemovedAndNewerThanTheMark_ThenTheNextPieceFindsIt()
    {
        var cursor = new RecordCursor();
        for (var i = 0; i < 8; i++)
        {
            await SignAsync();
        }

        await SealAsync();
        await MarkAsync();
        Assert.Empty(await FindAsync(cursor));
        var fresh = await SignAsync();
        await SealAsync();
        await RemoveAsync(fresh);

        Assert.Equal([$"signatures {fresh}"], await FindAsync(cursor));
        await using var scope = Services.CreateAsyncScope();
        var whole = await scope.ServiceProvider.GetRequiredService<AuditVerifier>().VerifyRecordsAsync(Cancellation);
        Assert.Equal([$"signatures {fresh}"], whole.Findings.Where(f => f.Kind == AuditBreak.RecordMissing).Select(f => f.Place));
    }

    private async Task<List<string>> FindAsync(RecordCursor cursor)
    {
        await using var scope = Services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<AuditVerifier>().VerifyRecordsAsync(cursor, Piece, Cancellation);
        return [.. report.Findings.Where(f => f.Kind == AuditBreak.RecordMissing).Select(f => f.Place)];
    }

    private async Task<Guid> SignAsync()
    {
        var id = Ids.New();
        await RunAsync(
            s => s.GetRequiredService<IAuditTrail>().Record(new SubjectRef(SubjectKinds.Unit, Ids.New()), "unit.seen"),
            c => c with
            {
                Signature = new Signature
                {
                    Id = id,
                    UserId = c.UserId,
                    UserName = "lab1",
                    PrintedName = "Lab One",
                    SignedAt = c.NowAt,
                    SiteTimeZone = "America/New_York",
                    Meaning = SignatureMeanings.Reviewed,
                    Reason = "test",
                    SignedHash = new string('0', 64),
                    Subject = "unit",
                },
            });
        return id;
    }

    private async Task RemoveAsync(Guid signature)
    {
        var isPostgres = Database.Provider == DatabaseProvider.PostgreSql;
        await ExecuteSqlAsync(isPostgres ? "ALTER TABLE signatures DISABLE TRIGGER USER" : "DROP TRIGGER IF EXISTS signatures_no_delete");
        Assert.Equal(1, await ExecuteSqlAsync($"DELETE FROM signatures WHERE id = '{(isPostgres ? $"{signature}" : $"{signature}".ToUpperInvariant())}'"));
    }

    private async Task SealAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Sealer>().SealAsync(false, Cancellation);
    }

    private async Task MarkAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var verifier = scope.ServiceProvider.GetRequiredService<AuditVerifier>();
        await verifier.MarkAsync(await verifier.VerifyAsync(Cancellation), Ids.New(), Clock.UtcNow(), Cancellation);
    }
}

public sealed class NamedRecordsOnSqlite() : NamedRecordSpecs(new SqliteTestDatabase());

public sealed class NamedRecordsOnPostgres() : NamedRecordSpecs(new PostgresTestDatabase());
