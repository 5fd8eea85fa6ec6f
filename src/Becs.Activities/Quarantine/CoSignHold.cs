using Becs.Activities.Tasks;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Activities.Quarantine;

/// <summary>
/// A second person signs what the investigation proposed, which ends the hold in the same commit, or sends it back. Who proposed may not sign.
/// </summary>
[Activity("Becs", "Quarantine", "A second person signs the proposed end of a hold, or sends it back.")]
[FlowNode(Lifted, Discarded, SentBack)]
public sealed class CoSignHold : HumanTaskActivity
{
    private const string Agree = "Agree";
    private const string SendBack = "SendBack";
    private const string Lifted = "Lifted";
    private const string Discarded = "Discarded";
    private const string SentBack = "SentBack";

    [Input(Description = "Id of the hold.", IsRequired = true)]
    public Input<string> HoldId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var hold = await HeldBlood.FindAsync(context, context.Get(HoldId));
        var isDiscard = hold.Proposal == HoldDecision.Discard;
        return new TaskPlan
        {
            TitleKey = isDiscard ? "Task.CoSignDiscard" : "Task.CoSignLift",
            FormKey = isDiscard ? "co-sign-discard" : "co-sign-lift",
            Subject = hold.ScopeSubject,
            SubjectDisplay = await HeldBlood.DisplayAsync(context, hold),
            Permission = Permissions.HoldsLift,
            ExcludedUserIds = hold.ProposedById is { } proposer ? [proposer] : [],
            SignatureMeanings = [isDiscard ? SignatureMeanings.Discarded : SignatureMeanings.Lifted, SignatureMeanings.Reviewed],
            Outcomes = [Agree, SendBack],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        if (submission.Outcome == SendBack)
        {
            return SentBack;
        }

        var hold = await context.GetRequiredService<HoldRegister>().CloseAsync(
            HeldBlood.Id(context.Get(HoldId)), submission.Text("discardReasonCode"), context.CancellationToken);
        return hold.ClosedAs == HoldDecision.Discard ? Discarded : Lifted;
    }
}
