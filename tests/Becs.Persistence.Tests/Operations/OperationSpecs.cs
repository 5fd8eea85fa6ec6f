using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Operations;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Operations;

public abstract class OperationSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    private static readonly Guid User = new("01900000-0000-7000-8000-0000000000aa");

    [Fact]
    public async Task FindAsync_WhenTheOperationCommitted_ThenItsAnswerIsThere()
    {
        var id = Ids.New();
        await CommitAsync(id, "h1", "{\"taskId\":1}");

        Assert.Equal("{\"taskId\":1}", (await FindAsync(id, User, "h1"))?.ResponseJson);
        Assert.Null(await FindAsync(Ids.New(), User, "h1"));
    }

    [Fact]
    public async Task FindAsync_WhenTheIdWasUsedForSomethingElse_ThenItIsRefused()
    {
        var id = Ids.New();
        await CommitAsync(id, "h1", "{}");

        Assert.Equal("OP-409", (await Assert.ThrowsAsync<ConflictException>(() => FindAsync(id, User, "h2"))).Code);
        Assert.Equal("OP-409", (await Assert.ThrowsAsync<ConflictException>(() => FindAsync(id, Ids.New(), "h1"))).Code);
    }

    [Fact]
    public async Task CommitAsync_WhenTheSameOperationCommitsTwice_ThenTheSecondLeavesNothing()
    {
        var id = Ids.New();
        await CommitAsync(id, "h1", "{}");
        var before = await CountAllAsync();

        var conflict = await Assert.ThrowsAsync<CommitConflictException>(() => CommitAsync(id, "h1", "{}"));

        Assert.Equal(("OP-409", true), (conflict.Code, conflict.Retryable));
        Assert.Equal(before, await CountAllAsync());
    }

    [Fact]
    public async Task CommitAsync_WhenTheSameOperationRunsFiveTimesAtOnce_ThenOneCommits()
    {
        var id = Ids.New();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            try
            {
                await CommitAsync(id, "h1", "{}");
                return 1;
            }
            catch (CommitConflictException)
            {
                return 0;
            }
        }));

        Assert.Equal(1, outcomes.Sum());
        Assert.Equal(1, await CountAsync("audit_rows"));
    }

    [Fact]
    public async Task CommitAsync_WhenTheSystemActsWithoutAnswer_ThenNoOperationRowIsWritten()
    {
        await RunAsync(_ => { }, c => c with { IsSystem = true });

        Assert.Equal(0, await CountAsync("operations"));
        Assert.Equal(1, await CountAsync("audit_rows"));
    }

    [Fact]
    public async Task Received_WhenKept_ThenItCanBeOpenedUntilItIsApplied()
    {
        var (id, incident, donor) = (Ids.New(), Ids.New(), new PersonRef(SubjectKinds.Donor, Ids.New()));
        await KeepAsync(id, incident, donor, "{\"answer\":\"yes\"}");

        await using (var scope = Begin())
        {
            var received = scope.ServiceProvider.GetRequiredService<IReceivedSubmissions>();
            Assert.Equal(id, (await received.FindByIncidentAsync(incident, Cancellation))?.OperationId);
            Assert.Equal("{\"answer\":\"yes\"}", await received.OpenAsync(id, Cancellation));
            Assert.Single(await received.WaitingAsync(10, Cancellation));
        }

        Assert.Null(await FindAsync(id, User, ""));
        await RunAsync(
            s => s.GetRequiredService<IReceivedSubmissions>().CloseAsync(id, ReceivedStatus.Applied, Cancellation),
            c => c with { OperationId = id });
        await using var after = Begin();
        Assert.Null(await after.ServiceProvider.GetRequiredService<IReceivedSubmissions>().OpenAsync(id, Cancellation));
        await Assert.ThrowsAsync<ConflictException>(() => RunAsync(
            s => s.GetRequiredService<IReceivedSubmissions>().CloseAsync(id, ReceivedStatus.Applied, Cancellation)));
    }

    [Fact]
    public async Task Received_WhenWithdrawn_ThenItsIdIsUsedAndWhatWasAppliedMeanwhileCannotBeWithdrawn()
    {
        var (withdrawn, applied) = (Ids.New(), Ids.New());
        await KeepAsync(withdrawn, Ids.New(), null, "{}");
        await KeepAsync(applied, Ids.New(), null, "{}");
        await CommitAsync(applied, "hash", "{}");

        await RunAsync(s => s.GetRequiredService<IReceivedSubmissions>().CloseAsync(withdrawn, ReceivedStatus.Withdrawn, Cancellation));

        Assert.Equal("OP-410", (await Assert.ThrowsAsync<ConflictException>(() => FindAsync(withdrawn, User, "hash"))).Code);
        await Assert.ThrowsAnyAsync<Exception>(() => CommitAsync(withdrawn, "hash", "{}"));
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(
            s => s.GetRequiredService<IReceivedSubmissions>().CloseAsync(applied, ReceivedStatus.Withdrawn, Cancellation)));
        Assert.NotNull(await FindAsync(applied, User, "hash"));
        await using var scope = Begin();
        var log = scope.ServiceProvider.GetRequiredService<IOperationLog>();
        Assert.Equal((false, true), (await log.IsRecordedAsync(withdrawn, Cancellation), await log.IsRecordedAsync(applied, Cancellation)));
    }

    [Fact]
    public async Task Received_WhenItsPersonIsErased_ThenItCannotBeOpened()
    {
        var (id, donor) = (Ids.New(), new PersonRef(SubjectKinds.Donor, Ids.New()));
        await KeepAsync(id, Ids.New(), donor, "{}");
        await RunAsync(s => s.GetRequiredService<IPersonalRecords>().EraseAsync(donor, Cancellation));

        await using var scope = Begin();
        Assert.Null(await scope.ServiceProvider.GetRequiredService<IReceivedSubmissions>().OpenAsync(id, Cancellation));
    }

    private async Task KeepAsync(Guid id, Guid incident, PersonRef? person, string body)
    {
        await using var scope = Begin(c => c with { OperationId = id });
        await scope.ServiceProvider.GetRequiredService<IReceivedSubmissions>().AddAsync(incident, person, body, Cancellation);
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().CommitReceivedAsync(Cancellation);
    }

    private async Task<RecordedOperation?> FindAsync(Guid id, Guid user, string hash)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IOperationLog>().FindAsync(id, user, hash, Cancellation);
    }

    private Task CommitAsync(Guid id, string hash, string answer) => RunAsync(
        s =>
        {
            s.GetRequiredService<UnitOfWork>().Request(hash);
            s.GetRequiredService<UnitOfWork>().Respond(answer);
        },
        c => c with { OperationId = id });
}

public sealed class OperationsOnSqlite() : OperationSpecs(new SqliteTestDatabase());

public sealed class OperationsOnPostgres() : OperationSpecs(new PostgresTestDatabase());
