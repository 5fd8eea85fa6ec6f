using System.Text.Json.Nodes;
using Becs.Domain.ChangeControl;

namespace Becs.Server.ChangeControl;

/// <summary>What a plan did, ready for the archive: every instance, in parts of so many, read one after the other.</summary>
/// <param name="FirstStaying">For the report, which lists some.</param>
/// <param name="Parts">The instances by id, as canonical JSON.</param>
internal sealed record PlanDone(
    MigrationPlan Plan, int Migrated, int Stay, IReadOnlyList<InstanceMigration> FirstStaying, IReadOnlyList<ReadOnlyMemory<byte>> Parts)
{
    /// <summary>Instances of one part.</summary>
    public const int AtOnce = 10_000;

    public static async Task<PlanDone> ReadAsync(IMigrationPlans plans, MigrationPlan plan, int atOnce, CancellationToken ct)
    {
        var (migrated, stay, staying, parts) = (0, 0, new List<InstanceMigration>(), new List<ReadOnlyMemory<byte>>());
        Guid? after = null;
        do
        {
            var read = await plans.ListAsync(plan.Id, after, atOnce, ct);
            migrated += read.Count(i => i.IsMigrated);
            stay += read.Count(i => !i.IsMigrated);
            staying.AddRange(read.Where(i => !i.IsMigrated).Take(ValidationReport.MostLines - staying.Count));
            parts.AddRange(read.Count == 0 ? [] : new[] { new ReadOnlyMemory<byte>(ValidationFacts.Canonical(Of(plan, read))) });
            after = read.Count < atOnce ? null : read[^1].InstanceId;
        }
        while (after is not null);
        return new PlanDone(plan, migrated, stay, staying, parts);
    }

    /// <summary>The parts of the archive: what was signed, how much it did, and each instance.</summary>
    public IEnumerable<ZipPart> InArchive()
    {
        yield return new ZipPart($"plans/plan-{Plan.Number}.{Plan.PlanHash}.json", System.Text.Encoding.UTF8.GetBytes(Plan.Content));
        yield return new ZipPart($"plans/plan-{Plan.Number}.instances.json", ValidationFacts.Canonical(new JsonObject
        {
            ["planHash"] = Plan.PlanHash,
            ["state"] = Plan.State.ToString(),
            ["migrated"] = Migrated,
            ["stay"] = Stay,
            ["parts"] = new JsonArray([.. Parts.Select((_, i) => (JsonNode)NameOf(i))]),
        }));
        for (var i = 0; i < Parts.Count; i++)
        {
            yield return new ZipPart(NameOf(i), Parts[i]);
        }
    }

    private string NameOf(int part) => $"plans/plan-{Plan.Number}.{part + 1:0000}.instances.json";

    private static JsonObject Of(MigrationPlan plan, IReadOnlyList<InstanceMigration> instances) => new()
    {
        ["planHash"] = plan.PlanHash,
        ["instances"] = new JsonArray([.. instances.Select(i => (JsonNode)new JsonObject
        {
            ["instance"] = i.InstanceId.ToString("D"),
            ["isMigrated"] = i.IsMigrated,
            ["reasons"] = new JsonArray([.. i.Reasons.Select(r => (JsonNode)r)]),
            ["by"] = i.PrintedName,
            ["recordedAt"] = ValidationFacts.Time(i.RecordedAt),
        })]),
    };
}
