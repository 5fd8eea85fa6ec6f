using Becs.Domain.Quarantine;
using Becs.Domain.Shared;

namespace Becs.Activities.Quarantine;

/// <summary>Holds a donor's, donation's, bag's or lot's blood. Holding again for the same reason while a hold is open changes nothing.</summary>
[Activity("Becs", "Quarantine", "Places a hold with reason and scope.")]
public sealed class PlaceHold : CodeActivity
{
    [Input(Description = "What the hold is on.", IsRequired = true, UIHint = "dropdown", Options = typeof(HoldScope))]
    public Input<string> Scope { get; set; } = new("Donation");

    [Input(Description = "Id of what is held.", IsRequired = true)]
    public Input<string> ScopeId { get; set; } = new("");

    [Input(Description = "Reason code, such as abo-discrepancy.", IsRequired = true, UIHint = "dropdown", Options = typeof(HoldReasons))]
    public Input<string> ReasonCode { get; set; } = new("");

    [Output(Description = "Id of the hold.")]
    public Output<string> HoldId { get; set; } = new();

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (!Enum.TryParse<HoldScope>(context.Get(Scope), out var scope) || !Enum.IsDefined(scope)
            || !Guid.TryParse(context.Get(ScopeId), out var scopeId))
        {
            throw new InputException("HLD-006", "Scope", "A hold names a donor, donation, unit or lot.");
        }

        var reason = context.Get(ReasonCode) ?? "";
        var open = await context.GetRequiredService<IHolds>()
            .OpenOnAsync([Hold.SubjectOf(scope, scopeId)], context.CancellationToken);
        var hold = open.FirstOrDefault(h => h.ReasonCode == reason)
            ?? await context.GetRequiredService<HoldRegister>()
                .PlaceAsync(scope, scopeId, reason, null, context.CancellationToken);
        context.Set(HoldId, hold.Id.Value.ToString("D"));
        context.JournalData["holdId"] = hold.Id.Value.ToString("D");
    }
}
