using Becs.Activities.Components;
using Becs.Activities.Tasks;
using Becs.Domain.Components;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Activities.Quarantine;

/// <summary>The release officer signs; the kernel evaluates the whole vector again at that moment and releases, or names what blocks.</summary>
[Activity("Becs", "Quarantine", "Releases a bag to stock by signature, if no blocker stands at that moment.")]
[FlowNode(Released, Blocked, Rejected)]
public sealed class ReleaseComponent : HumanTaskActivity
{
    private const string Released = "Released";
    private const string Blocked = "Blocked";
    private const string Rejected = "Rejected";

    [Input(Description = "Id of the bag.", IsRequired = true)]
    public Input<string> UnitId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var unit = await BagOf.FindAsync(context, context.Get(UnitId));
        return new TaskPlan
        {
            TitleKey = "Task.ReleaseComponent",
            FormKey = "release-component",
            Subject = unit.Id.Subject,
            SubjectDisplay = BagOf.Display(unit),
            Permission = Permissions.ComponentsRelease,
            SignatureMeanings = [SignatureMeanings.Released, SignatureMeanings.Reviewed],
            Outcomes = ["Release", "Reject"],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        if (submission.Outcome == "Reject")
        {
            return Rejected;
        }

        if ((await BagOf.FindAsync(context, context.Get(UnitId))).Status > UnitStatus.LabelVerified)
        {
            // It left quarantine while the task was open.
            return Blocked;
        }

        var outcome = await context.GetRequiredService<ReleaseGate>()
            .ReleaseAsync(BagOf.Id(context.Get(UnitId)), context.CancellationToken);
        context.JournalData["decision"] = outcome.DecisionId.ToString("D");
        context.JournalData["blockers"] = string.Join(' ', outcome.Vector.Blocking.Select(b => b.Blocker));
        return outcome.IsReleased ? Released : Blocked;
    }
}
