using Becs.Contracts.Components;
using Becs.Contracts.Orders;
using Becs.Domain.Components;
using Becs.Domain.Orders;
using Becs.Domain.Shared;

namespace Becs.Activities.Orders;

/// <summary>What is on record about a bag since it was issued for an order.</summary>
/// <param name="IsOut">Issued for this order and nothing recorded since.</param>
/// <param name="Return">Its return from this issue.</param>
/// <param name="Fate">Its end.</param>
internal sealed record IssuedBag(bool IsOut, UnitReturn? Return, FateKind? Fate)
{
    /// <summary>Events by which an issued bag stops being out.</summary>
    public static ValueTask<IReadOnlyList<(string EventName, SubjectRef Subject)>> EndsAsync(UnitId unit) =>
        ValueTask.FromResult<IReadOnlyList<(string, SubjectRef)>>(
        [
            (nameof(UnitTransfused), unit.Subject), (nameof(UnitReturned), unit.Subject), (nameof(UnitWasted), unit.Subject),
            (nameof(ComponentDiscarded), unit.Subject),
        ]);

    public static async ValueTask<IssuedBag> FindAsync(ActivityExecutionContext context, OrderId order, UnitId id)
    {
        var token = context.CancellationToken;
        var orders = context.GetRequiredService<IOrders>();
        var unit = await context.GetRequiredService<IUnits>().FindAsync(id, token)
            ?? throw new NotFoundException("UNT-404", $"There is no {id.Subject}.");
        var issues = await orders.IssuesOfUnitAsync(id, token);
        var issue = issues.Where(i => i.OrderId == order).MaxBy(i => i.Number);
        var unitReturn = issue is null ? null : (await orders.ReturnsOfUnitAsync(id, token)).FirstOrDefault(r => r.IssueId == issue.Id);
        var fate = await context.GetRequiredService<IFates>().OfAsync(id, token);
        return new IssuedBag(unit.Status == UnitStatus.Issued && unitReturn is null, unitReturn, fate?.Kind);
    }
}
