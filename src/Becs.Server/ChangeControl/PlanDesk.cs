using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.Workflows;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Migrating;

namespace Becs.Server.ChangeControl;

/// <summary>What people do with plans for running instances: look, try, propose, sign. Carrying one out is <see cref="MigrationRun"/>.</summary>
internal sealed class PlanDesk(OperationRunner runner, MigrationRun run, GraphCache graphs, IIdGenerator ids)
{
    /// <summary>Where the instances of the changed workflow stand, and the plans for them.</summary>
    public async Task<InFlightView> InFlightAsync(IServiceProvider scope, ChangeId id, CancellationToken ct)
    {
        var change = await ChangeAsync(scope, id, ct);
        var counts = (await scope.GetRequiredService<IInFlight>().CountAsync(change.DefinitionId, ct)).ToLookup(c => c.PackageHash, StringComparer.Ordinal);
        var versions = new List<InFlightVersion>();
        foreach (var version in counts)
        {
            var record = await RecordAsync(scope, version.Key, ct);
            var graph = Graph(record);
            versions.Add(new InFlightVersion(version.Key, record.DefinitionVersion, version.Single(v => v.StepId is null).Instances,
                [.. version.Where(v => v.StepId is not null).Select(v => new InFlightStep(v.StepId!, TextOf(graph, v.StepId!), v.Instances))]));
        }

        var plans = scope.GetRequiredService<IMigrationPlans>();
        var views = new List<PlanView>();
        foreach (var plan in await plans.OfChangeAsync(id, ct))
        {
            var (migrated, stay) = await plans.CountAsync(plan.Id, ct);
            var target = await RecordAsync(scope, plan.TargetHash, ct);
            views.Add(new PlanView(
                plan.Id, plan.Number, plan.State, (await RecordAsync(scope, plan.SourceHash, ct)).DefinitionVersion,
                target.DefinitionVersion, plan.SourceHash, plan.TargetHash, plan.PlanHash, plan.Mapping(), PassedBy(plan, target), plan.ReversesId, migrated, stay));
        }

        return new InFlightView([.. versions.OrderBy(v => v.Version)], views);
    }

    /// <summary>What a plan would do to the next instances. Writes nothing.</summary>
    public async Task<DryRunView> DryRunAsync(IServiceProvider scope, ChangeId id, DryRunRequest request, DateTime nowAt, CancellationToken ct)
    {
        var (plan, source, target) = await MakeAsync(scope, await ChangeAsync(scope, id, ct), request.Plan, nowAt, ct);
        if (plan.ReversesId is not null)
        {
            throw new InputException("CHG-039", "reverses", "What is taken back needs no trial: it goes where it was, or stays.");
        }

        var (migrator, graph) = (run.Migrator(source, target, plan), Graph(target));
        var found = await scope.GetRequiredService<IInFlight>().NextAsync(source.PackageHash, request.After, request.Limit, ct);
        var results = found.Select(f => (f.Instance.Id, Result: run.Try(migrator, f, nowAt))).ToList();
        return new DryRunView(
            results.Count, results.Count(r => r.Result.State is not null),
            [.. results.Where(r => r.Result.State is null)
                .Select(r => Shown(graph, Guid.ParseExact(r.Id, "D"), false, [.. r.Result.Refusals.Select(x => x.ToString())]))],
            [.. results.SelectMany(r => r.Result.Refusals).Where(r => r.Reason == MigrationReason.WouldPassBy)
                .GroupBy(r => r.About!, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new MissingStep(g.Key, TextOf(graph, g.Key), g.Count(), migrator.Demanding(g.Key)?.Says, migrator.StartsAnother(g.Key)))],
            found.Count < request.Limit ? null : Guid.ParseExact(found[^1].Instance.Id, "D"));
    }

    /// <summary>What would be proposed, with the hash to sign. Writes nothing.</summary>
    public async Task<PlanProposal> ProposalAsync(IServiceProvider scope, ChangeId id, PlanRequest request, DateTime nowAt, CancellationToken ct)
    {
        var (plan, source, target) = await MakeAsync(scope, await ChangeAsync(scope, id, ct), request, nowAt, ct);
        return new PlanProposal(plan.Number, source.DefinitionVersion, target.DefinitionVersion, plan.Content, plan.PlanHash, PassedBy(plan, target));
    }

    /// <summary>What a plan did to instances, after one of them.</summary>
    public async Task<IReadOnlyList<PlanInstance>> InstancesAsync(IServiceProvider scope, Guid planId, Guid? after, int limit, CancellationToken ct)
    {
        var plans = scope.GetRequiredService<IMigrationPlans>();
        var plan = await plans.FindAsync(planId, ct) ?? throw new NotFoundException("CHG-434", $"There is no plan {planId:D}.");
        var graph = Graph(await RecordAsync(scope, plan.TargetHash, ct));
        return [.. (await plans.ListAsync(planId, after, limit, ct)).Select(m => Shown(graph, m.InstanceId, m.IsMigrated, m.Reasons))];
    }

    public Task<OperationAnswer<Guid>> ProposeAsync(OperationRequest operation, ChangeId id, ProposePlanRequest request, CancellationToken ct) =>
        runner.RunAsync(operation with { SignedSubject = $"change:{id.Value:D}", Body = new { id.Value, Plan = request.WithoutSignature() } }, async (scope, token) =>
        {
            var change = await ChangeAsync(scope, id, token);
            var context = scope.GetRequiredService<ICurrentOperation>().Context;
            var (plan, _, _) = await MakeAsync(scope, change, request.Plan, context.NowAt, token);
            change.ProposePlan(plan, request.Comment, context, ids);
            scope.GetRequiredService<IMigrationPlans>().Add(plan);
            scope.GetRequiredService<IAuditTrail>().Record(id.Subject, "change.plan-proposed", null, $"{plan.Number} {plan.PlanHash}");
            return plan.Id;
        }, ct);

    /// <summary>A signed step of reviewer or approver.</summary>
    public Task<OperationAnswer<Guid>> StepAsync(
        OperationRequest operation, ChangeId id, Guid planId, PlanAct act, CommentedStepRequest request, CancellationToken ct) =>
        runner.RunAsync(operation with { SignedSubject = $"change:{id.Value:D}", Body = new { id.Value, planId, act, request.Comment } }, async (scope, token) =>
        {
            var change = await ChangeAsync(scope, id, token);
            var plan = await scope.GetRequiredService<IMigrationPlans>().FindAsync(planId, token) is { } found && found.ChangeId == id
                ? found
                : throw new NotFoundException("CHG-434", $"{change.Number} has no plan {planId:D}.");
            var (context, comment, former) = (scope.GetRequiredService<ICurrentOperation>().Context, request.Comment ?? "", plan.State);
            switch (act)
            {
                case PlanAct.Accept:
                    change.AcceptPlan(plan, comment, context, ids);
                    break;
                case PlanAct.Approve:
                    change.ApprovePlan(plan, comment, context, ids);
                    break;
                default:
                    change.RejectPlan(plan, comment, context, ids);
                    break;
            }

            scope.GetRequiredService<IAuditTrail>().Record(
                id.Subject, "change.plan-" + plan.State.ToString().ToLowerInvariant(), former.ToString(), $"{plan.Number} {plan.PlanHash}");
            return plan.Id;
        }, ct);

    private async Task<(MigrationPlan Plan, PackageRecord Source, PackageRecord Target)> MakeAsync(
        IServiceProvider scope, ChangeRequest change, PlanRequest request, DateTime nowAt, CancellationToken ct)
    {
        var plans = scope.GetRequiredService<IMigrationPlans>();
        var all = await plans.OfChangeAsync(change.Id, ct);
        var reversed = request.Reverses is not { } id ? null : all.FirstOrDefault(p => p.Id == id && p.ReversesId is null && p.State == MigrationPlanState.Approved)
            ?? throw new NotFoundException("CHG-434", $"{change.Number} has no approved plan {id:D} to take back.");
        var source = await RecordAsync(scope, reversed?.TargetHash ?? request.SourceHash ?? "", ct);
        var target = await RecordAsync(scope, reversed?.SourceHash ?? change.PackageHash, ct);
        if (source.DefinitionId != change.DefinitionId || source.State.IsCandidate() || source.PackageHash == target.PackageHash)
        {
            throw new InputException("CHG-038", "sourceHash", $"Instances leave a version of {change.DefinitionId} that was approved, for another.");
        }

        var none = new Dictionary<string, string>();
        var plan = new MigrationPlan(
            ids.New(), change, all.Count + 1, source, target, request.Mapping ?? none, request.PassesBy ?? none, reversed, nowAt);
        var problems = reversed is not null ? [] : run.Migrator(source, target, plan).Problems;
        return problems.Count == 0
            ? (plan, source, target)
            : throw new FieldsRefusedException("CHG-045", $"The plan cannot be carried out: {problems[0]}",
                new Dictionary<string, string[]> { ["plan.mapping"] = [.. problems] });
    }

    private WorkflowGraph Graph(PackageRecord package) =>
        graphs.Find(package.PackageHash) ?? graphs.Add(WorkflowPackage.Open(package.Bytes, package.PackageHash));

    private IReadOnlyList<PassedStep> PassedBy(MigrationPlan plan, PackageRecord target) => plan.PassesBy() is { Count: > 0 } passed
        ? [.. passed.Select(p => new PassedStep(p.Key, TextOf(Graph(target), p.Key), p.Value)).OrderBy(p => p.StepId, StringComparer.Ordinal)]
        : [];

    private static PlanInstance Shown(WorkflowGraph graph, Guid instance, bool isMigrated, IReadOnlyList<string> reasons) => new(
        instance, isMigrated, reasons, [.. reasons.Select(r => r.Split(':', 2)).Where(r => r[0] == nameof(MigrationReason.WouldPassBy)).Select(r => TextOf(graph, r[1]))]);

    private static string TextOf(WorkflowGraph graph, string stepId) => graph.Find(stepId) switch
    {
        Becs.Workflows.Activity { Metadata: { } metadata } when metadata.TryGetValue("displayText", out var shown)
            && shown.ValueKind == System.Text.Json.JsonValueKind.String && shown.GetString() is { Length: > 0 } text => text,
        Becs.Workflows.Activity { Name: { Length: > 0 } name } => name,
        _ => stepId,
    };

    private static async Task<ChangeRequest> ChangeAsync(IServiceProvider scope, ChangeId id, CancellationToken ct) =>
        await scope.GetRequiredService<IChanges>().FindAsync(id, ct) ?? throw new NotFoundException("CHG-404", $"There is no change {id.Value:D}.");

    private static async Task<PackageRecord> RecordAsync(IServiceProvider scope, string hash, CancellationToken ct) =>
        await scope.GetRequiredService<IPackageRecords>().FindAsync(hash, ct) is { Kind: PackageRecord.Workflow } record
            ? record
            : throw new NotFoundException("PKG-404", $"There is no package {hash}.");
}
