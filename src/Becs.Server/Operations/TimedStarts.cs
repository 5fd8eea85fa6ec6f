using System.Globalization;
using Becs.Domain.ChangeControl;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;
using Becs.Workflows.Timers;

namespace Becs.Server.Operations;

/// <summary>
/// Starts of workflows by time: a row of the timer table for each trigger of an accepted package, which names the instant it stands for. The
/// commit that starts the instance takes it away and adds the row of the next time: of two nodes that fire it one commits.
/// </summary>
internal sealed class TimedStarts(BurstRunner bursts, GraphCache graphs)
{
    private const string Mark = "start";

    /// <summary>Rows of starts belong to no instance.</summary>
    private static readonly string _nobody = Guid.Empty.ToString("D");

    /// <summary>Stages the first starts of a package that is being accepted.</summary>
    public void StageFirst(IServiceProvider scope, PackageRecord package, DateTime effectiveAt)
    {
        if (package.Kind != PackageRecord.Workflow)
        {
            return;
        }

        foreach (var (activity, trigger) in TriggerIndexer.Timed(Graph(package.PackageHash, package.Bytes)))
        {
            Stage(scope, package.PackageHash, activity, trigger.NextAfter(effectiveAt, null));
        }
    }

    public static bool IsStart(StoredTimer timer) => timer.InstanceId == _nobody && timer.BookmarkId.StartsWith(Mark + "|", StringComparison.Ordinal);

    /// <summary>Starts the instance and stages the next start. Of a package that another has taken the place of nothing is started any more.</summary>
    public async Task FireAsync(IServiceProvider scope, StoredTimer timer, DateTime nowAt, CancellationToken ct)
    {
        if (await StageNextAsync(scope, timer, nowAt, ct) is not var (hash, activity))
        {
            return;
        }

        await bursts.StartPinnedAsync(
            scope, hash, new BurstStimulus.Start(TriggerActivityId: activity, InstanceId: StimulusTarget.StartedBy(timer.BookmarkId, hash, activity)), ct);
    }

    /// <summary>Takes the row away and stages the next start: one, however many were missed.</summary>
    /// <returns>What is to be started; null when its package is no longer the effective one.</returns>
    public async Task<(string PackageHash, string ActivityId)?> StageNextAsync(
        IServiceProvider scope, StoredTimer timer, DateTime nowAt, CancellationToken ct)
    {
        scope.GetRequiredService<ITimers>().StageCancel(timer.InstanceId, [timer.BookmarkId]);
        var parts = timer.BookmarkId.Split('|', 4);
        var (hash, activity) = (parts[2], parts[3]);
        var packages = scope.GetRequiredService<IPackages>();
        if (await packages.FindAsync(hash, ct) is not { } package
            || (await packages.FindEffectiveAsync(package.DefinitionId, nowAt, ct))?.PackageHash != hash
            || !TriggerIndexer.Timed(Graph(hash, package.Bytes)).TryGetValue(activity, out var trigger))
        {
            return null;
        }

        Stage(scope, hash, activity, trigger.NextAfter(nowAt, timer.DueAt));
        return (hash, activity);
    }

    private static void Stage(IServiceProvider scope, string packageHash, string activityId, DateTime? dueAt)
    {
        if (dueAt is { } at)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{Mark}|{at.Ticks}|{packageHash}|{activityId}");
            scope.GetRequiredService<ITimers>().StageAdd(_nobody, [new WorkflowTimer(id, at, activityId)]);
        }
    }

    private WorkflowGraph Graph(string packageHash, ReadOnlyMemory<byte> bytes) =>
        graphs.Find(packageHash) ?? graphs.Add(WorkflowPackage.Open(bytes, packageHash));
}
