using Becs.Domain.Orders;

namespace Becs.Activities.Orders;

/// <summary>
/// Looks for a bag that passes every check of the allocation gate now, shortest-dated first. A proposal binds nobody: allocation checks again.
/// </summary>
[Activity("Becs", "Orders", "Proposes a compatible bag, shortest-dated first.")]
[FlowNode(Proposed, NoneAvailable)]
[Blocking(false)]
public sealed class ProposeUnit : Activity
{
    private const string Proposed = "Proposed";
    private const string NoneAvailable = "NoneAvailable";

    [Input(Description = "Id of the order.", IsRequired = true)]
    public Input<string> OrderId { get; set; } = new("");

    [Input(Description = "Line of the order, from 1.", IsRequired = true)]
    public Input<int> LineNumber { get; set; } = new(1);

    [Input(Description = "Which bag of the line, from 1: cases of one line are offered different bags.")]
    public Input<int> Ordinal { get; set; } = new(1);

    [Input(Description = "Minutes that must remain until expiry.")]
    public Input<int> MinimumRemainingMinutes { get; set; } = new(0);

    [Input(Description = "True in the emergency branch: the patient's own tests may be missing.")]
    public Input<bool> IsEmergency { get; set; } = new(false);

    [Output(Description = "Id of the proposed bag.")]
    public Output<string> UnitId { get; set; } = new();

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var found = await context.GetRequiredService<Allocations>().ProposeAsync(
            OrderOf.Id(context.Get(OrderId)), context.Get(LineNumber), context.Get(IsEmergency), context.Get(MinimumRemainingMinutes),
            context.CancellationToken);
        if (found.Count == 0)
        {
            await context.CompleteActivityWithOutcomesAsync(NoneAvailable);
            return;
        }

        var choice = found[Math.Clamp(context.Get(Ordinal) - 1, 0, found.Count - 1)];
        context.Set(UnitId, choice.UnitId.Value.ToString("D"));
        context.JournalData["unitId"] = choice.UnitId.Value.ToString("D");
        await context.CompleteActivityWithOutcomesAsync(Proposed);
    }
}
