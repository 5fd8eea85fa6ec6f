using Becs.Activities.Components;
using Becs.Activities.Tasks;
using Becs.Domain.Orders;
using Becs.Domain.Patients;
using Becs.Domain.Shared;

namespace Becs.Activities.Orders;

/// <summary>The laboratory tests a bag against the patient's sample. An electronic crossmatch is computed by the kernel, never stated.</summary>
[Activity("Becs", "Orders", "Crossmatches a bag with the patient's sample.")]
[FlowNode(Compatible, Incompatible, NotDone)]
public sealed class Crossmatch : HumanTaskActivity
{
    private const string Compatible = "Compatible";
    private const string Incompatible = "Incompatible";
    private const string NotDone = "NotDone";

    [Input(Description = "Id of the order.", IsRequired = true)]
    public Input<string> OrderId { get; set; } = new("");

    [Input(Description = "Id of the bag.", IsRequired = true)]
    public Input<string> UnitId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var order = await OrderOf.FindAsync(context, context.Get(OrderId));
        var unit = await BagOf.FindAsync(context, context.Get(UnitId));
        return new TaskPlan
        {
            TitleKey = "Task.Crossmatch",
            FormKey = "crossmatch",
            SiteId = order.SiteId,
            Subject = unit.Id.Subject,
            SubjectDisplay = $"{order.OrderNumber} {BagOf.Display(unit)}",
            Permission = Permissions.CrossmatchEnter,
            Outcomes = ["Record", NotDone],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        if (submission.Outcome == NotDone)
        {
            return NotDone;
        }

        var order = await OrderOf.FindAsync(context, context.Get(OrderId));
        var patient = await context.GetRequiredService<IPatients>().FindAsync(order.PatientId, context.CancellationToken)
            ?? throw new NotFoundException("PAT-404", $"There is no {order.PatientId.Subject}.");
        var code = submission.RequiredText("sampleCode");
        var sample = patient.Samples.LastOrDefault(s => string.Equals(s.SampleCode, code, StringComparison.OrdinalIgnoreCase))
            ?? throw new InputException("XM-004", "sampleCode", $"{order.PatientId.Subject} has no sample '{code}'.");
        if (!Enum.TryParse<CrossmatchType>(submission.RequiredText("type"), out var type) || !Enum.IsDefined(type))
        {
            throw new InputException("XM-005", "type", "Choose the type of the crossmatch.");
        }

        var stated = submission.Text("result");
        if (type != CrossmatchType.Electronic && stated is not (Compatible or Incompatible))
        {
            throw new InputException("XM-006", "result", "State the result of the crossmatch.");
        }

        var crossmatch = await context.GetRequiredService<RecordCrossmatch>().RunAsync(
            order.Id, BagOf.Id(context.Get(UnitId)), sample.Id, type, stated == Compatible, context.CancellationToken);
        return crossmatch.IsCompatible ? Compatible : Incompatible;
    }
}
