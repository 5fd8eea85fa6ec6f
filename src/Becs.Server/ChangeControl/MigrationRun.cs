using System.Security.Cryptography;
using System.Text;
using Becs.Contracts.Workflows;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Domain.Tasks;
using Becs.Persistence.Commit;
using Becs.Persistence.Workflows;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Errors;
using Becs.Workflows.Journal;
using Becs.Workflows.Migrating;
using Becs.Workflows.State;
using Becs.Workflows.Storage;

namespace Becs.Server.ChangeControl;

/// <summary>
/// Carries out signed plans: one operation and one commit for each instance, so a node that dies in between leaves every instance on the one
/// version or the other, and whoever carries on finds what is left. What cannot go over is not touched, and listed with the reason.
/// </summary>
internal sealed class MigrationRun(
    OperationRunner runner, ActivityRegistry registry, ChangeAnalysis analysis, GraphCache graphs, WorkflowStateSerializer states, IServiceScopeFactory scopes,
    IIdGenerator ids, IFailPoints fail)
{
    /// <summary>Between two instances.</summary>
    public const string Between = "migration.between";

    /// <summary>Before the commit of an instance.</summary>
    public const string Staged = "migration.staged";

    /// <summary>Of stored bytes, whose hash is checked.</summary>
    public InstanceMigrator Migrator(PackageRecord source, PackageRecord target, MigrationPlan plan) => new(
        WorkflowPackage.Open(source.Bytes, source.PackageHash), WorkflowPackage.Open(target.Bytes, target.PackageHash), registry, plan.Mapping(),
        [.. plan.PassesBy().Keys], analysis.Obligations);

    /// <summary>What would become of an instance. Writes nothing.</summary>
    public MigrationResult Try(InstanceMigrator migrator, InFlightInstance found, DateTime nowAt)
    {
        if (found.HasIncident)
        {
            return new MigrationResult(null, [new MigrationRefusal(MigrationReason.IncidentOpen)]);
        }

        try
        {
            return migrator.Migrate(states.Deserialize(found.Instance.StateJson), found.OpenForms, found.StepsDone, found.Done, nowAt);
        }
        catch (StateFormatException)
        {
            return new MigrationResult(null, [new MigrationRefusal(MigrationReason.NotThere)]);
        }
    }

    /// <summary>Takes the next instances over, in the order of their ids.</summary>
    /// <param name="person">Who carries it out: their operation, of which each instance gets one of its own.</param>
    /// <param name="planId">The plan.</param>
    /// <param name="after">The last instance looked at; null to begin, also after a stop.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Stops between two instances.</param>
    public async Task<MigrationProgress> CarryOutAsync(OperationRequest person, Guid planId, Guid? after, int limit, CancellationToken ct)
    {
        var (userId, migrator, next, last) = await NextAsync(person, planId, after, limit, ct);
        var (migrated, stays) = (0, 0);
        foreach (var (instance, rowVersion) in next)
        {
            ct.ThrowIfCancellationRequested();
            var answer = await runner.RunAsync(
                person with
                {
                    OperationId = IdOf(person.OperationId, userId, planId, instance, rowVersion),
                    Action = "workflow.migrate",
                    Body = new { Plan = planId, Instance = instance },
                },
                (scope, token) => OneAsync(scope, planId, instance, migrator, token), CancellationToken.None);
            _ = answer.Value ? migrated++ : stays++;
            fail.Hit(Between);
        }

        return new MigrationProgress(next.Count, migrated, stays, last);
    }

    private async Task<(Guid UserId, InstanceMigrator? Migrator, List<(Guid Instance, long RowVersion)> Next, Guid? Last)> NextAsync(
        OperationRequest person, Guid planId, Guid? after, int limit, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var (context, _, _, _) = await services.GetRequiredService<OperationContexts>().MakeAsync(person, ct);
        var (plan, _, source, target) = await LoadAsync(services, planId, context, ct);
        if (plan.ReversesId is { } reversed)
        {
            var over = await services.GetRequiredService<IMigrationPlans>().ListAsync(reversed, after, limit, ct);
            return (context.UserId, null, [.. over.Where(m => m.IsMigrated).Select(m => (m.InstanceId, m.RowVersion))],
                over.Count < limit ? null : over[^1].InstanceId);
        }

        var found = await services.GetRequiredService<IInFlight>().NextAsync(plan.SourceHash, after, limit, ct);
        var next = found.Select(f => (Instance: Guid.ParseExact(f.Instance.Id, "D"), f.Instance.RowVersion)).ToList();
        return (context.UserId, Migrator(source, target, plan), next, next.Count < limit ? null : next[^1].Instance);
    }

    /// <summary>Everything is read, judged and written anew in the one commit of this instance.</summary>
    /// <returns>Whether it is on the other version now.</returns>
    private async Task<bool> OneAsync(IServiceProvider scope, Guid planId, Guid instance, InstanceMigrator? migrator, CancellationToken ct)
    {
        var current = scope.GetRequiredService<CurrentOperation>();
        var plans = scope.GetRequiredService<IMigrationPlans>();
        var (plan, change, source, target) = await LoadAsync(scope, planId, current.Context, ct);
        var last = await plans.LastAsync(planId, instance, ct);
        if (last is { IsMigrated: true })
        {
            return true;
        }

        if (await scope.GetRequiredService<IInFlight>().FindAsync(instance, ct) is not { } found)
        {
            return false;
        }

        current.Set(current.Context with
        {
            SiteId = new SiteId(found.SiteId),
            SiteTimeZone = (await scope.GetRequiredService<ISites>().FindAsync(new SiteId(found.SiteId), ct))?.TimeZone ?? current.Context.SiteTimeZone,
            InstanceId = instance,
            PackageHash = target.PackageHash,
        });
        var reversed = plan.ReversesId is { } former ? await plans.LastAsync(former, instance, ct) : null;
        var result = migrator is not null ? Try(migrator, found, current.Context.NowAt) : TakeBack(found, reversed, current.Context.NowAt);
        if (result.State is not { } state)
        {
            var reasons = result.Refusals.Select(r => r.ToString()).ToList();
            if (last is null || !last.Reasons.SequenceEqual(reasons, StringComparer.Ordinal))
            {
                plans.Add(Written(plan, found, current.Context, reasons, null));
                scope.GetRequiredService<IAuditTrail>().Record(
                    new SubjectRef(SubjectKinds.Instance, instance), "workflow.stays", source.PackageHash, $"{string.Join(' ', reasons)} plan {plan.PlanHash}");
            }

            return false;
        }

        await StageAsync(scope, plan, target, found, state, ct);
        plans.Add(Written(plan, found, current.Context, [], found.Instance.StateJson));
        var subject = new SubjectRef(SubjectKinds.Instance, instance);
        scope.GetRequiredService<IAuditTrail>().Record(subject, "workflow.migrated", source.PackageHash, $"{target.PackageHash} plan {plan.PlanHash}");
        scope.GetRequiredService<IEventSink>().Raise(subject, new WorkflowMigrated(
            instance, plan.DefinitionId, source.DefinitionVersion, target.DefinitionVersion, target.PackageHash, change.Id.Value));
        fail.Hit(Staged);
        return true;
    }

    private MigrationResult TakeBack(InFlightInstance found, InstanceMigration? reversed, DateTime nowAt)
    {
        if (reversed is not { IsMigrated: true, StateBefore: { } before })
        {
            return new MigrationResult(null, [new MigrationRefusal(MigrationReason.NotThere)]);
        }

        var reason = found.HasIncident ? MigrationReason.IncidentOpen
            : found.Instance.RowVersion != reversed.RowVersion || found.Instance.PackageHash != reversed.TargetHash ? MigrationReason.MovedSince
            : (MigrationReason?)null;
        return reason is { } kept
            ? new MigrationResult(null, [new MigrationRefusal(kept)])
            : new MigrationResult(InstanceMigrator.TakeBack(states.Deserialize(before), states.Deserialize(found.Instance.StateJson), nowAt), []);
    }

    private async Task StageAsync(
        IServiceProvider scope, MigrationPlan plan, PackageRecord target, InFlightInstance found, WorkflowState state, CancellationToken ct)
    {
        var former = states.Deserialize(found.Instance.StateJson);
        var before = former.Bookmarks.ToDictionary(b => b.Id, StringComparer.Ordinal);
        scope.GetRequiredService<IInFlight>().StageGoOver(
            found.Instance with
            {
                RowVersion = found.Instance.RowVersion + 1,
                PackageHash = state.PackageHash,
                Version = state.Version,
                UpdatedAt = state.UpdatedAt,
                StateJson = states.Serialize(state),
            },
            found.Instance.RowVersion,
            [.. state.Bookmarks.Where(b => before[b.Id].ActivityId != b.ActivityId || before[b.Id].ActivityNodeId != b.ActivityNodeId)]);
        var places = state.Bookmarks.ToDictionary(b => b.Id, b => b.ActivityId, StringComparer.Ordinal);
        foreach (var task in await scope.GetRequiredService<ITasks>().OpenOfInstanceAsync(Guid.ParseExact(state.InstanceId, "D"), ct))
        {
            task.GoOver(state.PackageHash, places.GetValueOrDefault(task.BookmarkId ?? "") ?? task.ActivityId!);
        }

        scope.GetRequiredService<IJournal>().StageAppend(new JournalEntry
        {
            BurstId = ids.New().ToString("D"),
            InstanceId = state.InstanceId,
            Sequence = state.Sequence,
            At = state.UpdatedAt,
            Stimulus = plan.ReversesId is null ? InstanceMigrator.Over : InstanceMigrator.Back,
            PackageHash = state.PackageHash,
            Records = Waiting(former, state, graphs.Find(target.PackageHash) ?? graphs.Add(WorkflowPackage.Open(target.Bytes, target.PackageHash))),
        });
    }

    /// <summary>That it waits at a step of another id now: whoever reads the journal finds it there, also before its next move.</summary>
    private static List<JournalRecord> Waiting(WorkflowState former, WorkflowState state, WorkflowGraph graph)
    {
        var (ids, around) = (former.Executions.ToDictionary(e => e.Id, e => e.ActivityId, StringComparer.Ordinal), state.Executions.Select(e => e.ParentId).ToHashSet());
        return [.. state.Executions.Where(e => !around.Contains(e.Id) && ids[e.Id] != e.ActivityId).Select(e => new JournalRecord
        {
            ActivityId = e.ActivityId,
            ActivityInstanceId = e.Id,
            ParentActivityInstanceId = e.ParentId,
            Type = graph.Find(e.ActivityId)!.Type,
            Version = graph.Find(e.ActivityId)!.Version,
            Event = JournalEvent.Suspended,
        })];
    }

    private InstanceMigration Written(
        MigrationPlan plan, InFlightInstance found, OperationContext operation, IReadOnlyList<string> reasons, string? before) => new()
        {
            Id = ids.New(),
            PlanId = plan.Id,
            InstanceId = Guid.ParseExact(found.Instance.Id, "D"),
            IsMigrated = before is not null,
            Reasons = reasons,
            SourceHash = plan.SourceHash,
            TargetHash = plan.TargetHash,
            RowVersion = found.Instance.RowVersion + (before is null ? 0 : 1),
            StateBefore = before,
            UserId = operation.UserId,
            PrintedName = operation.PrintedName,
            RecordedAt = operation.NowAt,
        };

    private static async Task<(MigrationPlan Plan, ChangeRequest Change, PackageRecord Source, PackageRecord Target)> LoadAsync(
        IServiceProvider scope, Guid planId, OperationContext operation, CancellationToken ct)
    {
        var plan = await scope.GetRequiredService<IMigrationPlans>().FindAsync(planId, ct) ?? throw new NotFoundException("CHG-434", $"There is no plan {planId:D}.");
        var change = (await scope.GetRequiredService<IChanges>().FindAsync(plan.ChangeId, ct))!;
        var records = scope.GetRequiredService<IPackageRecords>();
        var (source, target) = ((await records.FindAsync(plan.SourceHash, ct))!, (await records.FindAsync(plan.TargetHash, ct))!);
        plan.DemandRunnable(change, source, target, operation);
        return (plan, change, source, target);
    }

    /// <summary>
    /// A call that is repeated does the same operations; another call looks at each instance anew: what kept it back, such as an incident, may be over
    /// though the instance has not moved.
    /// </summary>
    private static Guid IdOf(Guid call, Guid user, Guid plan, Guid instance, long rowVersion) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{call:N}{user:N}{plan:N}{instance:N}{rowVersion}")).AsSpan(0, 16));
}

/// <summary>How far a plan was carried out.</summary>
/// <param name="Looked">How many instances were looked at.</param>
/// <param name="Migrated">How many of them are on the other version.</param>
/// <param name="Stay">How many stay.</param>
/// <param name="After">To go on with; null when every instance was looked at.</param>
public sealed record MigrationProgress(int Looked, int Migrated, int Stay, Guid? After);
