using Becs.Activities.Donations;
using Becs.Activities.Tasks;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Activities.Components;

/// <summary>
/// Another person confirms with a scan and a signature that a biohazard bag was destroyed, or sends it back. Who signed first may not.
/// </summary>
[Activity("Becs", "Components", "A second person confirms the destruction of a biohazard bag, or sends it back.")]
[FlowNode(Discarded, SentBack)]
public sealed class WitnessDestruction : HumanTaskActivity
{
    private const string Confirm = "Confirm";
    private const string SendBack = "SendBack";
    private const string Discarded = "Discarded";
    private const string SentBack = "SentBack";

    [Input(Description = "Id of the bag.", IsRequired = true)]
    public Input<string> UnitId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var unit = await BagOf.FindAsync(context, context.Get(UnitId));
        return new TaskPlan
        {
            TitleKey = "Task.WitnessDestruction",
            FormKey = "witness-destruction",
            Subject = unit.Id.Subject,
            SubjectDisplay = BagOf.Display(unit),
            Permission = Permissions.ComponentsDiscard,
            ExcludedUserIds = unit.DestructionSignedById is { } first ? [first] : [],
            SignatureMeanings = [SignatureMeanings.WitnessedBySecondPerson],
            Outcomes = [Confirm, SendBack],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        var discard = context.GetRequiredService<Domain.Components.DiscardUnit>();
        var unit = await BagOf.FindAsync(context, context.Get(UnitId));
        if (unit.IsEnded)
        {
            // It ended with a hold while the task was open.
            return Discarded;
        }

        if (submission.Outcome == SendBack)
        {
            await discard.SendBackAsync(unit.Id, context.CancellationToken);
            return SentBack;
        }

        await discard.ConfirmAsync(unit.Id, DinScan.Read(submission.RequiredText("din"), "din"), context.CancellationToken);
        return Discarded;
    }
}
