using Becs.Activities.Tasks;
using Becs.Domain.Components;
using Becs.Domain.Shared;

namespace Becs.Activities.Components;

/// <summary>A person prints the final label; the gate evaluates at that moment.</summary>
[Activity("Becs", "Components", "Prints the final label of a bag, if nothing but the label blocks it.")]
[FlowNode(Printed, Refused)]
public sealed class PrintLabel : HumanTaskActivity
{
    private const string Printed = "Printed";
    private const string Refused = "Refused";

    [Input(Description = "Id of the bag.", IsRequired = true)]
    public Input<string> UnitId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var unit = await BagOf.FindAsync(context, context.Get(UnitId));
        return new TaskPlan
        {
            TitleKey = "Task.PrintLabel",
            FormKey = "print-label",
            Subject = unit.Id.Subject,
            SubjectDisplay = BagOf.Display(unit),
            Permission = Permissions.LabelsPrint,
            Outcomes = ["Print"],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        if ((await BagOf.FindAsync(context, context.Get(UnitId))).Status > UnitStatus.LabelVerified)
        {
            // It left quarantine while the task was open, such as with a hold that ended in its discard.
            return Refused;
        }

        var outcome = await context.GetRequiredService<Labelling>()
            .PrintAsync(BagOf.Id(context.Get(UnitId)), context.CancellationToken);
        context.JournalData["decision"] = outcome.DecisionId.ToString("D");
        return outcome.Print is null ? Refused : Printed;
    }
}
