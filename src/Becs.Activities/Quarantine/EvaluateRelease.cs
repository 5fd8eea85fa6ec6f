using Becs.Activities.Components;
using Becs.Domain.Donations;
using Becs.Domain.Quarantine;

namespace Becs.Activities.Quarantine;

/// <summary>
/// Asks the release kernel what blocks a bag before its label, and brings the bag's status in line. It routes; it decides nothing: printing and
/// release evaluate again at their own moment.
/// </summary>
[Activity("Becs", "Quarantine", "Evaluates every release blocker but the label, and routes by the answer.")]
[FlowNode(Clear, Blocked, Unsuitable)]
public sealed class EvaluateRelease : Activity
{
    private const string Clear = "Clear";
    private const string Blocked = "Blocked";
    private const string Unsuitable = "Unsuitable";

    // What waiting cannot clear: self-exclusion, a final reactive result, the end of dating.
    private static readonly HashSet<string> _final = new(StringComparer.Ordinal) { "RB-07", "RB-14", "RB-26" };

    [Input(Description = "Id of the bag.", IsRequired = true)]
    public Input<string> UnitId { get; set; } = new("");

    [Output(Description = "Codes of what blocks, such as RB-12.")]
    public Output<ICollection<string>> Blockers { get; set; } = new();

    [Output(Description = "Records to watch for a change: bag, donation, donor.")]
    public Output<ICollection<string>> Watch { get; set; } = new();

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var unit = await BagOf.FindAsync(context, context.Get(UnitId));
        var donation = await context.GetRequiredService<IDonations>().FindAsync(unit.DonationId, context.CancellationToken);
        var vector = await context.GetRequiredService<ReleaseGate>().RefreshAsync(unit.Id, context.CancellationToken);
        string[] blocking = [.. vector.Blocking.Select(b => b.Blocker)];
        context.Set(Blockers, blocking);
        string[] watch = donation is null
            ? [unit.Id.Subject.ToString(), unit.DonationId.Subject.ToString()]
            : [unit.Id.Subject.ToString(), unit.DonationId.Subject.ToString(), donation.DonorId.Subject.ToString()];
        context.Set(Watch, watch);
        context.JournalData["blockers"] = string.Join(' ', blocking);
        var outcome = vector.IsClear ? Clear : vector.Blocking.Any(Final) ? Unsuitable : Blocked;
        context.Fact("release.labelClearance", () => outcome);
        await context.CompleteActivityWithOutcomesAsync(outcome);
    }

    // An expiry that cannot be computed, or an evaluation that failed, is no reason to destroy blood: a person looks at it.
    private static bool Final(BlockerResult result) =>
        result.State == BlockerState.Blocked && _final.Contains(result.Blocker) && result.Reason is not "evaluation-failed";
}
