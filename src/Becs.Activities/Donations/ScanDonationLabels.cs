using Becs.Activities.Tasks;
using Becs.Domain.Donations;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Activities.Donations;

/// <summary>The donation number is scanned on bag, tubes and record; all must be this donation's before the needle goes in.</summary>
[Activity("Becs", "Donations", "Cross-scans the donation number on bag, tubes and record.")]
[FlowNode(Match, Mismatch)]
public sealed class ScanDonationLabels : HumanTaskActivity
{
    private const string Match = "Match";
    private const string Mismatch = "Mismatch";

    private static readonly (string Field, LabelTarget Target)[] _targets =
        [("bag", LabelTarget.Bag), ("tubes", LabelTarget.Tubes), ("record", LabelTarget.Record)];

    [Input(Description = "Id of the donation.", IsRequired = true)]
    public Input<string> DonationId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var donation = await DonationOf.FindAsync(context, context.Get(DonationId));
        return new TaskPlan
        {
            TitleKey = "Task.ScanDonationLabels",
            FormKey = "scan-labels",
            SiteId = donation.SiteId,
            Subject = donation.Id.Subject,
            SubjectDisplay = donation.Din.Value,
            Permission = Permissions.DonationsCollect,
            Outcomes = ["Compare"],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        var scan = context.GetRequiredService<ScanLabels>();
        var all = true;
        foreach (var (field, target) in _targets)
        {
            all &= await scan.ExecuteAsync(
                DonationOf.Id(context.Get(DonationId)), target, DinScan.Read(submission.RequiredText(field), field),
                context.CancellationToken);
        }

        return all ? Match : Mismatch;
    }
}
