using Becs.Activities.Donors;
using Becs.Activities.Tasks;
using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Shared;

namespace Becs.Activities.Donations;

/// <summary>At the chair: the donor is identified again, lot and scale are scanned, and the gate opens or names its reasons.</summary>
[Activity("Becs", "Donations", "Identifies the donor again and starts the collection, if the gate opens.")]
[FlowNode(Started, Refused, DonorLeft)]
public sealed class StartCollection : HumanTaskActivity
{
    private const string Started = "Started";
    private const string Refused = "Refused";
    private const string DonorLeft = "DonorLeft";

    [Input(Description = "Id of the donation.", IsRequired = true)]
    public Input<string> DonationId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var donation = await DonationOf.FindAsync(context, context.Get(DonationId));
        return new TaskPlan
        {
            TitleKey = "Task.StartCollection",
            FormKey = "start-collection",
            SiteId = donation.SiteId,
            Subject = donation.Id.Subject,
            SubjectDisplay = donation.Din.Value,
            Person = PersonRef.Of(donation.DonorId),
            Permission = Permissions.DonationsCollect,
            Outcomes = ["Start", DonorLeft],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        if (submission.Outcome == DonorLeft)
        {
            return DonorLeft;
        }

        var donation = await DonationOf.FindAsync(context, context.Get(DonationId));
        await context.GetRequiredService<Domain.Donors.IdentifyDonor>().ExecuteAsync(
            donation.VisitId, IdentityCheckStage.BeforeVenipuncture, GivenIdentifiers.Read(submission), context.CancellationToken);
        var lotNumber = submission.RequiredText("bagLot");
        var lot = await context.GetRequiredService<ILots>().FindByNumberAsync(LotKind.BagKit, lotNumber, context.CancellationToken)
            ?? throw new InputException("LOT-404", "bagLot", $"There is no bag lot '{lotNumber}'.");
        var scaleCode = submission.RequiredText("scale");
        var scale = await context.GetRequiredService<IEquipment>().FindByCodeAsync(donation.SiteId, scaleCode, context.CancellationToken)
            ?? throw new InputException("EQP-404", "scale", $"There is no equipment '{scaleCode}' at this site.");
        var outcome = await context.GetRequiredService<Domain.Donations.StartCollection>().ExecuteAsync(
            donation.Id, submission.Instant("startedAt") ?? context.NowUtc, lot.Id, scale.Id, submission.RequiredText("arm"),
            context.CancellationToken);
        context.JournalData["decision"] = outcome.Decision.Id.ToString("D");
        context.JournalData["reasons"] = string.Join(' ', outcome.Reasons);
        return outcome.IsStarted ? Started : Refused;
    }
}
