using System.Collections.Concurrent;
using System.Diagnostics;
using Becs.Domain.Accounts;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Sites;
using Becs.Domain.Tasks;
using Becs.Persistence.Accounts;
using Becs.Persistence.Commit;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Accounts;

/// <summary>Training as it is read with the caller, on both databases alike, and as it is kept.</summary>
public abstract class TrainingSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    private static readonly DateOnly Day = new(2026, 6, 1);

    protected abstract bool IsPostgres { get; }

    [Fact]
    public async Task ReadAsync_WhenPermissionsNeedTraining_ThenTheCallerComesWithWhatCounts()
    {
        var account = await AccountAsync();
        var (other, ended) = (Ids.New(), Ids.New());
        await GateAsync(Permissions.ComponentsRelease, true);
        await GateAsync(Permissions.WorkflowsApprove, true);
        await GateAsync(Permissions.LabelsPrint, false);
        await GiveAsync(Ids.New(), account, Permissions.ComponentsRelease, Day, Day.AddDays(10));
        await GiveAsync(Ids.New(), account, Permissions.ComponentsRelease, Day.AddDays(20), Day.AddDays(30));
        await GiveAsync(ended, account, Permissions.WorkflowsApprove, Day, Day.AddDays(30));
        await GiveAsync(Ids.New(), account, Permissions.LabelsPrint, Day, Day);
        await GiveAsync(Ids.New(), other, Permissions.WorkflowsApprove, Day, Day.AddDays(30));
        await RunAsync(async s =>
        {
            var training = s.GetRequiredService<ITrainingRecords>();
            training.Add((await training.FindAsync(ended, Cancellation))!.End(Ids.New(), "wrong person", s.GetRequiredService<ICurrentOperation>().Context));
        }, Keeper);

        var read = await CallerAsync(account);
        Assert.Equal([Roles.Release], read.Roles);
        Assert.Equal(
            ["components.release 06/01-06/11 06/21-07/01", "workflows.approve"],
            read.Gated.OrderBy(g => g.Permission, StringComparer.Ordinal).Select(g => string.Join(' ', g.Periods.OrderBy(p => p.TrainedOn)
                .Select(p => FormattableString.Invariant($"{p.TrainedOn:MM'/'dd}-{p.ValidUntil:MM'/'dd}")).Prepend(g.Permission))));
        await GateAsync(Permissions.ComponentsRelease, false);
        Assert.Equal([Permissions.WorkflowsApprove], (await CallerAsync(account)).Gated.Select(g => g.Permission));
    }

    [Fact]
    public async Task Records_WhenWritten_ThenNeverChangedAndEndedOnce()
    {
        var account = await AccountAsync();
        var id = Ids.New();
        await GiveAsync(id, account, Permissions.ComponentsRelease, Day, Day);
        await Assert.ThrowsAnyAsync<Exception>(() => ExecuteSqlAsync("UPDATE training_records SET permission = 'workflows.approve'"));
        await Assert.ThrowsAnyAsync<Exception>(() => ExecuteSqlAsync("DELETE FROM training_records"));
        async Task EndAsync() => await RunAsync(async s =>
        {
            var training = s.GetRequiredService<ITrainingRecords>();
            training.Add((await training.FindAsync(id, Cancellation))!.End(Ids.New(), "x", s.GetRequiredService<ICurrentOperation>().Context));
        }, Keeper);
        await EndAsync();
        await Assert.ThrowsAsync<CommitConflictException>(EndAsync);
        var (shorter, longer) = (Ids.New(), Ids.New());
        await GiveAsync(shorter, account, Permissions.ComponentsRelease, Day, Day.AddDays(1));
        await GiveAsync(longer, account, Permissions.ComponentsRelease, Day, Day.AddDays(2));
        await using var scope = Begin();
        Assert.Equal([longer, shorter], (await scope.ServiceProvider.GetRequiredService<ITrainingRecords>().StandingAsync(10, Cancellation)).Select(r => r.Id));
        Assert.Equal([longer], (await scope.ServiceProvider.GetRequiredService<ITrainingRecords>().StandingAsync(1, Cancellation)).Select(r => r.Id));
        Assert.True(await scope.ServiceProvider.GetRequiredService<ITrainingRecords>().IsEndedAsync(id, Cancellation));
        Assert.Equal(4, (await scope.ServiceProvider.GetRequiredService<ITrainingRecords>().OfAsync(account, Cancellation)).Count);
    }

    [Fact]
    public async Task MissingAsync_WhenAVersionAsksForTraining_ThenUntilTheyAcknowledgeItAndWithNoTripMore()
    {
        var account = await AccountAsync();
        var need = new TrainingNeed(Ids.New(), new ChangeId(Ids.New()), "package", Roles.Release, "The new label", "SOP-7", Clock.UtcNow());
        await RunAsync(s => s.GetRequiredService<ITrainingNeeds>().Add(need));
        var task = await TaskAsync("package");
        Assert.Equal((1, IsPostgres ? 2 : 0), await AskedAsync(account, task));

        await RunAsync(
            s => s.GetRequiredService<ITrainingNeeds>().Add(need.Acknowledge(Ids.New(), s.GetRequiredService<ICurrentOperation>().Context)),
            c => c with { UserId = account, Roles = [Roles.Release], Signature = Signed(account, need.SignedHash(), c.NowAt) });
        Assert.Equal((0, IsPostgres ? 1 : 0), await AskedAsync(account, task));
        Assert.Equal((1, IsPostgres ? 2 : 0), await AskedAsync(await AccountAsync(), task));
        Assert.Equal((0, IsPostgres ? 1 : 0), await AskedAsync(account, await TaskAsync("other")));
        Assert.Equal((0, IsPostgres ? 1 : 0), await AskedAsync(await AccountAsync(), await TaskAsync("other")));
    }

    private static OperationContext Keeper(OperationContext context) => context with { Permissions = new HashSet<string> { Permissions.TrainingKeep } };

    /// <summary>How many needs are missing when a task is going to be completed, and how often PostgreSQL was asked for that and the caller.</summary>
    private async Task<(int Missing, int Trips)> AskedAsync(Guid account, TaskId task)
    {
        var spans = new ConcurrentBag<Activity>();
        var name = $"TrainingSpecs{Ids.New():N}";
        using var source = new ActivitySource(name);
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == "Npgsql" || s.Name == name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        int missing;
        await using var scope = Begin();
        using (source.StartActivity("all"))
        {
            await scope.ServiceProvider.GetRequiredService<ICallers>().ReadAsync(account, Ids.New(), new TaskAhead(task.Value, "submission"), Cancellation);
            var found = (await scope.ServiceProvider.GetRequiredService<ITasks>().FindAsync(task, Cancellation))!;
            missing = (await scope.ServiceProvider.GetRequiredService<ITrainingNeeds>().MissingAsync(found.PackageHash!, account, Cancellation)).Count;
        }

        var trace = spans.Single(s => s.Source.Name == name).TraceId;
        return (missing, IsPostgres ? spans.Count(s => s.Source.Name == "Npgsql" && s.TraceId == trace) : 0);
    }

    private async Task<CallerAccount> CallerAsync(Guid account)
    {
        await using var scope = Begin();
        return (await scope.ServiceProvider.GetRequiredService<ICallers>().ReadAsync(account, null, cancellationToken: Cancellation)).Account!;
    }

    private async Task<Guid> AccountAsync()
    {
        var account = new Account(Ids.New(), $"u{Ids.New():N}", "Person", Clock.UtcNow());
        account.SetRoles([Roles.Release]);
        await RunAsync(s => s.GetRequiredService<IAccounts>().Add(account));
        return account.Id;
    }

    private Task GateAsync(string permission, bool isGated) => RunAsync(async s =>
    {
        var training = s.GetRequiredService<ITrainingRecords>();
        var gate = (await training.GatesAsync(Cancellation)).FirstOrDefault(g => g.Permission == permission);
        if (gate is null)
        {
            training.Add(gate = new TrainingGate(Ids.New(), permission));
        }

        gate.Set(isGated, s.GetRequiredService<ICurrentOperation>().Context);
    });

    private Task GiveAsync(Guid id, Guid account, string permission, DateOnly from, DateOnly until) => RunAsync(
        s => s.GetRequiredService<ITrainingRecords>().Add(TrainingRecord.Give(
            id, account, permission, from, until, "SOP-1", s.GetRequiredService<ICurrentOperation>().Context)),
        c => Keeper(c) with { NowAt = Clock.UtcNow().AddYears(5) });

    private async Task<TaskId> TaskAsync(string package)
    {
        var id = new TaskId(Ids.New());
        await RunAsync(s => s.GetRequiredService<ITasks>().Add(WorkTask.Create(
            id,
            new TaskSpecification
            {
                SiteId = Site,
                Process = "p",
                TitleKey = "t",
                FormKey = "f",
                FormVersion = 1,
                CandidatePermission = Permissions.ComponentsRelease,
                Outcomes = ["ok"],
                PackageHash = package,
            },
            s.GetRequiredService<ICurrentOperation>().Context, s.GetRequiredService<IEventSink>())));
        return id;
    }

    private Signature Signed(Guid user, string hash, DateTime at) => new()
    {
        Id = Ids.New(),
        UserId = user,
        UserName = "u",
        PrintedName = "Person",
        SignedAt = at,
        SiteTimeZone = "America/New_York",
        Meaning = SignatureMeanings.Acknowledged,
        Reason = "test",
        SignedHash = hash,
        Subject = "training",
    };
}

public sealed class TrainingOnSqlite() : TrainingSpecs(new SqliteTestDatabase())
{
    protected override bool IsPostgres => false;
}

public sealed class TrainingOnPostgres() : TrainingSpecs(new PostgresTestDatabase())
{
    protected override bool IsPostgres => true;
}
