using System.Text.Json;
using System.Text.Json.Serialization;
using Becs.Domain.Gates;
using Becs.Domain.Shared;

namespace Becs.Domain.Orders;

/// <summary>What every check says about giving one bag to one patient at one instant.</summary>
public sealed record CheckVector(
    GateName Gate, UnitId UnitId, OrderId OrderId, bool IsEmergency, DateTime EvaluatedAt, IReadOnlyList<CheckResult> Results)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Every check of the gate is there and none failed.</summary>
    public bool IsClear =>
        Results.Select(r => r.Code).SequenceEqual(Gate == GateName.Issue ? IssueCodes.ForIssue : IssueCodes.ForAllocation)
        && Results.All(r => !r.Fails);

    public IReadOnlyList<CheckResult> Failed => [.. Results.Where(r => r.Fails)];

    public CheckResult this[string code] => Results.Single(r => r.Code == code);

    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            gate = Gate,
            unitId = UnitId.Value,
            orderId = OrderId.Value,
            emergency = IsEmergency,
            evaluatedAt = EvaluatedAt,
            results = Results,
        },
        _json);
}
