using Becs.Activities.Tasks;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;

namespace Becs.Activities.Quarantine;

/// <summary>Somebody looks into a hold and proposes how it should end. The proposal needs the signature of another person.</summary>
[Activity("Becs", "Quarantine", "Investigates a hold and proposes to lift it or to discard what it holds.")]
[FlowNode(ProposeLift, ProposeDiscard)]
public sealed class InvestigateHold : HumanTaskActivity
{
    private const string ProposeLift = "ProposeLift";
    private const string ProposeDiscard = "ProposeDiscard";

    [Input(Description = "Id of the hold.", IsRequired = true)]
    public Input<string> HoldId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var hold = await HeldBlood.FindAsync(context, context.Get(HoldId));
        return new TaskPlan
        {
            TitleKey = "Task.InvestigateHold",
            FormKey = "investigate-hold",
            Subject = hold.ScopeSubject,
            SubjectDisplay = await HeldBlood.DisplayAsync(context, hold),
            Permission = Permissions.HoldsPlace,
            Outcomes = [ProposeLift, ProposeDiscard],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        var proposal = submission.Outcome == ProposeDiscard ? HoldDecision.Discard : HoldDecision.Lift;
        await context.GetRequiredService<HoldRegister>().ProposeAsync(
            HeldBlood.Id(context.Get(HoldId)), proposal, submission.RequiredText("findingCode"), context.CancellationToken);
        return submission.Outcome;
    }
}
