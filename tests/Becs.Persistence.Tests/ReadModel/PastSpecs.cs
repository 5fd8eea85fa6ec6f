using System.Text.Json;
using Becs.Domain.Accounts;
using Becs.Domain.ChangeControl;
using Becs.Domain.Components;
using Becs.Domain.Gates;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tasks;
using Becs.Persistence.Commit;
using Becs.Persistence.ReadModel;
using Becs.Persistence.Tests.Testing;
using Becs.Workflows;
using Becs.Workflows.Journal;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.ReadModel;

/// <summary>How things stood at a moment, on both sides of each: a microsecond before it happened, and from then on.</summary>
public abstract class PastSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    private static readonly HashSet<string> _worker = [Permissions.TasksWork];

    [Fact]
    public async Task FindAsync_WhenACaseMoved_ThenItStandsWhereItsJournalHadTakenIt()
    {
        var instance = Ids.New();
        var began = Later();
        await StartAsync(instance, "h1");
        var asked = Later();
        var task = await AskAsync(instance, "step1");
        await AppendAsync(instance, 2, "h1", JournalEvent.Suspended, "step1");
        var answered = Later();
        await AnswerAsync(task);
        await AppendAsync(instance, 3, "h2", JournalEvent.Completed, "step1");
        Later();

        Assert.False((await InstanceAsync(instance, began.AddMicroseconds(-1))).IsStarted);
        Assert.Equal((true, 1, "h1", 0), Standing(await InstanceAsync(instance, began)));
        Assert.Equal((true, 1, "h1", 0), Standing(await InstanceAsync(instance, asked.AddMicroseconds(-1))));
        Assert.Equal((true, 2, "h1", 1), Standing(await InstanceAsync(instance, asked)));
        Assert.Equal((true, 2, "h1", 1), Standing(await InstanceAsync(instance, answered.AddMicroseconds(-1))));
        var after = await InstanceAsync(instance, answered);
        Assert.Equal((true, 3, "h2", 0), Standing(after));
        Assert.Equal(("ok", answered), (Assert.Single(after.Tasks).Outcome, after.Tasks[0].ClosedAt));
        Assert.Null((await Services.GetRequiredService<PastInstanceQueries>().FindAsync(Ids.New(), answered, Cancellation)));
    }

    [Fact]
    public async Task FindAsync_WhenSomethingWasRefused_ThenFromThenOnWithItsCode()
    {
        var instance = Ids.New();
        await StartAsync(instance, "h1");
        var task = await AskAsync(instance, "step1");
        var refused = Later();
        foreach (var subject in new[] { $"task:{task.Value:D}", $"task:{Ids.New():D}" })
        {
            await using var scope = Begin();
            await scope.ServiceProvider.GetRequiredService<UnitOfWork>().CommitRefusalAsync(new ForbiddenException("TSK-013", "No."), subject, Cancellation);
        }

        Assert.Empty((await InstanceAsync(instance, refused.AddMicroseconds(-1))).Refusals);
        Assert.Contains("TSK-013", Assert.Single((await InstanceAsync(instance, refused)).Refusals).Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EffectiveAsync_WhenVersionsFollowAndOneIsRetired_ThenTheOneOfThatMoment()
    {
        var packages = Services.GetRequiredService<PastPackageQueries>();
        var first = Later();
        await AcceptAsync("p", 1, "h1", first);
        var signed = Later();
        var effective = signed.AddHours(2);
        await AcceptAsync("p", 2, "h2", effective);
        Clock.Advance(TimeSpan.FromHours(5));
        var retired = Clock.UtcNow();
        await RunAsync(s => s.GetRequiredService<IAuditTrail>().Record(new SubjectRef(SubjectKinds.Package, IdOf("h2")), "package.retired"));

        Assert.Null(await packages.EffectiveAsync("p", first.AddMicroseconds(-1), Cancellation));
        Assert.Equal("h1", (await packages.EffectiveAsync("p", first, Cancellation))!.PackageHash);
        Assert.Equal("h1", (await packages.EffectiveAsync("p", effective.AddMicroseconds(-1), Cancellation))!.PackageHash);
        var second = (await packages.EffectiveAsync("p", effective, Cancellation))!;
        Assert.Equal(("h2", 2, "Quinn Quality", SignatureMeanings.AcceptedForUse, signed), (second.PackageHash, second.Version, second.SignedBy, second.Meaning, second.SignedAt));
        Assert.Equal("h2", (await packages.EffectiveAsync("p", retired.AddMicroseconds(-1), Cancellation))!.PackageHash);
        Assert.Equal("h1", (await packages.EffectiveAsync("p", retired, Cancellation))!.PackageHash);
        Assert.Null((await packages.FindAsync("h2", signed.AddMicroseconds(-1), Cancellation))!.SignedAt);
    }

    [Fact]
    public async Task AtAsync_WhenRightsChanged_ThenThoseOfThatMomentAndNeverTodaysWhereTheTrailIsSilent()
    {
        var (known, silent, late) = (Ids.New(), Ids.New(), Ids.New());
        var made = Later();
        await AddAccountAsync(known, "rel1", "account.created", null, new(["release"], ["NOR"], false));
        await AddAccountAsync(silent, "old1", null, null, null);
        await AddAccountAsync(late, "old2", null, null, null);
        var changed = Later();
        await ChangeAsync(known, "account.roles-set", new(["release"], ["NOR"], false), new([], ["NOR"], false));
        await ChangeAsync(late, "account.locked", new(["issue"], ["NOR"], false), new(["issue"], ["NOR"], true));

        Assert.Empty(await PeopleAsync(made.AddMicroseconds(-1)));
        var before = await PeopleAsync(changed.AddMicroseconds(-1));
        Assert.Equal(["release"], before["rel1"].Roles);
        Assert.False(before["old1"].IsKnown);
        Assert.Equal((true, false), (before["old2"].IsKnown, before["old2"].IsLocked));
        var after = await PeopleAsync(changed);
        Assert.Empty(after["rel1"].Roles);
        Assert.True(after["old2"].IsLocked);
        Assert.False(after["old1"].IsKnown);
    }

    [Fact]
    public async Task AtAsync_WhenTrainingIsDemanded_ThenFromThenOnUntilItIsNot()
    {
        var gate = Ids.New();
        await AddAccountAsync(Ids.New(), "rel1", "account.created", null, new(["release"], ["NOR"], false));
        var demanded = Later();
        await DemandAsync(gate, "training.demanded");
        var lifted = Later();
        await DemandAsync(gate, "training.not-demanded");

        Assert.Empty((await PeopleAsync(demanded.AddMicroseconds(-1)))["rel1"].Gated);
        Assert.Equal([Permissions.ComponentsRelease], (await PeopleAsync(demanded))["rel1"].Gated.Select(g => g.Permission));
        Assert.Single((await PeopleAsync(lifted.AddMicroseconds(-1)))["rel1"].Gated);
        Assert.Empty((await PeopleAsync(lifted))["rel1"].Gated);

        Task DemandAsync(Guid id, string what) => RunAsync(s => s.GetRequiredService<IAuditTrail>().Record(
            new SubjectRef(SubjectKinds.System, id), what, null, Permissions.ComponentsRelease));
    }

    [Fact]
    public async Task FindAsync_WhenABagWasHeldAndReleased_ThenItsStateHoldsAndDecisionsOfThatMoment()
    {
        var bag = default(Unit)!;
        var made = Later();
        await RunAsync(s => bag = Bags.Make(s));
        var held = Later();
        var hold = new HoldId(Ids.New());
        await RunAsync(s => s.GetRequiredService<IHolds>().Add(new Hold(hold, HoldScope.Unit, bag.Id.Value, HoldReasons.Visual, null, Stamp(s), false)));
        var lifted = Later();
        await RunAsync(async s =>
        {
            var found = (await s.GetRequiredService<IHolds>().FindAsync(hold, Cancellation))!;
            var operation = s.GetRequiredService<ICurrentOperation>().Context;
            found.Propose(HoldDecision.Lift, "nothing", operation with { UserId = Ids.New() });
            found.Close(operation);
        });
        var released = Later();
        await RunAsync(async s => await Bags.ReleaseAsync(s, (await s.GetRequiredService<IUnits>().FindAsync(bag.Id, Cancellation))!));

        Assert.False((await UnitAsync(bag.Id, made.AddMicroseconds(-1))).IsMade);
        Assert.Equal(("Quarantined", 0), State(await UnitAsync(bag.Id, made)));
        Assert.Empty((await UnitAsync(bag.Id, held.AddMicroseconds(-1))).Holds);
        Assert.Equal(("Quarantined", 1), State(await UnitAsync(bag.Id, held)));
        Assert.Equal(("Quarantined", 1), State(await UnitAsync(bag.Id, lifted.AddMicroseconds(-1))));
        Assert.Equal(("Quarantined", 0), State(await UnitAsync(bag.Id, lifted)));
        Assert.Null((await UnitAsync(bag.Id, held)).Holds[0].FindingCode);
        Assert.Empty((await UnitAsync(bag.Id, released.AddMicroseconds(-1))).Decisions);
        var after = await UnitAsync(bag.Id, released);
        Assert.Equal(("Released", 0), State(after));
        Assert.Equal([nameof(GateName.Release), nameof(GateName.PrintLabel)], after.Decisions.Select(d => d.Gate).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(Site.Value, after.SiteId);
    }

    private static (bool, int, string?, int) Standing(PastInstance past) => (past.IsStarted, past.Journal.Count, past.PackageHash, past.Tasks.Count(t => t.IsOpen));

    private static (string, int) State(PastUnit past) => (past.State, past.Holds.Count(h => h.IsOpen));

    private static FactStamp Stamp(IServiceProvider services) => FactStamp.Of(services.GetRequiredService<ICurrentOperation>().Context);

    private DateTime Later()
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        return Clock.UtcNow();
    }

    private Guid IdOf(string hash) => new($"01900000-0000-7000-8000-00000000000{hash[1..]}");

    private async Task<PastInstance> InstanceAsync(Guid id, DateTime at) => (await Services.GetRequiredService<PastInstanceQueries>().FindAsync(id, at, Cancellation))!;

    private async Task<PastUnit> UnitAsync(UnitId id, DateTime at) => (await Services.GetRequiredService<PastUnitQueries>().FindAsync(id.Value, at, Cancellation))!;

    private async Task<Dictionary<string, PastAccount>> PeopleAsync(DateTime at) =>
        (await Services.GetRequiredService<PastAccountQueries>().AtAsync(at, Cancellation)).ToDictionary(a => a.UserName, StringComparer.Ordinal);

    private async Task StartAsync(Guid instance, string hash)
    {
        await RunAsync(s => s.GetRequiredService<IWorkflowInstances>().StageAdd(new StoredInstance(
            instance.ToString("D"), 1, "p", 1, hash, null, WorkflowStatus.Running, WorkflowSubStatus.Suspended, null, null, Clock.UtcNow(), Clock.UtcNow(), null, "{}")));
        await AppendAsync(instance, 1, hash, JournalEvent.Started, "root");
    }

    private Task AppendAsync(Guid instance, int sequence, string hash, JournalEvent what, string activity) => RunAsync(s => s.GetRequiredService<IJournal>().StageAppend(new JournalEntry
    {
        BurstId = Ids.New().ToString("D"),
        InstanceId = instance.ToString("D"),
        Sequence = sequence,
        At = Clock.UtcNow(),
        Stimulus = "test",
        PackageHash = hash,
        Records = [new JournalRecord { ActivityId = activity, ActivityInstanceId = activity + "-1", Type = "Becs.HumanTask", Version = 1, Event = what }],
    }));

    private async Task<TaskId> AskAsync(Guid instance, string activity)
    {
        var id = new TaskId(Ids.New());
        await RunAsync(s => s.GetRequiredService<ITasks>().Add(WorkTask.Create(
            id, new TaskSpecification
            {
                SiteId = Site,
                Process = "p",
                TitleKey = "Task.Step",
                FormKey = "f",
                FormVersion = 1,
                Outcomes = ["ok"],
                InstanceId = instance,
                CandidatePermission = Permissions.TasksWork,
                BookmarkId = "b1",
                ActivityId = activity,
            },
            s.GetRequiredService<ICurrentOperation>().Context, s.GetRequiredService<IEventSink>())));
        return id;
    }

    private Task AnswerAsync(TaskId id) => RunAsync(
        async s =>
        {
            var task = (await s.GetRequiredService<ITasks>().FindAsync(id, Cancellation))!;
            task.Complete(s.GetRequiredService<ICurrentOperation>().Context, "ok", task.Revision, s.GetRequiredService<IEventSink>());
        },
        c => c with { Permissions = _worker });

    private Task AcceptAsync(string definition, int version, string hash, DateTime effectiveAt) => RunAsync(
        s =>
        {
            var package = new PackageRecord(IdOf(hash), PackageRecord.Workflow, definition, version, definition, hash, hash, [1], Clock.UtcNow());
            package.Accept(s.GetRequiredService<ICurrentOperation>().Context, effectiveAt);
            s.GetRequiredService<IPackageRecords>().Add(package, []);
        },
        c => c with
        {
            Permissions = new HashSet<string> { Permissions.QualityAccept },
            Signature = new Signature
            {
                Id = Ids.New(),
                UserId = c.UserId,
                UserName = "qa1",
                PrintedName = "Quinn Quality",
                SignedAt = c.NowAt,
                SiteTimeZone = "America/New_York",
                Meaning = SignatureMeanings.AcceptedForUse,
                Reason = "test",
                SignedHash = hash,
                Subject = "package",
            },
        });

    private Task AddAccountAsync(Guid id, string name, string? what, Rights? old, Rights? now) => RunAsync(s =>
    {
        s.GetRequiredService<IAccounts>().Add(new Account(id, name, name, Clock.UtcNow()));
        if (what is not null)
        {
            s.GetRequiredService<IAuditTrail>().Record(
                new SubjectRef(SubjectKinds.Account, id), what, old is null ? null : JsonSerializer.Serialize(old), JsonSerializer.Serialize(now));
        }
    });

    private Task ChangeAsync(Guid id, string what, Rights old, Rights now) => RunAsync(s => s.GetRequiredService<IAuditTrail>().Record(
        new SubjectRef(SubjectKinds.Account, id), what, JsonSerializer.Serialize(old), JsonSerializer.Serialize(now)));

    private sealed record Rights(IReadOnlyList<string> Roles, IReadOnlyList<string> SiteCodes, bool IsLocked);
}

public sealed class PastOnSqlite() : PastSpecs(new SqliteTestDatabase());

public sealed class PastOnPostgres() : PastSpecs(new PostgresTestDatabase());
