using Becs.Activities.Tasks;
using Becs.Domain.Donations;
using Becs.Domain.Shared;

namespace Becs.Activities.Donations;

/// <summary>The tubes are scanned and sent to the laboratory. A tube of another donation sends nothing.</summary>
[Activity("Becs", "Donations", "Scans the sample tubes and sends them to the laboratory.")]
[FlowNode("Sent")]
public sealed class SendSamples : HumanTaskActivity
{
    private static readonly (string Field, TubeKind Kind)[] _tubes =
        [("serologyTube", TubeKind.Serology), ("natTube", TubeKind.Nat), ("groupTube", TubeKind.BloodGroup)];

    [Input(Description = "Id of the donation.", IsRequired = true)]
    public Input<string> DonationId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var donation = await DonationOf.FindAsync(context, context.Get(DonationId));
        return new TaskPlan
        {
            TitleKey = "Task.SendSamples",
            FormKey = "send-samples",
            SiteId = donation.SiteId,
            Subject = donation.Id.Subject,
            SubjectDisplay = donation.Din.Value,
            Permission = Permissions.DonationsCollect,
            Outcomes = ["Send"],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        var tubes = _tubes.Select(t => new ScannedTube(t.Kind, DinScan.Read(submission.RequiredText(t.Field), t.Field))).ToList();
        await context.GetRequiredService<SampleTransport>()
            .SendAsync(DonationOf.Id(context.Get(DonationId)), tubes, context.CancellationToken);
        return "Sent";
    }
}
