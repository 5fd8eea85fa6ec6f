using System.Diagnostics;
using System.Text.Json;
using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Persistence.Audit;
using Becs.Persistence.ReadModel;
using Becs.Persistence.Tests.Testing;
using Becs.Persistence.Workflows;
using Becs.Workflows;
using Becs.Workflows.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.ReadModel;

/// <summary>The time machine among many cases: the same answers, and in the long form how long they take.</summary>
public abstract class PastScaleSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    private const int Asked = 200;
    private static readonly TimeSpan _most = TimeSpan.FromSeconds(5);

    [Fact]
    public Task FindAsync_AmongAFewHundredCases_ThenEachStandsWhereItStood() => AskAsync(300);

    [Fact]
    [Trait(Becs.Tests.Needs.Cost, Becs.Tests.Needs.Heavy)]
    public async Task FindAsync_Among100000Cases_ThenP95IsWithinFiveSeconds()
    {
        var took = await AskAsync(100_000);

        var p95 = took[(took.Count * 95 / 100) - 1];
        TestContext.Current.TestOutputHelper?.WriteLine($"p50 {took[took.Count / 2].TotalMilliseconds:0} ms, p95 {p95.TotalMilliseconds:0} ms, most {took[^1].TotalMilliseconds:0} ms");
        Assert.InRange(p95, TimeSpan.Zero, _most);
    }

    /// <summary>Asks for some cases on both sides of the answer each got; how long each pair took, in order.</summary>
    private async Task<List<TimeSpan>> AskAsync(int cases)
    {
        var start = Clock.UtcNow();
        var ids = await SeedAsync(cases, start);
        var (instances, accounts, packages) = (Services.GetRequiredService<PastInstanceQueries>(), Services.GetRequiredService<PastAccountQueries>(),
            Services.GetRequiredService<PastPackageQueries>());
        var took = new List<TimeSpan>();
        var step = Math.Max(1, cases / Asked);
        for (var i = 0; i < cases; i += step)
        {
            var answered = start.AddSeconds(i).AddMinutes(30);
            var watch = Stopwatch.StartNew();
            var before = (await instances.FindAsync(ids[i], answered.AddMicroseconds(-1), Cancellation))!;
            await accounts.AtAsync(answered, Cancellation);
            await packages.EffectiveAsync("p", answered, Cancellation);
            var after = (await instances.FindAsync(ids[i], answered, Cancellation))!;
            took.Add(watch.Elapsed / 2);
            Assert.Equal((1, true, 0), (before.Journal.Count, before.Tasks[0].IsOpen, before.Refusals.Count));
            Assert.Equal((2, false), (after.Journal.Count, after.Tasks[0].IsOpen));
        }

        took.Sort();
        return took;
    }

    private async Task<List<Guid>> SeedAsync(int cases, DateTime start)
    {
        await using var scope = Begin();
        var db = scope.ServiceProvider.GetRequiredService<BecsDbContext>();
        var operation = scope.ServiceProvider.GetRequiredService<ICurrentOperation>().Context;
        var ids = new List<Guid>();
        db.OpenForCommit();
        for (var a = 0; a < 50; a++)
        {
            var account = new Account(Ids.New(), $"user{a}", "Somebody", start);
            db.Add(account);
            db.Add(Row(start, SubjectKinds.Account, account.Id, "account.created", null, JsonSerializer.Serialize(new { Roles = new[] { "release" }, SiteCodes = new[] { "NOR" }, IsLocked = false })));
        }

        for (var i = 0; i < cases; i++)
        {
            var (id, at) = (Ids.New(), start.AddSeconds(i));
            ids.Add(id);
            db.Add(new InstanceRow
            {
                Id = id,
                RowVersion = 2,
                DefinitionId = "p",
                DefinitionVersion = 1,
                PackageHash = "h",
                Status = WorkflowStatus.Running,
                SubStatus = WorkflowSubStatus.Suspended,
                SiteId = Site.Value,
                CreatedAt = at,
                UpdatedAt = at.AddMinutes(30),
                StateJson = "{}",
            });
            db.Add(Burst(id, 1, at, JournalEvent.Suspended));
            db.Add(Burst(id, 2, at.AddMinutes(30), JournalEvent.Completed));
            var task = WorkTask.Create(
                new TaskId(Ids.New()), new TaskSpecification
                {
                    SiteId = Site,
                    Process = "p",
                    TitleKey = "t",
                    FormKey = "f",
                    FormVersion = 1,
                    Outcomes = ["ok"],
                    CandidatePermission = Permissions.TasksWork,
                    InstanceId = id,
                    BookmarkId = "b",
                    ActivityId = "a",
                    Subject = new SubjectRef(SubjectKinds.Unit, id),
                },
                operation with { NowAt = at }, new NoEvents());
            task.Complete(operation with { NowAt = at.AddMinutes(30), Permissions = new HashSet<string> { Permissions.TasksWork } }, "ok", 1, new NoEvents());
            db.Add(task);
            db.Add(Row(at, SubjectKinds.System, id, "task.complete", null, "done"));
            if (i % 20 == 0)
            {
                db.Add(Row(at, SubjectKinds.System, id, "operation.refused", null, "{\"code\":\"TSK-011\"}"));
            }

            if (i % 1_000 == 999)
            {
                await SaveAsync();
            }
        }

        await SaveAsync();
        await db.Database.ExecuteSqlRawAsync("ANALYZE", Cancellation);
        return ids;

        async Task SaveAsync()
        {
            await db.SaveChangesAsync(Cancellation);
            db.ChangeTracker.Clear();
        }
    }

    private JournalRow Burst(Guid instance, int sequence, DateTime at, JournalEvent what) => new()
    {
        Id = Ids.New(),
        BurstId = "b",
        InstanceId = instance,
        Sequence = sequence,
        At = at,
        Stimulus = "test",
        PackageHash = "h",
        Records = JournalText.Write([new JournalRecord { ActivityId = "a", ActivityInstanceId = "a1", Type = "Becs.HumanTask", Version = 1, Event = what }]),
    };

    private AuditRow Row(DateTime at, string kind, Guid subject, string what, string? old, string? @new) => new()
    {
        Id = Ids.New(),
        RecordedAt = at,
        SiteId = Site.Value,
        SiteTimeZone = "America/New_York",
        ClockMode = "system",
        UserId = Guid.Empty,
        UserName = "lab1",
        Workstation = "bench-1",
        OperationId = Guid.Empty,
        Action = "test",
        SubjectKind = kind,
        SubjectId = subject,
        What = what,
        Old = old,
        New = @new,
        CommitId = Guid.Empty,
        Ordinal = 1,
        RowsInCommit = 1,
        TransactionNumber = 1,
        KeyId = "1",
    };

    private sealed class NoEvents : IEventSink
    {
        public void Raise(SubjectRef subject, Becs.Contracts.BecsEvent fact, DateTime? occurredAt = null)
        {
        }
    }
}

public sealed class PastScaleOnSqlite() : PastScaleSpecs(new SqliteTestDatabase());

public sealed class PastScaleOnPostgres() : PastScaleSpecs(new PostgresTestDatabase());
