using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Persistence.Commit;
using Becs.Persistence.Tasks;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Tasks;

public abstract class WorkTaskSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    private static readonly HashSet<string> May = [Permissions.TasksWork, Permissions.LabelsVerify];

    [Fact]
    public async Task FindAsync_WhenStored_ThenItIsWholeAndHashesAlike()
    {
        var instance = Ids.New();
        var task = await MakeAsync(instance);

        await using var scope = Begin();
        var tasks = scope.ServiceProvider.GetRequiredService<ITasks>();
        var found = (await tasks.FindAsync(task.Id, Cancellation))!;
        Assert.Equal(task.RecordHash(), found.RecordHash());
        Assert.Equal(["ok", "failed"], found.Outcomes);
        Assert.Equal(task.ExcludedUserIds, found.ExcludedUserIds);
        Assert.Equal(task.Id, (await tasks.FindByBookmarkAsync(instance, "b1", Cancellation))!.Id);
        Assert.Single(await tasks.OpenOfInstanceAsync(instance, Cancellation));
        Assert.Empty(await tasks.DueForEscalationAsync(Clock.UtcNow(), 10, Cancellation));
        Assert.Single(await tasks.DueForEscalationAsync(Clock.UtcNow().AddHours(1), 10, Cancellation));
    }

    [Fact]
    public async Task OnlyDraft_WhenADraftIsSavedAgain_ThenItIsKeptAndTheTrailGetsNoRow()
    {
        var task = Ids.New();
        await RunAsync(s => s.GetRequiredService<ITaskDrafts>().PutAsync(task, null, "first", Cancellation));
        var rows = await CountAsync("audit_rows");

        await RunAsync(async s =>
        {
            Assert.True(await s.GetRequiredService<ITaskDrafts>().PutAsync(task, null, "second", Cancellation));
            s.GetRequiredService<UnitOfWork>().OnlyDraft();
        });

        Assert.Equal(rows, await CountAsync("audit_rows"));
        await using var scope = Begin();
        var user = scope.ServiceProvider.GetRequiredService<ICurrentOperation>().Context.UserId;
        Assert.Equal("second", (await scope.ServiceProvider.GetRequiredService<ITaskDrafts>().FindAsync(task, user, Cancellation))!.Body);
    }

    [Fact]
    public async Task OnlyDraft_WhenMoreThanADraftIsStaged_ThenNothingIsWritten()
    {
        var (task, rows) = (Ids.New(), await CountAsync("task_drafts"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(async s =>
        {
            await s.GetRequiredService<ITaskDrafts>().PutAsync(task, null, "first", Cancellation);
            s.GetRequiredService<IAuditTrail>().Record(new SubjectRef(SubjectKinds.Task, task), "something");
            s.GetRequiredService<UnitOfWork>().OnlyDraft();
        }));

        Assert.Equal(rows, await CountAsync("task_drafts"));
    }

    [Fact]
    public async Task Complete_WhenTwoHaveReadTheSameRevision_ThenTheSecondCommitIsRefused()
    {
        var task = await MakeAsync(Ids.New());
        await using var slow = Begin(c => c with { Permissions = May });
        await CompleteAsync(slow.ServiceProvider, task.Id);
        await RunAsync(s => CompleteAsync(s, task.Id), c => c with { Permissions = May });

        await Assert.ThrowsAnyAsync<ConflictException>(
            () => slow.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation));
        Assert.Equal(1, await CountAsync("tasks WHERE state = 'Completed'"));
    }

    [Fact]
    public async Task Complete_WhenItIsEscalatedMeanwhile_ThenTheWorkIsNotLost()
    {
        var task = await MakeAsync(Ids.New());
        await using var slow = Begin(c => c with { Permissions = May });
        await CompleteAsync(slow.ServiceProvider, task.Id);
        Clock.Advance(TimeSpan.FromHours(1));
        await RunAsync(async s => (await s.GetRequiredService<ITasks>().FindAsync(task.Id, Cancellation))!.Escalate(
            s.GetRequiredService<ICurrentOperation>().Context, null, s.GetRequiredService<IEventSink>()));

        await slow.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation);

        Assert.Equal(1, await CountAsync("tasks WHERE state = 'Completed' AND escalation_level = 1"));
    }

    private async Task CompleteAsync(IServiceProvider s, TaskId id)
    {
        var task = (await s.GetRequiredService<ITasks>().FindAsync(id, Cancellation))!;
        task.Complete(s.GetRequiredService<ICurrentOperation>().Context, "ok", 1, s.GetRequiredService<IEventSink>());
    }

    private async Task<WorkTask> MakeAsync(Guid instance)
    {
        WorkTask task = null!;
        await RunAsync(s =>
        {
            task = WorkTask.Create(
                new TaskId(Ids.New()),
                new TaskSpecification
                {
                    SiteId = Site,
                    Process = "component-release",
                    TitleKey = "task.verify-label",
                    FormKey = "verify-label",
                    FormVersion = 1,
                    CandidatePermission = Permissions.LabelsVerify,
                    ExcludedUserIds = [Ids.New()],
                    EscalationAt = Clock.UtcNow().AddHours(1),
                    Outcomes = ["ok", "failed"],
                    InstanceId = instance,
                    BookmarkId = "b1",
                },
                s.GetRequiredService<ICurrentOperation>().Context, s.GetRequiredService<IEventSink>());
            s.GetRequiredService<ITasks>().Add(task);
        });
        return task;
    }
}

public sealed class WorkTaskOnSqlite() : WorkTaskSpecs(new SqliteTestDatabase());

public sealed class WorkTaskOnPostgres() : WorkTaskSpecs(new PostgresTestDatabase());
