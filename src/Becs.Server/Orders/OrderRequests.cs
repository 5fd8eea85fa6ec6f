using Becs.Domain.Isbt128;
using Becs.Domain.Orders;
using Becs.Domain.Patients;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using FluentValidation;

namespace Becs.Server.Orders;

/// <summary>A hospital orders blood for a patient. The ordering hospital is the site of the call.</summary>
/// <param name="SupplierSite">Code of the site whose stock serves it.</param>
/// <param name="Urgency">routine, urgent or emergency.</param>
public sealed record PlaceOrderRequest(
    Guid PatientId, string SupplierSite, OrderUrgency Urgency, DateTimeOffset NeededByAt, IReadOnlyList<OrderLineRequest> Lines,
    Guid? OperationId = null)
{
    internal async Task<Order> PlaceAsync(IServiceProvider scope, PatientId patient, CancellationToken cancellationToken)
    {
        var sites = await scope.GetRequiredService<ISites>().AllAsync(cancellationToken);
        var supplier = sites.FirstOrDefault(s => s.Code.Equals(SupplierSite, StringComparison.OrdinalIgnoreCase))
            ?? throw new InputException("SIT-404", "supplierSite", $"There is no site '{SupplierSite}'.");
        return await scope.GetRequiredService<PlaceOrder>().RunAsync(
            patient, supplier.Id, Urgency, NeededByAt.UtcDateTime.ToMicroseconds(),
            [.. Lines.Select((l, i) => new OrderLine(i + 1, l.ComponentClass, l.Quantity, l.SpecialNeeds ?? []))], cancellationToken);
    }
}

/// <summary>One line.</summary>
/// <param name="ComponentClass">redCells, plasma, platelets …</param>
public sealed record OrderLineRequest(ComponentClass ComponentClass, int Quantity, IReadOnlyList<string>? SpecialNeeds = null);

public sealed class PlaceOrderRequestValidator : AbstractValidator<PlaceOrderRequest>
{
    public PlaceOrderRequestValidator()
    {
        RuleFor(r => r.PatientId).NotEmpty();
        RuleFor(r => r.SupplierSite).NotEmpty().MaximumLength(8);
        RuleFor(r => r.Urgency).IsInEnum();
        RuleFor(r => r.Lines).NotEmpty().Must(l => l.Count <= 20).WithMessage("At most 20 lines.");
        RuleForEach(r => r.Lines).ChildRules(line =>
        {
            line.RuleFor(l => l.ComponentClass).IsInEnum();
            line.RuleFor(l => l.Quantity).InclusiveBetween(1, 100);
            line.RuleForEach(l => l.SpecialNeeds).Must(SpecialNeedCodes.All.Contains)
                .WithMessage("There is no such special need. Needs: " + string.Join(", ", SpecialNeedCodes.All) + ".");
        });
    }
}

public sealed record CancelOrderRequest(string ReasonCode, Guid? OperationId = null);

public sealed class CancelOrderRequestValidator : AbstractValidator<CancelOrderRequest>
{
    public CancelOrderRequestValidator() => RuleFor(r => r.ReasonCode).NotEmpty().MaximumLength(60);
}

/// <summary>The order; one order-and-issue case starts for each unit of it.</summary>
public sealed record OrderPlacedAnswer(Guid Id, string OrderNumber, int Units)
{
    internal static OrderPlacedAnswer Of(Order order) => new(order.Id.Value, order.OrderNumber, order.Lines.Sum(l => l.Quantity));
}

public sealed record OrderCancelledAnswer(Guid Id, string ReasonCode);
