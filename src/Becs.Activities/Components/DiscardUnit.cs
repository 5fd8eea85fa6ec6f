using Becs.Activities.Tasks;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Activities.Components;

/// <summary>A person destroys a bag and signs for it.</summary>
[Activity("Becs", "Components", "Discards a bag with a reason; the person signs for its destruction.")]
[FlowNode(Discarded, Kept)]
public sealed class DiscardUnit : HumanTaskActivity
{
    private const string Discarded = "Discarded";
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

        if ((await BagOf.FindAsync(context, context.Get(UnitId))).IsEnded)
        {
            return Discarded;
        }

        await context.GetRequiredService<Domain.Components.DiscardUnit>().RunAsync(
            BagOf.Id(context.Get(UnitId)), submission.RequiredText("reasonCode"), context.CancellationToken);
        return Discarded;
    }
}
