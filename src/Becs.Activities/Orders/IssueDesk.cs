using System.Globalization;
using Becs.Activities.Components;
using Becs.Activities.Tasks;
using Becs.Domain.Orders;
using Becs.Domain.Shared;

namespace Becs.Activities.Orders;

/// <summary>Reads what the person at the issue desk submitted.</summary>
internal static class IssueDesk
{
    public static IssueRequest Request(
        TaskSubmission submission, string? orderId, string? unitId, bool isEmergency, int minimumRemainingMinutes) => new()
        {
            OrderId = OrderOf.Id(orderId),
            UnitId = BagOf.Id(unitId),
            Slip = new PickupSlip(submission.RequiredText("hospitalNumber"), Date(submission, "birthDate")),
            ReceiverCode = submission.RequiredText("receiverCode"),
            IsVisuallyNormal = submission.IsTrue("visuallyNormal"),
            TagScan = submission.RequiredText("tagScan"),
            IsEmergency = isEmergency,
            MinimumRemainingMinutes = minimumRemainingMinutes,
        };

    private static DateOnly Date(TaskSubmission submission, string field) =>
        DateOnly.TryParseExact(
            submission.RequiredText(field), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new InputException("FRM-004", field, $"'{field}' must be a date as year-month-day.");
}
