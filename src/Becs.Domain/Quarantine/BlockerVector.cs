using System.Text.Json;
using System.Text.Json.Serialization;
using Becs.Domain.Shared;

namespace Becs.Domain.Quarantine;

/// <summary>What every release blocker says about one bag at one instant (domain.md 7.1).</summary>
public sealed record BlockerVector(UnitId UnitId, ReleaseStage Stage, DateTime EvaluatedAt, IReadOnlyList<BlockerResult> Results)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public bool IsClear => Results.Count == ReleaseBlockers.For(Stage).Count && Results.All(r => !r.Blocks);

    public IReadOnlyList<BlockerResult> Blocking => [.. Results.Where(r => r.Blocks)];

    public BlockerResult this[string blocker] => Results.Single(r => r.Blocker == blocker);

    /// <summary>Reads what <see cref="ToJson"/> wrote: the vector a decision was made on.</summary>
    public static BlockerVector Parse(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json, _json)!;
        return new BlockerVector(new UnitId(stored.UnitId), stored.Stage, stored.EvaluatedAt, stored.Results);
    }

    public string ToJson() => JsonSerializer.Serialize(
        new { unitId = UnitId.Value, stage = Stage, evaluatedAt = EvaluatedAt, results = Results }, _json);

    private sealed record Stored(Guid UnitId, ReleaseStage Stage, DateTime EvaluatedAt, IReadOnlyList<BlockerResult> Results);
}
