using Becs.Domain.Donations;
using Becs.Domain.Patients;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;

namespace Becs.Domain.Orders;

/// <summary>Loads what the checks of one allocation or issue share.</summary>
public sealed class IssueCases(UnitScopes scopes, IOrders orders, IPatients patients, ICurrentOperation current)
{
    /// <summary>A year: no component is asked to last longer than that.</summary>
    private const int MostMinutes = 525_600;

    internal async Task<IssueCase> LoadAsync(
        OrderId orderId, UnitId unitId, int? lineNumber, bool isEmergency, int minimumRemainingMinutes, CancellationToken cancellationToken)
    {
        var order = await orders.FindAsync(orderId, cancellationToken)
            ?? throw new NotFoundException("ORD-404", $"There is no {orderId.Subject}.");
        var patient = await patients.FindAsync(order.PatientId, cancellationToken)
            ?? throw new NotFoundException("PAT-404", $"There is no {order.PatientId.Subject}.");
        var scope = await scopes.OfAsync(unitId, cancellationToken);
        var line = lineNumber is { } number
            ? order.Lines.FirstOrDefault(l => l.Number == number)
            : order.Lines.FirstOrDefault(l => l.ComponentClass == scope.Unit.ComponentClass);
        if (isEmergency)
        {
            DemandEmergency(order);
        }

        return new IssueCase
        {
            Release = new ReleaseCase(scope, ReleaseStage.Release, current.Context),
            Order = order,
            Line = line ?? throw new InputException("ORD-002", "lineNumber", $"{orderId.Subject} has no such line."),
            Patient = patient,
            IsEmergency = isEmergency,
            MinimumRemainingMinutes = minimumRemainingMinutes is >= 0 and <= MostMinutes
                ? minimumRemainingMinutes
                : throw new InputException("ORD-003", "minimumRemainingMinutes", $"Give 0 to {MostMinutes} minutes."),
        };
    }

    private void DemandEmergency(Order order)
    {
        if (!current.Context.IsSystem)
        {
            // The system itself may look for a bag to propose; reserving and issuing demand a person.
            current.Context.Demand(Permissions.UnitsIssueEmergency);
        }

        if (order.Urgency != OrderUrgency.Emergency)
        {
            throw new RuleException("ORD-004", $"{order.Id.Subject} is no emergency order.");
        }
    }
}
