using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Instances;
using Becs.Server.Shell.Session;
using Becs.Server.Tasks;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Server.ChangeControl;

/// <summary>The workflows of the house and their versions, from the packages.</summary>
internal sealed class WorkflowPages(PageReads pages, IWorkflowReads workflows, ProcessTitles titles, TimeProvider clock) : IWorkflowPages
{
    public Task<IReadOnlyList<WorkflowRow>> ListAsync(CancellationToken cancellationToken = default) =>
        pages.ReadAsync<IReadOnlyList<WorkflowRow>>(Permissions.WorkflowsRead, async (scope, now) =>
        {
            var packages = await scope.GetRequiredService<IPackageRecords>().ListAsync(PackageRecord.Workflow, cancellationToken);
            var open = await workflows.OpenByPackageAsync([.. now.Sites.Select(s => s.Id.Value)], cancellationToken);
            return [.. packages.GroupBy(p => p.DefinitionId).Select(versions =>
            {
                var effective = Effective(versions);
                var shown = effective ?? versions.OrderBy(v => v.State.IsCandidate()).ThenByDescending(v => v.DefinitionVersion).First();
                return new WorkflowRow(
                    shown.DefinitionId, titles.Process(shown.DefinitionId), Describe(shown), effective?.DefinitionVersion ?? 0,
                    effective?.EffectiveFromAt, versions.Sum(v => open.GetValueOrDefault(v.PackageHash)),
                    versions.Count(v => v.State is PackageState.Waiting or PackageState.InReview or PackageState.Validated));
            }).OrderBy(r => r.Title, StringComparer.CurrentCulture)];
        }, cancellationToken);

    public Task<WorkflowView?> FindAsync(string definitionId, int? version, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.WorkflowsRead, async (scope, now) =>
        {
            var versions = (await scope.GetRequiredService<IPackageRecords>().ListAsync(PackageRecord.Workflow, cancellationToken))
                .Where(p => p.DefinitionId == definitionId).OrderByDescending(p => p.DefinitionVersion).ToList();
            var effective = Effective(versions);
            var shown = version is { } wanted ? versions.FirstOrDefault(v => v.DefinitionVersion == wanted) : effective ?? versions.FirstOrDefault();
            if (shown is null)
            {
                return null;
            }

            var open = await workflows.OpenByPackageAsync([.. now.Sites.Select(s => s.Id.Value)], cancellationToken);
            return new WorkflowView(
                definitionId, titles.Process(definitionId), Describe(shown),
                [.. versions.Select(v => new WorkflowVersionRow(
                    v.DefinitionVersion, StateOf(v.State, v.DefinitionVersion, effective?.DefinitionVersion), v.PackageHash, v.EffectiveFromAt, v.AcceptedByName ?? "",
                    open.GetValueOrDefault(v.PackageHash)))],
                shown.DefinitionVersion, await InstancePages.GraphAsync(scope, shown.PackageHash, cancellationToken),
                await scope.GetRequiredService<IWorkflowDrafts>().FindOwnAsync(definitionId, now.UserId, cancellationToken) is not null);
        }, cancellationToken);

    private PackageRecord? Effective(IEnumerable<PackageRecord> versions) => versions
        .Where(v => v.State.IsApproved() && v.EffectiveFromAt <= clock.UtcNow()).MaxBy(v => v.DefinitionVersion);

    /// <summary>Effective and superseded follow from the time; the rest is stored.</summary>
    internal static string StateOf(PackageState state, int version, int? effectiveVersion) => state switch
    {
        PackageState.Retired => "retired",
        PackageState.Waiting => "waiting",
        PackageState.InReview => "in-review",
        PackageState.Validated => "validated",
        PackageState.Rejected => "rejected",
        PackageState.Withdrawn => "withdrawn",
        _ => version == effectiveVersion ? "effective" : effectiveVersion is null || version > effectiveVersion ? "approved" : "superseded",
    };

    private static string Describe(PackageRecord package) => WorkflowPackage.Open(package.Bytes, package.PackageHash).Definition.Description ?? "";
}
