using Becs.Activities.Components;
using Becs.Domain.Components;
using Becs.Domain.Quarantine;
using Becs.Domain.Testing;

namespace Becs.Activities.Quarantine;

/// <summary>
/// Asks the release kernel what blocks a bag before its label, and brings the bag's status in line. It routes; it decides nothing: printing and
/// release evaluate again at their own moment.
/// </summary>
[Activity("Becs", "Quarantine", "Evaluates every release blocker but the label, and routes by the answer.")]
[FlowNode(Clear, Blocked, Unsuitable, Ended)]
[Blocking(false)]
public sealed class EvaluateRelease : Activity
{
    private const string Clear = "Clear";
    private const string Blocked = "Blocked";
    private const string Unsuitable = "Unsuitable";
    private const string Ended = "Ended";

    // What waiting cannot clear: self-exclusion, a final reactive result, the end of dating.
    private static readonly HashSet<string> _final = new(StringComparer.Ordinal) { "RB-07", "RB-14", "RB-26" };

    [Input(Description = "Id of the bag.", IsRequired = true)]
    public Input<string> UnitId { get; set; } = new("");

    [Output(Description = "Codes of what blocks, such as RB-12.")]
    public Output<ICollection<string>> Blockers { get; set; } = new();

    [Output(Description = "Records to watch for a change: bag, donation, donor, lot, the bags it was made of or with, site.")]
    public Output<ICollection<string>> Watch { get; set; } = new();

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var unit = await BagOf.FindAsync(context, context.Get(UnitId));
        if (unit.Status > UnitStatus.LabelVerified)
        {
            // Used up for other bags, discarded with a hold, or released by another case: nothing is left to decide here.
            context.Fact("release.labelClearance", () => Ended);
            await context.CompleteActivityWithOutcomesAsync(Ended);
            return;
        }

        var vector = await context.GetRequiredService<ReleaseGate>().RefreshAsync(unit.Id, context.CancellationToken);
        string[] blocking = [.. vector.Blocking.Select(b => b.Blocker)];
        context.Set(Blockers, blocking);
        var scope = await context.GetRequiredService<UnitScopes>().OfAsync(unit.Id, context.CancellationToken);
        string[] watch = [.. scope.All.Append(unit.SiteId.Subject).Select(s => s.ToString())];
        context.Set(Watch, watch);
        context.JournalData["blockers"] = string.Join(' ', blocking);
        var outcome = vector.IsClear ? Clear : vector.Blocking.Any(Final) ? Unsuitable : Blocked;
        context.Fact("release.labelClearance", () => outcome);
        await context.CompleteActivityWithOutcomesAsync(outcome);
    }

    // An expiry that cannot be computed, or an evaluation that failed, is no reason to destroy blood: a person looks at it.
    private static bool Final(BlockerResult result) =>
        result.State == BlockerState.Blocked && result.Reason is not "evaluation-failed"
        && (_final.Contains(result.Blocker) || result.Reason == GroupingStanding.Unresolved);
}
