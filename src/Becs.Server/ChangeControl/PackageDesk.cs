using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Operations;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Server.ChangeControl;

/// <summary>QA's acceptance of a package, by signature of its hash.</summary>
internal static class PackageDesk
{
    /// <param name="runner">Runs the operation.</param>
    /// <param name="operation">Who accepts, with the signature.</param>
    /// <param name="packageHash">What is accepted.</param>
    /// <param name="effectiveFromAt">From when (UTC); at once when null.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <param name="analysis">Proves it: a file of the folder was submitted by nobody. Null for the demonstration, which accepts what is shipped and proven.</param>
    public static Task<OperationAnswer<PackageView>> AcceptAsync(
        OperationRunner runner, OperationRequest operation, string packageHash, DateTime? effectiveFromAt, CancellationToken cancellationToken,
        ChangeAnalysis? analysis = null) =>
        runner.RunAsync(operation with { Permission = Permissions.QualityAccept }, async (scope, token) =>
        {
            var package = await scope.GetRequiredService<IPackageRecords>().FindAsync(packageHash, token)
                ?? throw new NotFoundException("PKG-404", $"There is no package {packageHash}.");
            var context = scope.GetRequiredService<ICurrentOperation>().Context;
            var effectiveAt = effectiveFromAt ?? context.NowAt;
            await TakeTurnsAsync(scope.GetRequiredService<IChanges>(), package, token);
            await RequireFirstAsync(scope.GetRequiredService<IPackageRecords>(), package, token);
            await RequireChildrenAsync(scope.GetRequiredService<IPackageRecords>(), package, effectiveAt, token);
            if (analysis is not null && package is { Kind: PackageRecord.Workflow, State: PackageState.Waiting })
            {
                await analysis.DemandKeptAsync(scope, package, token);
            }

            package.Accept(context, effectiveAt);
            await scope.GetRequiredService<TimedStarts>().StageFirstAsync(scope, package, package.EffectiveFromAt!.Value, token);
            scope.GetRequiredService<IAuditTrail>().Record(
                package.Subject, "package.accepted", nameof(PackageState.Waiting), $"{nameof(PackageState.Accepted)} {package.PackageHash}");
            return PackageView.Of(package);
        }, cancellationToken);

    /// <summary>
    /// Nothing else of the workflow, and none of those it starts, is accepted, approved or retired at the same time. Before anything is read that the
    /// step rests on.
    /// </summary>
    internal static async Task TakeTurnsAsync(IChanges changes, PackageRecord package, CancellationToken ct)
    {
        if (package.Kind == PackageRecord.Workflow)
        {
            foreach (var definitionId in WorkflowPackage.Open(package.Bytes, package.PackageHash).Children.Keys.Append(package.DefinitionId))
            {
                await changes.TakeApprovalTurnAsync(definitionId, ct);
            }
        }
    }

    /// <summary>One signature is enough for the first version of a workflow only: what takes the place of a version in use is a change.</summary>
    private static async Task RequireFirstAsync(IPackageRecords records, PackageRecord package, CancellationToken ct)
    {
        if (package is { Kind: PackageRecord.Workflow, State: PackageState.Waiting }
            && await records.NewestApprovedAsync(package.DefinitionId, ct) is { } inUse)
        {
            throw new RuleException("PKG-003",
                $"Version {inUse.DefinitionVersion} of {package.DefinitionId} is in use: version {package.DefinitionVersion} takes its place only by a change, "
                + "submitted, reviewed and approved by three persons.");
        }
    }

    /// <summary>A parent whose child may not start would wait for it for ever: its children are accepted first, and effective when it is.</summary>
    internal static async Task RequireChildrenAsync(IPackageRecords records, PackageRecord package, DateTime effectiveAt, CancellationToken ct)
    {
        if (package.Kind != PackageRecord.Workflow)
        {
            return;
        }

        foreach (var (definitionId, hash) in WorkflowPackage.Open(package.Bytes, package.PackageHash).Children)
        {
            if (await records.FindAsync(hash, ct) is not { } child || !child.State.IsApproved() || child.EffectiveFromAt > effectiveAt)
            {
                throw new ConflictException("PKG-410",
                    $"Package {package.PackageHash} starts '{definitionId}' as package {hash}, which must be accepted and effective first.");
            }
        }
    }
}

/// <summary>A package without its bytes.</summary>
public sealed record PackageView(
    string Kind, string DefinitionId, int Version, string Name, string PackageHash, string BehaviourHash, PackageState State, DateTime LoadedAt,
    string? AcceptedBy, DateTime? AcceptedAt, DateTime? EffectiveFromAt)
{
    public static PackageView Of(PackageRecord p) => new(
        p.Kind, p.DefinitionId, p.DefinitionVersion, p.Name, p.PackageHash, p.BehaviourHash, p.State, p.LoadedAt, p.AcceptedByName, p.AcceptedAt,
        p.EffectiveFromAt);
}
