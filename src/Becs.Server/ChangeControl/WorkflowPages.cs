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
                var shown = effective ?? versions.MaxBy(v => v.DefinitionVersion)!;
                return new WorkflowRow(
                    shown.DefinitionId, titles.Process(shown.DefinitionId), Describe(shown), effective?.DefinitionVersion ?? 0,
                    effective?.EffectiveFromAt, versions.Sum(v => open.GetValueOrDefault(v.PackageHash)),
                    versions.Count(v => v.State == PackageState.Waiting));
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
                    v.DefinitionVersion, StateOf(v, effective), v.PackageHash, v.EffectiveFromAt, v.AcceptedByName ?? "",
                    open.GetValueOrDefault(v.PackageHash)))],
                shown.DefinitionVersion, await InstancePages.GraphAsync(scope, shown.PackageHash, cancellationToken));
        }, cancellationToken);

    private PackageRecord? Effective(IEnumerable<PackageRecord> versions) => versions
        .Where(v => v.State == PackageState.Accepted && v.EffectiveFromAt <= clock.UtcNow())
        .OrderByDescending(v => v.EffectiveFromAt).ThenByDescending(v => v.DefinitionVersion).FirstOrDefault();

    private static string StateOf(PackageRecord package, PackageRecord? effective) =>
        package.State == PackageState.Retired ? "retired"
        : package.State == PackageState.Waiting ? "in-review"
        : package == effective ? "effective"
        : effective is null || package.EffectiveFromAt > effective.EffectiveFromAt ? "approved" : "superseded";

    private static string Describe(PackageRecord package) => WorkflowPackage.Open(package.Bytes, package.PackageHash).Definition.Description ?? "";
}
