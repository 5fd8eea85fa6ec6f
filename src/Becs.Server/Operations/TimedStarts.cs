using System.Globalization;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Persistence.Workflows;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;
using Becs.Workflows.Timers;

namespace Becs.Server.Operations;

/// <summary>
/// Starts of workflows by time: a row of the timer table for each trigger of an accepted package, which names the instant it stands for. The
/// commit that fires it takes it away, adds the row of the next time and one for each site, whose own commit starts the instance there: of
/// two nodes that fire a row one commits.
/// </summary>
internal sealed class TimedStarts(BurstRunner bursts, GraphCache graphs)
{
    private const string EachTime = "start";
    private const string AtSite = "start-at";

    /// <summary>Rows of starts belong to no instance.</summary>
    private static readonly string _nobody = Guid.Empty.ToString("D");

    /// <summary>Stages the first starts of a package that is being accepted or approved, of those triggers that have none.</summary>
    public async Task StageFirstAsync(IServiceProvider scope, PackageRecord package, DateTime effectiveAt, CancellationToken ct)
    {
        if (package.Kind != PackageRecord.Workflow || TriggerIndexer.Timed(Graph(package.PackageHash, package.Bytes)) is not { Count: > 0 } timed)
        {
            return;
        }

        var there = (await scope.GetRequiredService<IDueTimers>().OfInstanceAsync(Guid.Empty, ct))
            .Select(id => id.Split('|', 4)).Where(parts => parts[0] == EachTime && parts[2] == package.PackageHash).Select(parts => parts[3]).ToList();
        foreach (var (activity, trigger) in timed.Where(t => !there.Contains(t.Key)))
        {
            Stage(scope, package.PackageHash, activity, trigger.NextAfter(effectiveAt, null));
        }
    }

    /// <summary>
    /// Stages the starts of the version that is the effective one again when another is withdrawn: its rows went when the other took its
    /// place. Belongs into the commit of the withdrawal; a second time it adds nothing.
    /// </summary>
    public async Task StageAgainAsync(IServiceProvider scope, PackageRecord withdrawn, DateTime nowAt, CancellationToken ct)
    {
        var again = (await scope.GetRequiredService<IPackageRecords>().ListAsync(PackageRecord.Workflow, ct))
            .Where(p => p.DefinitionId == withdrawn.DefinitionId && p.PackageHash != withdrawn.PackageHash
                && p.State.IsApproved() && p.EffectiveFromAt <= nowAt)
            .MaxBy(p => p.DefinitionVersion);
        if (again is not null)
        {
            await StageFirstAsync(scope, again, nowAt, ct);
        }
    }

    public static bool IsStart(StoredTimer timer) =>
        timer.InstanceId == _nobody && timer.BookmarkId.StartsWith(EachTime, StringComparison.Ordinal);

    /// <summary>Where the start takes place; null for the row of a time, and for timers of instances.</summary>
    public static Guid? SiteOf(StoredTimer timer) =>
        IsStart(timer) && timer.BookmarkId.Split('|', 3) is [AtSite, var site, ..] ? Guid.ParseExact(site, "N") : null;

    /// <summary>
    /// Stages a start at each site, and the next time; or starts the instance of one site. Of a package that another has taken the place of
    /// nothing is started any more.
    /// </summary>
    public async Task FireAsync(IServiceProvider scope, StoredTimer timer, DateTime nowAt, CancellationToken ct)
    {
        if (SiteOf(timer) is not null)
        {
            await StartAsync(scope, timer, nowAt, ct);
        }
        else if (await StageNextAsync(scope, timer, nowAt, ct) is var (hash, activity))
        {
            var sites = await scope.GetRequiredService<ISites>().AllAsync(ct);
            scope.GetRequiredService<ITimers>().StageAdd(
                _nobody, [.. sites.Select(s => new WorkflowTimer($"{AtSite}|{s.Id.Value:N}|{timer.BookmarkId}", timer.DueAt, activity))]);
        }
    }

    private async Task StartAsync(IServiceProvider scope, StoredTimer timer, DateTime nowAt, CancellationToken ct)
    {
        scope.GetRequiredService<ITimers>().StageCancel(timer.InstanceId, [timer.BookmarkId]);
        var parts = timer.BookmarkId.Split('|', 6);
        var (hash, activity) = (parts[4], parts[5]);
        if (await scope.GetRequiredService<IPackageRecords>().FindAsync(hash, ct) is { } package && package.State.IsApproved() && package.EffectiveFromAt <= nowAt)
        {
            await bursts.StartPinnedAsync(
                scope, hash, new BurstStimulus.Start(TriggerActivityId: activity, InstanceId: StimulusTarget.StartedBy(timer.BookmarkId, hash, activity)), ct);
        }
    }

    /// <summary>Takes the row away and stages the next time: one, however many were missed.</summary>
    /// <returns>What is to be started; null when its package is no longer the effective one.</returns>
    private async Task<(string PackageHash, string ActivityId)?> StageNextAsync(
        IServiceProvider scope, StoredTimer timer, DateTime nowAt, CancellationToken ct)
    {
        scope.GetRequiredService<ITimers>().StageCancel(timer.InstanceId, [timer.BookmarkId]);
        var parts = timer.BookmarkId.Split('|', 4);
        var (hash, activity) = (parts[2], parts[3]);
        var packages = scope.GetRequiredService<IPackages>();
        if (await packages.FindAsync(hash, ct) is not { } package
            || !await IsEffectiveAsync(scope, package, nowAt, ct)
            || !TriggerIndexer.Timed(Graph(hash, package.Bytes)).TryGetValue(activity, out var trigger))
        {
            return null;
        }

        Stage(scope, hash, activity, trigger.NextAfter(nowAt, timer.DueAt));
        return (hash, activity);
    }

    /// <summary>
    /// Whether it starts instances now. Before its row goes away for good, nobody may be retiring what took its place: who does stages nothing again
    /// while the row is there.
    /// </summary>
    private static async Task<bool> IsEffectiveAsync(IServiceProvider scope, StoredPackage package, DateTime nowAt, CancellationToken ct)
    {
        if (await IsItAsync())
        {
            return true;
        }

        await scope.GetRequiredService<IChanges>().TakeApprovalTurnAsync(package.DefinitionId, ct);
        return await IsItAsync();

        async Task<bool> IsItAsync() =>
            (await scope.GetRequiredService<IPackages>().FindEffectiveAsync(package.DefinitionId, nowAt, ct))?.PackageHash == package.PackageHash;
    }

    private static void Stage(IServiceProvider scope, string packageHash, string activityId, DateTime? dueAt)
    {
        if (dueAt is { } at)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{EachTime}|{at.Ticks}|{packageHash}|{activityId}");
            scope.GetRequiredService<ITimers>().StageAdd(_nobody, [new WorkflowTimer(id, at, activityId)]);
        }
    }

    private WorkflowGraph Graph(string packageHash, ReadOnlyMemory<byte> bytes) =>
        graphs.Find(packageHash) ?? graphs.Add(WorkflowPackage.Open(bytes, packageHash));
}
