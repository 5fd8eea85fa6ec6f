using Becs.Domain.Orders;
using Becs.Domain.Shared;

namespace Becs.Activities.Orders;

/// <summary>Reads which order an activity is about.</summary>
internal static class OrderOf
{
    public static OrderId Id(string? text) => Guid.TryParse(text, out var id)
        ? new OrderId(id)
        : throw new InputException("ORD-006", "OrderId", $"'{text}' is no id of an order.");

    public static async ValueTask<Order> FindAsync(ActivityExecutionContext context, string? text)
    {
        var id = Id(text);
        return await context.GetRequiredService<IOrders>().FindAsync(id, context.CancellationToken)
            ?? throw new NotFoundException("ORD-404", $"There is no {id.Subject}.");
    }
}
