using Becs.Domain.Gates;
using Becs.Domain.Shared;

namespace Becs.Domain.Orders;

/// <summary>
/// What the Allocate and the Issue gate would say now, for the screen of who is about to ask them. Decides nothing, records nothing; the gate
/// makes every check again. Checks of what is stated at the issue desk (<see cref="IssueCodes.AtTheDesk"/>) are left out.
/// </summary>
public sealed class IssuePreview(IOrders orders, IssueCases cases, IssueChecks checks)
{
    /// <summary>For the line that still asks for such a bag, else for the first one of its kind.</summary>
    public async Task<CheckVector> OfAllocationAsync(OrderId orderId, UnitId unitId, bool isEmergency, CancellationToken cancellationToken = default)
    {
        CheckVector? first = null;
        var order = await orders.FindAsync(orderId, cancellationToken)
            ?? throw new NotFoundException("ORD-404", $"There is no {orderId.Subject}.");
        foreach (var line in order.Lines.OrderBy(l => l.Number))
        {
            var c = await cases.LoadAsync(orderId, unitId, line.Number, isEmergency, 0, cancellationToken);
            if (line.ComponentClass != c.Unit.ComponentClass)
            {
                continue;
            }

            var vector = await checks.EvaluateAsync(GateName.Allocate, c, null, cancellationToken);
            first ??= vector;
            if (vector.IsClear)
            {
                return vector;
            }
        }

        return first ?? throw new InputException("ORD-002", "lineNumber", $"{orderId.Subject} has no line for {unitId.Subject}.");
    }

    public async Task<CheckVector> OfIssueAsync(OrderId orderId, UnitId unitId, CancellationToken cancellationToken = default)
    {
        var allocation = await orders.OpenAllocationAsync(unitId, cancellationToken);
        var line = allocation is not null && allocation.OrderId == orderId ? allocation.LineNumber : (int?)null;
        var c = await cases.LoadAsync(orderId, unitId, line, false, 0, cancellationToken);
        var vector = await checks.EvaluateAsync(GateName.Issue, c, null, cancellationToken);
        return vector with { Results = [.. vector.Results.Where(r => !IssueCodes.AtTheDesk.Contains(r.Code))] };
    }
}
