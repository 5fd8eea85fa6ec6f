using System.Text.Json;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Tests.Testing;
using Becs.Persistence.Workflows;
using Becs.Workflows;
using Becs.Workflows.Journal;
using Becs.Workflows.Models;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Becs.Persistence.Tests.Workflows;

public abstract partial class WorkflowStoreSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    private readonly FakeTimeProvider _machine = new(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));

    protected override PersistenceOptions Adjust(PersistenceOptions options) => options with { MachineClock = _machine };

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IEventSubscriptions>(new ListensToSomething());

    [Fact]
    public async Task Instances_WhenSaved_ThenTheyAreReadAsWritten()
    {
        var instance = Instance();
        await RunAsync(s => s.GetRequiredService<IWorkflowInstances>().StageAdd(instance));
        var next = instance with { RowVersion = 2, StateJson = "{\"n\":2}", Status = WorkflowStatus.Finished, CorrelationId = "c" };
        await RunAsync(s => s.GetRequiredService<IWorkflowInstances>().StageUpdate(next, 1));

        Assert.Equal(next, await FindAsync(instance.Id));
        Assert.Null(await FindAsync(Ids.New().ToString()));
    }

    [Fact]
    public async Task Instances_WhenTheRowVersionIsStale_ThenNothingIsSaved()
    {
        var instance = Instance();
        await RunAsync(s => s.GetRequiredService<IWorkflowInstances>().StageAdd(instance));
        await RunAsync(s => s.GetRequiredService<IWorkflowInstances>().StageUpdate(instance with { RowVersion = 2 }, 1));
        var before = await CountAllAsync();

        var lost = await Assert.ThrowsAsync<CommitConflictException>(() => RunAsync(s =>
        {
            s.GetRequiredService<IWorkflowInstances>().StageUpdate(instance with { RowVersion = 2, StateJson = "x" }, 1);
            s.GetRequiredService<IAuditTrail>().Record(new SubjectRef(SubjectKinds.Instance, Guid.Parse(instance.Id)), "moved");
        }));

        Assert.Equal("CON-409", lost.Code);
        Assert.Equal(before, await CountAllAsync());
    }

    [Fact]
    public async Task Instances_WhenTwoBurstsShareACommit_ThenTheLastStateIsSaved()
    {
        var instance = Instance();
        await RunAsync(async s =>
        {
            var instances = s.GetRequiredService<IWorkflowInstances>();
            instances.StageAdd(instance);
            Assert.NotNull(await instances.FindAsync(instance.Id, Cancellation));
            instances.StageUpdate(instance with { RowVersion = 2, StateJson = "2" }, 1);
        });
        await RunAsync(async s =>
        {
            var instances = s.GetRequiredService<IWorkflowInstances>();
            var found = (await instances.FindAsync(instance.Id, Cancellation))!;
            instances.StageUpdate(found with { RowVersion = 3, StateJson = "3" }, 2);
        });

        Assert.Equal("3", (await FindAsync(instance.Id))!.StateJson);
    }

    [Fact]
    public async Task Bookmarks_WhenStaged_ThenTheyAreFoundUntilBurned()
    {
        var (one, other) = (Instance() with { CorrelationId = "c1" }, Instance() with { CorrelationId = "c2" });
        var (first, second) = (Bookmark("h"), Bookmark("h"));
        await RunAsync(s =>
        {
            s.GetRequiredService<IWorkflowInstances>().StageAdd(one);
            s.GetRequiredService<IWorkflowInstances>().StageAdd(other);
            s.GetRequiredService<IBookmarks>().StageAdd(one.Id, [first]);
            s.GetRequiredService<IBookmarks>().StageAdd(other.Id, [second]);
        });
        await using (var scope = Begin())
        {
            var bookmarks = scope.ServiceProvider.GetRequiredService<IBookmarks>();
            Assert.Equal(2, (await bookmarks.FindByStimulusAsync("n", "h", null, cancellationToken: Cancellation)).Count);
            var found = Assert.Single(await bookmarks.FindByStimulusAsync("n", "h", "c2", cancellationToken: Cancellation));
            Assert.Equal((other.Id, "c2", second.Id), (found.InstanceId, found.CorrelationId, found.Bookmark.Id));
            Assert.Equal("{\"a\":1}", found.Bookmark.Payload.ToString());
            Assert.Single(await bookmarks.ListByInstanceAsync(one.Id, Cancellation));
            Assert.NotNull(await bookmarks.FindAsync(first.Id, Cancellation));
        }

        await RunAsync(s => s.GetRequiredService<IBookmarks>().StageBurn(one.Id, [first.Id]));
        Assert.Equal(1, await CountAsync("bookmarks"));
        await Assert.ThrowsAsync<CommitConflictException>(
            () => RunAsync(s => s.GetRequiredService<IBookmarks>().StageBurn(one.Id, [first.Id])));
    }

    [Fact]
    public async Task CommitAsync_WhenAWorkflowListensToAnEvent_ThenAStimulusIsInTheSameCommit()
    {
        var subject = new SubjectRef(SubjectKinds.Donation, Ids.New());
        CommitSummary? summary = null;
        Services.GetRequiredService<CommitHooks>().OnCommitted(s => summary = s);
        await RunAsync(s =>
        {
            s.GetRequiredService<IEventSink>().Raise(subject, new SomethingHappened("it"));
            s.GetRequiredService<IEventSink>().Raise(subject, new NobodyListens());
        });

        var fact = Assert.Single(await TakeAsync());

        Assert.Equal((FactStimulus.Kind, nameof(SomethingHappened), subject.ToString()), (fact.Kind, fact.Name, fact.CorrelationId));
        Assert.Equal(1, JsonDocument.Parse(fact.BodyJson).RootElement.GetProperty("envelope").GetProperty("subjectSequence").GetInt64());
        Assert.Equal(new CommitSummary(2, 1), summary);
    }

    [Fact]
    public async Task Journal_WhenAppended_ThenItIsReadInOrder()
    {
        var instance = Ids.New().ToString();
        await RunAsync(s =>
        {
            s.GetRequiredService<IJournal>().StageAppend(Entry(instance, 2));
            s.GetRequiredService<IJournal>().StageAppend(Entry(instance, 1));
        });

        await using var scope = Begin();
        var journal = scope.ServiceProvider.GetRequiredService<IJournal>();
        var entries = await journal.ReadAsync(instance, cancellationToken: Cancellation);
        Assert.Equal([1, 2], entries.Select(e => e.Sequence));
        Assert.Equal("Haemoglobin", entries[0].Records[0].Facts![0].Name);
        Assert.Single(await journal.ReadAsync(instance, 1, cancellationToken: Cancellation));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteSqlAsync("DELETE FROM journal"));
    }

    [Fact]
    public async Task Incidents_WhenResolved_ThenTheyAreNoLongerOpen()
    {
        var (id, instance) = (Ids.New(), Ids.New());
        await RunAsync(s => s.GetRequiredService<IIncidents>().Add(new IncidentRow
        {
            Id = id,
            InstanceId = instance,
            OperationId = Ids.New(),
            SiteId = Site.Value,
            ExceptionType = "X",
            Message = "m",
            CreatedAt = Clock.UtcNow(),
        }));
        await RunAsync(async s => (await s.GetRequiredService<IIncidents>().FindAsync(id, Cancellation))!
            .Resolve("retried", Ids.New(), Clock.UtcNow()));

        await using var scope = Begin();
        var incidents = scope.ServiceProvider.GetRequiredService<IIncidents>();
        Assert.Empty(await incidents.OpenOfInstanceAsync(instance, Cancellation));
        var closed = await incidents.FindAsync(id, Cancellation);
        Assert.Throws<ConflictException>(() => closed!.Resolve("skipped", Ids.New(), Clock.UtcNow()));
    }

    private StoredInstance Instance() => new(
        Ids.New().ToString("D"), 1, "donor-eligibility", 1, "hash", null, WorkflowStatus.Running, WorkflowSubStatus.Suspended,
        null, null, Clock.UtcNow(), Clock.UtcNow(), null, "{}");

    private Bookmark Bookmark(string hash) => new()
    {
        Id = Ids.New().ToString("D"),
        Name = "n",
        Hash = hash,
        Payload = JsonDocument.Parse("{\"a\":1}").RootElement,
        ActivityId = "a",
        ActivityNodeId = "n",
        ActivityInstanceId = "i",
        CreatedAt = Clock.UtcNow(),
    };

    private JournalEntry Entry(string instance, int sequence) => new()
    {
        BurstId = Ids.New().ToString(),
        InstanceId = instance,
        Sequence = sequence,
        At = Clock.UtcNow(),
        Stimulus = "Start",
        PackageHash = "hash",
        Records =
        [
            new JournalRecord
            {
                ActivityId = "a",
                ActivityInstanceId = "i",
                Type = "Becs.HumanTask",
                Version = 1,
                Event = JournalEvent.Completed,
                Facts = [new Fact("Haemoglobin", JsonDocument.Parse("135").RootElement)],
            },
        ],
    };

    private async Task<StoredInstance?> FindAsync(string id)
    {
        await using var scope = Begin();
        return await scope.ServiceProvider.GetRequiredService<IWorkflowInstances>().FindAsync(id, Cancellation);
    }

    private sealed class ListensToSomething : IEventSubscriptions
    {
        public bool IsListened(string eventName) => eventName == nameof(SomethingHappened);
    }
}

/// <summary>A fact no workflow waits for.</summary>
public sealed record NobodyListens : Becs.Contracts.BecsEvent;

public sealed class WorkflowStoresOnSqlite() : WorkflowStoreSpecs(new SqliteTestDatabase());

public sealed class WorkflowStoresOnPostgres() : WorkflowStoreSpecs(new PostgresTestDatabase());
