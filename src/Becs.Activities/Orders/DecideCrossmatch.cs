using Becs.Activities.Components;
using Becs.Domain.Orders;

namespace Becs.Activities.Orders;

/// <summary>Says whether this kind of component needs a crossmatch. The laboratory chooses its type; issue checks it again.</summary>
[Activity("Becs", "Orders", "Routes by whether the component needs a crossmatch.")]
[FlowNode("Required", "NotRequired")]
[Blocking(false)]
public sealed class DecideCrossmatch : Activity
{
    [Input(Description = "Id of the bag.", IsRequired = true)]
    public Input<string> UnitId { get; set; } = new("");

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var unit = await BagOf.FindAsync(context, context.Get(UnitId));
        var outcome = CrossmatchRules.IsNeededFor(unit.ComponentClass) ? "Required" : "NotRequired";
        context.Fact("crossmatch.needed", () => outcome);
        await context.CompleteActivityWithOutcomesAsync(outcome);
    }
}
