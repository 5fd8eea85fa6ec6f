using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tasks;
using Becs.Persistence.Commit;
using Becs.Persistence.Tests.Testing;
using Becs.Persistence.Workflows;
using Becs.Workflows;
using Becs.Workflows.Journal;
using Becs.Workflows.Migrating;
using Becs.Workflows.Models;
using Becs.Workflows.Storage;
using Becs.Workflows.Timers;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Workflows;

/// <summary>Running instances for whoever takes them to another version, and the plans that say so.</summary>
public abstract class InFlightSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    [Fact]
    public async Task Count_WhenInstancesWait_ThenEachIsAtItsStepUnderItsPackage()
    {
        await AddAsync("h1", "Verify", "Verify"); // a task and its timer
        await AddAsync("h1", "Verify", "Print");
        await AddAsync("h2", "Print");
        await AddAsync("h1", WorkflowStatus.Finished);
        await AddAsync("h1", "Other", definition: "q");

        var counts = await AskAsync(f => f.CountAsync("p", Cancellation));

        Assert.Equal(
            [("h1", "", 2), ("h1", "Print", 1), ("h1", "Verify", 2), ("h2", "", 1), ("h2", "Print", 1)],
            counts.Select(c => (c.PackageHash, c.StepId ?? "", c.Instances)).Order());
    }

    [Fact]
    public async Task Next_WhenReadInPages_ThenEveryRunningInstanceComesOnceWithWhatDecides()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await AddAsync("h1", "Verify")).Id);
        }

        await AddAsync("h2", "Verify");
        await AddAsync("h1", WorkflowStatus.Finished);
        await RunAsync(s =>
        {
            s.GetRequiredService<ITasks>().Add(Task(s, ids[0], "form", "Verify"));
            var done = Task(s, ids[0], "old", "Print");
            done.Cancel(s.GetRequiredService<ICurrentOperation>().Context, "x", s.GetRequiredService<IEventSink>());
            s.GetRequiredService<ITasks>().Add(done);
            s.GetRequiredService<IIncidents>().Add(Incident(ids[1]));
        });

        var first = await AskAsync(f => f.NextAsync("h1", null, 3, Cancellation));
        var rest = await AskAsync(f => f.NextAsync("h1", Guid.Parse(first[^1].Instance.Id), 3, Cancellation));

        Assert.Equal(ids.Order(), first.Concat(rest).Select(f => Guid.Parse(f.Instance.Id)));
        Assert.Equal(["form.v2"], first[0].OpenForms);
        Assert.Empty(first[0].StepsDone);
        Assert.Equal([false, true, false], first.Select(f => f.HasIncident));
        Assert.Equal(Site.Value, first[0].SiteId);
        Assert.True((await AskAsync(f => f.FindAsync(ids[1], Cancellation)))!.HasIncident);
        Assert.Null(await AskAsync(f => f.FindAsync(Ids.New(), Cancellation)));
    }

    [Fact]
    public async Task GoOver_WhenCommitted_ThenOnlyPackageStateAndPlacesChange()
    {
        var (id, bookmarks) = await AddAsync("h1", "Verify", "Verify");
        var before = (await AskAsync(f => f.FindAsync(id, Cancellation)))!.Instance;
        var moved = bookmarks.ConvertAll(b => b with { ActivityId = "VerifyLabel", ActivityNodeId = "n2" });

        await RunAsync(s => s.GetRequiredService<IInFlight>().StageGoOver(
            before with { RowVersion = 2, PackageHash = "h2", Version = 2, StateJson = "{\"n\":2}" }, 1, moved));

        var after = (await AskAsync(f => f.FindAsync(id, Cancellation)))!.Instance;
        Assert.Equal(before with { RowVersion = 2, PackageHash = "h2", Version = 2, StateJson = "{\"n\":2}" }, after);
        await using var scope = Begin();
        var stored = await scope.ServiceProvider.GetRequiredService<IBookmarks>().ListByInstanceAsync(id.ToString("D"), Cancellation);
        Assert.Equal(
            moved.Select(b => (b.Id, b.Name, b.Hash, "VerifyLabel", "n2", b.DueAt)),
            stored.Select(b => (b.Bookmark.Id, b.Bookmark.Name, b.Bookmark.Hash, b.Bookmark.ActivityId, b.Bookmark.ActivityNodeId, b.Bookmark.DueAt)));
        Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(bookmarks[1].Id, Assert.Single(await scope.ServiceProvider.GetRequiredService<ITimers>().TakeDueAsync(Clock.UtcNow(), 10, Cancellation)).BookmarkId);
    }

    [Fact]
    public async Task GoOver_WhenTheInstanceMovedMeanwhile_ThenNothingIsWritten()
    {
        var (id, _) = await AddAsync("h1", "Verify");
        var read = (await AskAsync(f => f.FindAsync(id, Cancellation)))!.Instance;
        await RunAsync(s => s.GetRequiredService<IWorkflowInstances>().StageUpdate(read with { RowVersion = 2, StateJson = "{\"n\":2}" }, 1));

        var lost = await Assert.ThrowsAsync<CommitConflictException>(() => RunAsync(s =>
            s.GetRequiredService<IInFlight>().StageGoOver(read with { RowVersion = 2, PackageHash = "h2" }, 1, [])));

        Assert.True(lost.Retryable);
        Assert.Equal("h1", (await AskAsync(f => f.FindAsync(id, Cancellation)))!.Instance.PackageHash);
    }

    [Fact]
    public async Task Plan_WhenItTookAnInstanceOver_ThenTheDatabaseRefusesASecondTimeAndAnyChangeOfIt()
    {
        var plan = await PlanAsync();
        var (one, other) = (Ids.New(), Ids.New());
        await WriteAsync(plan, one, false);
        await WriteAsync(plan, one, true);
        await WriteAsync(plan, other, false);
        await Assert.ThrowsAsync<CommitConflictException>(() => WriteAsync(plan, one, true));

        await using var scope = Begin();
        var plans = scope.ServiceProvider.GetRequiredService<IMigrationPlans>();
        Assert.Equal((1, 1), await plans.CountAsync(plan, Cancellation));
        var last = (await plans.LastAsync(plan, one, Cancellation))!;
        Assert.Equal((true, "{}", 7L), (last.IsMigrated, last.StateBefore, last.RowVersion));
        var list = await plans.ListAsync(plan, null, 10, Cancellation);
        Assert.Equal(new[] { one, other }.Order(), list.Select(m => m.InstanceId));
        Assert.Equal(["StepGone:a"], list.Single(m => m.InstanceId == other).Reasons);
        Assert.Null(list[0].StateBefore);
        Assert.Single(await plans.ListAsync(plan, list[0].InstanceId, 10, Cancellation));
        var found = (await plans.FindAsync(plan, Cancellation))!;
        Assert.Equal(("b", 1), (found.Mapping()["a"], found.Number));
        foreach (var sql in new[]
        {
            "UPDATE instance_migrations SET state_before = 'x'", "DELETE FROM instance_migrations", "UPDATE migration_plans SET content = 'x'",
            "UPDATE migration_plans SET plan_hash = 'x'", "DELETE FROM migration_plans",
        })
        {
            Assert.Contains("append-only", (await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteSqlAsync(sql))).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>What was done before a plan took the instance over counts under the ids of the plan.</summary>
    [Fact]
    public async Task Done_WhenThePlanGaveStepsOtherIds_ThenUnderTheIdsOfNow()
    {
        var plan = await PlanAsync();
        var (id, _) = await AddAsync("h2", "Verify");
        var other = (await AddAsync("h2", "Verify")).Id;
        await RunAsync(s =>
        {
            var journal = s.GetRequiredService<IJournal>();
            journal.StageAppend(Entry(id, 1, "Start", "a", "c"));
            journal.StageAppend(Entry(id, 2, InstanceMigrator.Over));
            journal.StageAppend(Entry(id, 3, "ResumeBookmark", "d"));
            journal.StageAppend(Entry(other, 1, "Start", "a"));
        });
        Assert.Equal(["d"], (await AskAsync(f => f.FindAsync(id, Cancellation)))!.Done.Keys); // a move nobody recorded
        await WriteAsync(plan, id, false);
        await WriteAsync(plan, id, true);

        var found = (await AskAsync(f => f.NextAsync("h2", null, 10, Cancellation))).ToDictionary(f => Guid.Parse(f.Instance.Id), f => f.Done);

        Assert.Equal(["b", "c", "d"], found[id].Keys.Order());
        Assert.Equal(("T", "Done"), (found[id]["b"].Type, Assert.Single(found[id]["b"].Outcomes)));
        Assert.Equal(["a"], found[other].Keys);
    }

    private JournalEntry Entry(Guid instance, int sequence, string stimulus, params string[] completed) => new()
    {
        BurstId = Ids.New().ToString("D"),
        InstanceId = instance.ToString("D"),
        Sequence = sequence,
        At = Clock.UtcNow(),
        Stimulus = stimulus,
        PackageHash = "h",
        Records = [.. completed.Select(c => new JournalRecord
        {
            ActivityId = c, ActivityInstanceId = "e" + c, Type = "T", Version = 1, Event = JournalEvent.Completed, Outcomes = ["Done"],
        })],
    };

    private Task WriteAsync(Guid plan, Guid instance, bool migrated) => RunAsync(s => s.GetRequiredService<IMigrationPlans>().Add(new InstanceMigration
    {
        Id = Ids.New(),
        PlanId = plan,
        InstanceId = instance,
        IsMigrated = migrated,
        Reasons = migrated ? [] : ["StepGone:a"],
        SourceHash = "h1",
        TargetHash = "h2",
        RowVersion = 7,
        StateBefore = migrated ? "{}" : null,
        UserId = Ids.New(),
        PrintedName = "U",
        RecordedAt = Clock.UtcNow(),
    }));

    private async Task<Guid> PlanAsync()
    {
        var id = Ids.New();
        await RunAsync(async s =>
        {
            var operation = s.GetRequiredService<ICurrentOperation>().Context;
            var changes = s.GetRequiredService<IChanges>();
            var (source, target) = (Package(1, "h1"), Package(2, "h2"));
            s.GetRequiredService<IPackageRecords>().Add(target, []);
            var change = ChangeRequest.Open(
                new ChangeId(Ids.New()), await changes.TakeNumberAsync(2026, Cancellation), ChangeKind.Standard,
                new ChangeSubmission { Package = target, Reason = "r", Risk = new ChangeRisk(1, 1, 1) }, null, operation, Ids, s.GetRequiredService<IEventSink>());
            s.GetRequiredService<ISubjects>().Create(change.Id.Subject);
            changes.Add(change);
            s.GetRequiredService<IMigrationPlans>().Add(
                new MigrationPlan(id, change, 1, source, target, new Dictionary<string, string> { ["a"] = "b" }, new Dictionary<string, string>(), null, Clock.UtcNow()));
        }, o => o with
        {
            Permissions = new HashSet<string> { Permissions.WorkflowsEdit },
            Signature = new Signature
            {
                Id = Ids.New(),
                UserId = o.UserId,
                UserName = "u",
                PrintedName = "U",
                SignedAt = o.NowAt,
                SiteTimeZone = "UTC",
                Meaning = SignatureMeanings.Authored,
                Reason = "test",
                SignedHash = "h2",
                Subject = "change",
            },
        });
        return id;
    }

    private PackageRecord Package(int version, string hash) => PackageRecord.Candidate(Ids.New(), "p", version, "p", hash, "b", [1], Clock.UtcNow());

    private async Task<T> AskAsync<T>(Func<IInFlight, Task<T>> ask)
    {
        await using var scope = Begin();
        return await ask(scope.ServiceProvider.GetRequiredService<IInFlight>());
    }

    private Task<(Guid Id, List<Bookmark> Bookmarks)> AddAsync(string hash, WorkflowStatus status) => AddAsync(hash, status, "p");

    private Task<(Guid Id, List<Bookmark> Bookmarks)> AddAsync(string hash, string step, string? timer = null, string definition = "p") =>
        AddAsync(hash, WorkflowStatus.Running, definition, timer is null ? [step] : [step, timer]);

    /// <summary>An instance with a bookmark at each step; the second is a timer's.</summary>
    private async Task<(Guid Id, List<Bookmark> Bookmarks)> AddAsync(string hash, WorkflowStatus status, string definition, params string[] steps)
    {
        var id = Ids.New();
        var bookmarks = steps.Select((s, i) => new Bookmark
        {
            Id = Ids.New().ToString("D"),
            Name = "n",
            Hash = "h" + i,
            ActivityId = s,
            ActivityNodeId = "n",
            ActivityInstanceId = "i" + i,
            CreatedAt = Clock.UtcNow().AddSeconds(i),
            DueAt = i == 1 ? Clock.UtcNow().AddHours(1) : null,
        }).ToList();
        await RunAsync(s =>
        {
            s.GetRequiredService<IWorkflowInstances>().StageAdd(new StoredInstance(
                id.ToString("D"), 1, definition, 1, hash, null, status, WorkflowSubStatus.Suspended, null, null, Clock.UtcNow(), Clock.UtcNow(), null, "{}"));
            s.GetRequiredService<IBookmarks>().StageAdd(id.ToString("D"), bookmarks);
            s.GetRequiredService<ITimers>().StageAdd(
                id.ToString("D"), [.. bookmarks.Where(b => b.DueAt is not null).Select(b => new WorkflowTimer(b.Id, b.DueAt!.Value, b.ActivityId))]);
        });
        return (id, bookmarks);
    }

    private WorkTask Task(IServiceProvider s, Guid instance, string form, string step) => WorkTask.Create(
        new TaskId(Ids.New()),
        new TaskSpecification
        {
            SiteId = Site,
            Process = "p",
            TitleKey = "t",
            FormKey = form,
            FormVersion = 2,
            CandidatePermission = "x",
            Outcomes = ["Done"],
            InstanceId = instance,
            BookmarkId = "b",
            ActivityId = step,
            PackageHash = "h1",
        },
        s.GetRequiredService<ICurrentOperation>().Context, s.GetRequiredService<IEventSink>());

    private IncidentRow Incident(Guid instance) => new()
    {
        Id = Ids.New(),
        InstanceId = instance,
        OperationId = Ids.New(),
        SiteId = Site.Value,
        ExceptionType = "x",
        Message = "x",
        CreatedAt = Clock.UtcNow(),
    };
}

public sealed class InFlightOnSqlite() : InFlightSpecs(new SqliteTestDatabase());

public sealed class InFlightOnPostgres() : InFlightSpecs(new PostgresTestDatabase());
