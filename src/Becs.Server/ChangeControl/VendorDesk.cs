using System.Text.Json.Nodes;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Designer;
using Becs.Server.Operations;
using Becs.Workflows.Comparing;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Server.ChangeControl;

/// <summary>
/// What a later build brings for workflows the site has in use: stored as an offer, compared three ways, taken over by a draft that goes the
/// way of every change, or declined.
/// </summary>
internal sealed class VendorDesk(OperationRunner runner, DraftParts parts, IIdGenerator ids)
{
    /// <summary>Stores a shipped package as an offer when the site has the workflow in use.</summary>
    /// <returns>Null when it is no offer: the workflow is not in use here, and the package waits for its first acceptance.</returns>
    public static async Task<VendorVersion?> OfferAsync(
        IServiceProvider scope, IReadOnlyList<PackageRecord> known, PackageRecord shipped, Guid id, CancellationToken ct)
    {
        var own = known.Where(k => k.Kind == PackageRecord.Workflow && k.DefinitionId == shipped.DefinitionId).ToList();
        if (shipped.Kind != PackageRecord.Workflow || !own.Exists(k => k.State.IsApproved()))
        {
            return null;
        }

        var vendors = scope.GetRequiredService<IVendorVersions>();
        var before = (await vendors.ListAsync(ct)).Where(v => v.DefinitionId == shipped.DefinitionId).ToList();
        return before.Find(v => v.PackageHash == shipped.PackageHash) ?? new VendorVersion(
            id, shipped.DefinitionId, shipped.DefinitionVersion, shipped.Name, shipped.PackageHash, shipped.BehaviourHash, shipped.Bytes,
            await AncestorAsync(vendors, before, own, ct), shipped.LoadedAt);
    }

    /// <summary>Begins the caller's draft of what the vendor offers: nothing else of the site's version is in it.</summary>
    public Task<OperationAnswer<Guid>> BeginAsync(OperationRequest operation, Guid vendorVersion, CancellationToken ct) =>
        runner.RunAsync(operation with { Permission = Permissions.WorkflowsEdit }, async (scope, token) =>
        {
            var vendor = await FindAsync(scope, vendorVersion, token);
            var (drafts, context) = (scope.GetRequiredService<IWorkflowDrafts>(), scope.GetRequiredService<ICurrentOperation>().Context);
            if (await drafts.FindOwnAsync(vendor.DefinitionId, context.UserId, token) is not null)
            {
                throw new ConflictException("VND-411", $"You have a draft of {vendor.DefinitionId} already: submit it or throw it away first.");
            }

            var records = scope.GetRequiredService<IPackageRecords>();
            var newest = await records.NewestApprovedAsync(vendor.DefinitionId, token);
            var draft = new WorkflowDraft(
                ids.New(), vendor.DefinitionId, await records.LastVersionAsync(vendor.DefinitionId, token) + 1, context.UserId, context.PrintedName,
                newest?.PackageHash, context.NowAt);
            var package = WorkflowPackage.Open(vendor.Bytes, vendor.PackageHash);
            draft.Save(package.Name, package.Definition.Description, JsonNode.Parse(vendor.Bytes)!["definition"]!.ToJsonString(), context.NowAt);
            draft.TakeOver(vendor.Id);
            drafts.Add(draft);
            await parts.HoldAsync(scope, draft, HeldParts.Of(package), isWhole: false, token);
            scope.GetRequiredService<IAuditTrail>().Record(
                new SubjectRef(SubjectKinds.Draft, draft.Id), "workflow-draft.begun", null, $"{draft.DefinitionId} vendor:{vendor.Number} {draft.BodyHash}");
            return draft.Id;
        }, ct);

    public Task<OperationAnswer<Guid>> DeclineAsync(OperationRequest operation, Guid vendorVersion, string reason, CancellationToken ct) =>
        runner.RunAsync(operation with { Permission = Permissions.WorkflowsEdit }, async (scope, token) =>
        {
            var vendor = await FindAsync(scope, vendorVersion, token);
            vendor.Decline(reason, scope.GetRequiredService<ICurrentOperation>().Context);
            scope.GetRequiredService<IAuditTrail>().Record(
                vendor.Subject, "vendor-version.declined", null, $"{vendor.DefinitionId} vendor:{vendor.Number} {vendor.PackageHash}");
            return vendor.Id;
        }, ct);

    /// <summary>The vendor's version, the site's newest, and what both come from.</summary>
    internal static async Task<VendorComparison> CompareAsync(IServiceProvider scope, VendorVersion vendor, CancellationToken ct)
    {
        var site = await scope.GetRequiredService<IPackageRecords>().NewestApprovedAsync(vendor.DefinitionId, ct)
            ?? throw new ConflictException("VND-412", $"There is no version of {vendor.DefinitionId} in use to compare with.");
        var (ancestor, number) = await AncestorAsync(scope, vendor, ct);
        var (own, theirs) = (WorkflowPackage.Open(site.Bytes, site.PackageHash), WorkflowPackage.Open(vendor.Bytes, vendor.PackageHash));
        return new VendorComparison(site, own, theirs, number, ThreeWayDifference.Between(ancestor, own, theirs));
    }

    internal static async Task<VendorVersion> FindAsync(IServiceProvider scope, Guid id, CancellationToken ct) =>
        await scope.GetRequiredService<IVendorVersions>().FindAsync(id, ct)
        ?? throw new NotFoundException("VND-404", $"There is no version of the vendor {id:D}.");

    private static async Task<(WorkflowPackage? Package, int? Number)> AncestorAsync(IServiceProvider scope, VendorVersion vendor, CancellationToken ct)
    {
        if (vendor.AncestorHash is not { } hash)
        {
            return (null, null);
        }

        if (await scope.GetRequiredService<IPackageRecords>().FindAsync(hash, ct) is { } installed)
        {
            return (WorkflowPackage.Open(installed.Bytes, hash), installed.DefinitionVersion);
        }

        var earlier = (await scope.GetRequiredService<IVendorVersions>().ListAsync(ct)).Single(v => v.PackageHash == hash);
        return (WorkflowPackage.Open(earlier.Bytes, hash), earlier.Number);
    }

    /// <summary>The last offer that was taken, or else what was accepted at the first installation.</summary>
    private static async Task<string?> AncestorAsync(
        IVendorVersions vendors, IReadOnlyList<VendorVersion> before, IReadOnlyList<PackageRecord> own, CancellationToken ct)
    {
        var changes = await vendors.ChangesAsync(ct);
        return before.Where(v => changes.GetValueOrDefault(v.Id, []).Any(c => c.State == ChangeState.Approved)).MaxBy(v => v.Number)?.PackageHash
            ?? own.Where(p => p.State == PackageState.Accepted).MaxBy(p => p.DefinitionVersion)?.PackageHash;
    }
}

/// <param name="Site">The site's newest approved version.</param>
/// <param name="Own">Its package.</param>
/// <param name="Theirs">The vendor's package.</param>
/// <param name="AncestorNumber">The vendor's number of what both come from; null when there is none.</param>
/// <param name="Difference">What either changed since.</param>
internal sealed record VendorComparison(
    PackageRecord Site, WorkflowPackage Own, WorkflowPackage Theirs, int? AncestorNumber, ThreeWayDifference Difference);
