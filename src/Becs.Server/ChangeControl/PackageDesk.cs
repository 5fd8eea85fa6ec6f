using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Operations;

namespace Becs.Server.ChangeControl;

/// <summary>QA's acceptance of a package, by signature of its hash.</summary>
internal static class PackageDesk
{
    public static Task<OperationAnswer<PackageView>> AcceptAsync(
        OperationRunner runner, OperationRequest operation, string packageHash, DateTime? effectiveFromAt, CancellationToken cancellationToken) =>
        runner.RunAsync(operation with { Permission = Permissions.QualityAccept }, async (scope, token) =>
        {
            var package = await scope.GetRequiredService<IPackageRecords>().FindAsync(packageHash, token)
                ?? throw new NotFoundException("PKG-404", $"There is no package {packageHash}.");
            var context = scope.GetRequiredService<ICurrentOperation>().Context;
            package.Accept(context, effectiveFromAt ?? context.NowAt);
            scope.GetRequiredService<IAuditTrail>().Record(
                package.Subject, "package.accepted", nameof(PackageState.Waiting), $"{nameof(PackageState.Accepted)} {package.PackageHash}");
            return PackageView.Of(package);
        }, cancellationToken);
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
