using System.Collections.Concurrent;
using System.Diagnostics;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Persistence.Accounts;
using Becs.Persistence.Commit;
using Becs.Persistence.Tests.Testing;
using Becs.Workflows;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Accounts;

/// <summary>What is read ahead must be what would have been read later.</summary>
public abstract class TaskAheadSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    private const string Kind = "submission";
    private static readonly HashSet<string> May = [Permissions.TasksWork];

    [Fact]
    public async Task ReadAsync_WhenATaskIsAhead_ThenItAndItsInstanceAreAsStored()
    {
        var (task, instance, _) = await ArrangeAsync();

        await using var scope = Begin();
        await ReadAsync(scope.ServiceProvider, task.Id);
        var found = (await scope.ServiceProvider.GetRequiredService<ITasks>().FindAsync(task.Id, Cancellation))!;

        await using var other = Begin();
        var plain = (await other.ServiceProvider.GetRequiredService<ITasks>().FindAsync(task.Id, Cancellation))!;
        Assert.Equivalent(plain, found, strict: true);
        Assert.Equal(task.RecordHash(), found.RecordHash());
        Assert.Equal(instance, await scope.ServiceProvider.GetRequiredService<IWorkflowInstances>().FindAsync(instance.Id, Cancellation));
    }

    [Fact]
    public async Task ReadAsync_WhenTheTaskHasNeitherInstanceNorPerson_ThenOnlyTheTaskIsThere()
    {
        var task = await MakeAsync(null, null);

        await RunAsync(
            async s =>
            {
                await ReadAsync(s, task.Id);
                (await s.GetRequiredService<ITasks>().FindAsync(task.Id, Cancellation))!.Complete(
                    s.GetRequiredService<ICurrentOperation>().Context, "ok", 1, s.GetRequiredService<IEventSink>());
            },
            c => c with { Permissions = May });

        await RunAsync(s => ReadAsync(s, new TaskId(Ids.New())));
        Assert.Equal(1, await CountAsync("tasks WHERE state = 'Completed'"));
    }

    [Fact]
    public async Task PutAsync_WhenAnEarlierVersionIsThere_ThenTheNextOneIsAdded()
    {
        var (task, _, person) = await ArrangeAsync();
        for (var version = 1; version <= 2; version++)
        {
            await RunAsync(async s =>
            {
                await ReadAsync(s, task.Id);
                await s.GetRequiredService<IPersonalRecords>().PutAsync(person, Kind, task.Id.Value, new Answer($"v{version}"), Cancellation);
            });
        }

        await using var scope = Begin();
        var records = scope.ServiceProvider.GetRequiredService<IPersonalRecords>();
        Assert.Equal("v2", (await records.GetAsync<Answer>(person, Kind, task.Id.Value, Cancellation))!.Text);
        Assert.Equal(2, await CountAsync($"personal_records WHERE kind = '{Kind}'"));
        Assert.Equal(1, await CountAsync("person_keys"));
    }

    [Fact]
    public async Task CommitAsync_WhenTheTaskReadAheadWasCompletedMeanwhile_ThenNothingIsSaved()
    {
        var (task, instance, _) = await ArrangeAsync();
        await using var slow = Begin(c => c with { Permissions = May });
        await ReadAsync(slow.ServiceProvider, task.Id);
        await CompleteAsync(slow.ServiceProvider, task.Id, instance);
        await RunAsync(s => CompleteAsync(s, task.Id, instance), c => c with { Permissions = May });
        var before = await CountAllAsync();

        var lost = await Assert.ThrowsAsync<CommitConflictException>(() => slow.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation));

        Assert.Equal("CON-409", lost.Code);
        Assert.Contains("tasks", lost.Message, StringComparison.Ordinal);
        Assert.Equal(before, await CountAllAsync());
    }

    [Fact]
    public async Task CommitAsync_WhenATaskWasAhead_ThenPostgresIsAskedThreeTimes()
    {
        var (task, instance, person) = await ArrangeAsync();
        var spans = new ConcurrentBag<System.Diagnostics.Activity>();
        using var source = new ActivitySource("TaskAheadSpecs");
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name is "Npgsql" or "TaskAheadSpecs",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => spans.Add(span),
        };
        ActivitySource.AddActivityListener(listener);
        using (var root = source.StartActivity("all"))
        {
            await RunAsync(
                async s =>
                {
                    await ReadAsync(s, task.Id);
                    await CompleteAsync(s, task.Id, instance);
                    await s.GetRequiredService<IPersonalRecords>().PutAsync(person, Kind, task.Id.Value, new Answer("v1"), Cancellation);
                },
                c => c with { Permissions = May });
        }

        // Without the tests that run beside this one.
        var trace = spans.Single(s => s.Source.Name == "TaskAheadSpecs").TraceId;
        var asked = spans.Count(s => s.Source.Name == "Npgsql" && s.TraceId == trace);
        Assert.Equal(IsPostgres ? 3 : 0, asked);
    }

    protected abstract bool IsPostgres { get; }

    private Task ReadAsync(IServiceProvider s, TaskId task) => s.GetRequiredService<ICallers>()
        .ReadAsync(null, s.GetRequiredService<ICurrentOperation>().Context.OperationId, new TaskAhead(task.Value, Kind), Cancellation);

    private async Task CompleteAsync(IServiceProvider s, TaskId id, StoredInstance instance)
    {
        var task = (await s.GetRequiredService<ITasks>().FindAsync(id, Cancellation))!;
        task.Complete(s.GetRequiredService<ICurrentOperation>().Context, "ok", 1, s.GetRequiredService<IEventSink>());
        var instances = s.GetRequiredService<IWorkflowInstances>();
        var read = (await instances.FindAsync(instance.Id, Cancellation))!;
        instances.StageUpdate(read with { RowVersion = read.RowVersion + 1, StateJson = "{\"n\":2}" }, read.RowVersion);
    }

    private async Task<(WorkTask Task, StoredInstance Instance, PersonRef Person)> ArrangeAsync()
    {
        var instance = new StoredInstance(
            Ids.New().ToString("D"), 1, "donor-eligibility", 1, "hash", "named", WorkflowStatus.Running, WorkflowSubStatus.Suspended,
            "c", null, Clock.UtcNow(), Clock.UtcNow(), null, "{\"n\":1}");
        var person = PersonRef.Of(new DonorId(Ids.New()));
        await RunAsync(async s =>
        {
            s.GetRequiredService<IWorkflowInstances>().StageAdd(instance);
            await s.GetRequiredService<IPersonalRecords>().PutAsync(person, "identity", Ids.New(), new Answer("who"), Cancellation);
        });
        return (await MakeAsync(Guid.Parse(instance.Id), person), instance, person);
    }

    private async Task<WorkTask> MakeAsync(Guid? instance, PersonRef? person)
    {
        WorkTask task = null!;
        await RunAsync(s =>
        {
            task = WorkTask.Create(
                new TaskId(Ids.New()),
                new TaskSpecification
                {
                    SiteId = Site,
                    Process = "donor-eligibility",
                    TitleKey = "task.examine-donor",
                    FormKey = "examine-donor",
                    FormVersion = 1,
                    CandidatePermission = Permissions.TasksWork,
                    Person = person,
                    ExcludedUserIds = [Ids.New()],
                    DueAt = Clock.UtcNow().AddHours(1),
                    Outcomes = ["ok", "failed"],
                    InstanceId = instance,
                    BookmarkId = instance is null ? null : "b1",
                },
                s.GetRequiredService<ICurrentOperation>().Context, s.GetRequiredService<IEventSink>());
            s.GetRequiredService<ITasks>().Add(task);
        });
        return task;
    }

    private sealed record Answer(string Text);
}

public sealed class TaskAheadOnSqlite() : TaskAheadSpecs(new SqliteTestDatabase())
{
    protected override bool IsPostgres => false;
}

public sealed class TaskAheadOnPostgres() : TaskAheadSpecs(new PostgresTestDatabase())
{
    protected override bool IsPostgres => true;
}
