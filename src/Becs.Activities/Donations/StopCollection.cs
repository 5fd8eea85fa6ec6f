using Becs.Activities.Tasks;
using Becs.Domain.Donations;
using Becs.Domain.Shared;

namespace Becs.Activities.Donations;

/// <summary>The draw ended: when, how much, how the donor felt.</summary>
[Activity("Becs", "Donations", "Records how the draw ended: times, volume, reaction.")]
[FlowNode(Collected, Failed)]
public sealed class StopCollection : HumanTaskActivity
{
    private const string Collected = "Collected";
    private const string Failed = "Failed";

    [Input(Description = "Id of the donation.", IsRequired = true)]
    public Input<string> DonationId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var donation = await DonationOf.FindAsync(context, context.Get(DonationId));
        return new TaskPlan
        {
            TitleKey = "Task.StopCollection",
            FormKey = "stop-collection",
            SiteId = donation.SiteId,
            Subject = donation.Id.Subject,
            SubjectDisplay = donation.Din.Value,
            Permission = Permissions.DonationsCollect,
            Outcomes = [Collected, "NotSufficient", Failed],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        var record = await context.GetRequiredService<RecordCollection>().ExecuteAsync(
            DonationOf.Id(context.Get(DonationId)),
            new CollectionDetails
            {
                Outcome = submission.Outcome switch
                {
                    Collected => CollectionOutcome.Collected,
                    "NotSufficient" => CollectionOutcome.QuantityNotSufficient,
                    _ => CollectionOutcome.Failed,
                },
                StoppedAt = submission.Instant("stoppedAt") ?? context.NowUtc,
                VolumeMl = submission.RequiredNumber("volumeMl"),
                SecondStick = submission.IsTrue("secondStick"),
                ReactionKind = submission.Text("reactionKind") is { } kind and not ("" or "none") ? kind : null,
                ReactionGrade = submission.Number("reactionGrade"),
                FailureCode = submission.Text("failureCode") is { Length: > 0 } code ? code : null,
            },
            context.CancellationToken);
        return record.Outcome == CollectionOutcome.Collected ? Collected : Failed;
    }
}
