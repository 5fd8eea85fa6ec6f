using System.Globalization;
using System.Text.Json;
using Becs.Activities.Donations;
using Becs.Activities.Tasks;
using Becs.Domain.Components;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Activities.Components;

/// <summary>The bench separates a donation and records what came of it. Every bag is in quarantine from its first moment.</summary>
[Activity("Becs", "Components", "Makes red cells, plasma and platelets from a donation.")]
[FlowNode(Made, CannotProcess)]
public sealed class ProcessWholeBlood : HumanTaskActivity
{
    private const string Made = "Made";
    private const string CannotProcess = "CannotProcess";

    [Input(Description = "Id of the donation.", IsRequired = true)]
    public Input<string> DonationId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var donation = await DonationOf.FindAsync(context, context.Get(DonationId));
        return new TaskPlan
        {
            TitleKey = "Task.ProcessWholeBlood",
            FormKey = "process-whole-blood",
            SiteId = donation.SiteId,
            Subject = donation.Id.Subject,
            SubjectDisplay = donation.Din.Value,
            Permission = Permissions.ComponentsManufacture,
            Outcomes = ["Make", CannotProcess],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        if (submission.Outcome == CannotProcess)
        {
            return CannotProcess;
        }

        var units = await context.GetRequiredService<ManufactureComponents>().RunAsync(
            new ManufactureRequest
            {
                DonationId = DonationOf.Id(context.Get(DonationId)),
                MethodCode = submission.RequiredText("methodCode"),
                SourceProductCode = Product(submission.RequiredText("sourceProductCode")),
                Parts = Parts(submission, context.NowUtc),
            },
            context.CancellationToken);
        context.JournalData["units"] = string.Join(' ', units.Select(u => u.Id.Value.ToString("D")));
        return Made;
    }

    /// <summary>As typed, or as read off the label (structure 003).</summary>
    private static string Product(string code) =>
        code.TrimStart() is ['=', ..] && ScanParser.Parse(code).Product is { } scanned ? scanned.Value : code.Trim();

    private static List<ComponentPart> Parts(TaskSubmission submission, DateTime nowAt)
    {
        if (!submission.Data.TryGetProperty("parts", out var rows) || rows.ValueKind != JsonValueKind.Array)
        {
            throw new InputException("FRM-003", "parts", "'parts' is required: one row for each bag made.");
        }

        return [.. rows.EnumerateArray().Select((row, index) =>
        {
            var part = new TaskSubmission(submission.TaskId, submission.Outcome, row);
            try
            {
                return new ComponentPart
                {
                    ProductCode = Product(part.RequiredText("productCode")),
                    VolumeMl = part.RequiredNumber("volumeMl"),
                    WeightG = part.Number("weightG"),
                    ProducedAt = part.Instant("producedAt") ?? nowAt,
                    FrozenAt = part.Instant("frozenAt"),
                };
            }
            catch (InputException wrong)
            {
                throw new InputException(
                    wrong.Code, string.Create(CultureInfo.InvariantCulture, $"parts[{index}].{wrong.Field}"), wrong.Message);
            }
        })];
    }
}
