using System.Text.Json;
using Becs.Activities.Tasks;
using Becs.Domain.Components;
using Becs.Domain.Shared;

namespace Becs.Activities.Components;

/// <summary>A second person scans the label on the bag; what is scanned is compared with what was printed.</summary>
[Activity("Becs", "Components", "A second person verifies the label on the bag by scanning it.")]
[FlowNode(Verified, Failed)]
public sealed class VerifyLabel : HumanTaskActivity
{
    private const string Verified = "Verified";
    private const string Failed = "Failed";
    private static readonly string[] _scanFields = ["din", "bloodGroup", "product", "expiry"];

    [Input(Description = "Id of the bag.", IsRequired = true)]
    public Input<string> UnitId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var unit = await BagOf.FindAsync(context, context.Get(UnitId));
        var history = await context.GetRequiredService<ILabels>().OfAsync(unit.Id, context.CancellationToken);
        return new TaskPlan
        {
            TitleKey = "Task.VerifyLabel",
            FormKey = "verify-label",
            Subject = unit.Id.Subject,
            SubjectDisplay = BagOf.Display(unit),
            Permission = Permissions.LabelsVerify,
            ExcludedUserIds = history.Current is { } print ? [print.Stamp.UserId] : [],
            Outcomes = ["Verify"],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        if ((await BagOf.FindAsync(context, context.Get(UnitId))).Status != UnitStatus.Labelled)
        {
            // The label was voided, or the bag left quarantine, while the task was open: no label waits for a second person.
            return Failed;
        }

        var scans = _scanFields.Select(submission.Text).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var verification = await context.GetRequiredService<Labelling>()
            .VerifyAsync(BagOf.Id(context.Get(UnitId)), scans, context.CancellationToken);
        context.JournalData["mismatches"] = JsonSerializer.Serialize(verification.Mismatches);
        return verification.Matches ? Verified : Failed;
    }
}
