using Becs.Activities.Tasks;
using Becs.Domain.Components;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Activities.Components;

/// <summary>A person discards a bag and signs for it. Biohazard needs a second person: then the bag waits for <see cref="WitnessDestruction"/>.</summary>
[Activity("Becs", "Components", "Discards a bag with a reason and a signature; biohazard needs a second person.")]
[FlowNode(Discarded, WitnessNeeded, Kept)]
public sealed class DiscardUnit : HumanTaskActivity
{
    private const string Discarded = "Discarded";
    private const string WitnessNeeded = "WitnessNeeded";
    private const string Kept = "Kept";

    [Input(Description = "Id of the bag.", IsRequired = true)]
    public Input<string> UnitId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var unit = await BagOf.FindAsync(context, context.Get(UnitId));
        return new TaskPlan
        {
            TitleKey = "Task.DiscardUnit",
            FormKey = "discard-unit",
            Subject = unit.Id.Subject,
            SubjectDisplay = BagOf.Display(unit),
            Permission = Permissions.ComponentsDiscard,
            SignatureMeanings = [SignatureMeanings.Discarded],
            Outcomes = ["Discard", "Keep"],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        if (submission.Outcome == "Keep")
        {
            return Kept;
        }

        var unit = await BagOf.FindAsync(context, context.Get(UnitId));
        if (unit.IsEnded)
        {
            return Discarded;
        }

        var result = await context.GetRequiredService<Domain.Components.DiscardUnit>().RunAsync(
            unit.Id, submission.RequiredText("reasonCode"), context.CancellationToken);
        return result == DiscardResult.WitnessNeeded ? WitnessNeeded : Discarded;
    }
}
