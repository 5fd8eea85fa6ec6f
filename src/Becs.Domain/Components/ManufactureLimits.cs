using System.Globalization;
using Becs.Domain.Isbt128;
using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Components;

/// <summary>What must hold before bags are made: codes, times, volumes, and the dated rules about bleed and processing time.</summary>
internal static class ManufactureLimits
{
    /// <summary>Steps the rule packs limit in time from the end of the draw (domain.md 3).</summary>
    internal const string Platelets = "PLATELETS-PRP";
    internal const string FreshFrozen = "FREEZE-FFP";
    internal const string FrozenIn24Hours = "FREEZE-PF24";

    private const int MostParts = 10;
    private const int MostVolumeMl = 1000;

    // Bags hold more than the donor gave: up to 70 mL of anticoagulant in the collection bag, 110 mL of additive in a red-cell bag.
    private const int AnticoagulantMl = 70;
    private const int AdditiveMl = 110;

    public static void Check(ManufactureRun run)
    {
        var record = run.Record;
        if (run.Parts.Count is 0 or > MostParts || string.IsNullOrWhiteSpace(run.Request.MethodCode))
        {
            throw new InputException("CMP-004", "parts", $"Name a method and 1 to {MostParts} bags.");
        }

        if (run.Parts.Select(p => p.Code.Value).Append(run.Request.SourceProductCode ?? "").Distinct().Count() != run.Parts.Count + 1)
        {
            throw new RuleException("CMP-005", $"{run.Donation.Id.Subject}: two bags would bear one product code (RB-31). Use divisions.");
        }

        foreach (var part in run.Parts)
        {
            CheckTimes(run, part.Part);
            Demand(run, CollectionLimitRules.BleedTime(run.Book, run.BleedMinutes, part.Product.Class), part);
            if (ProcessOf(part.Product) is { } process)
            {
                var doneAt = process == Platelets ? part.Part.ProducedAt : part.Part.FrozenAt;
                Demand(run, CollectionLimitRules.ProcessTime(run.Book, process, record.StoppedAt, doneAt), part);
            }
        }

        var most = record.VolumeMl + AnticoagulantMl + (AdditiveMl * run.Parts.Count(p => p.Product.Additive is not null));
        var sum = run.Parts.Sum(p => p.Part.VolumeMl);
        if (sum > most)
        {
            throw new RuleException("CMP-007", $"{run.Donation.Id.Subject}: the bags hold more than was collected.", Volumes(sum, most));
        }
    }

    /// <summary>The time-limited step a product needs; null when none.</summary>
    internal static string? ProcessOf(ProductDefinition product) => product switch
    {
        { Apheresis: true } => null,
        { Class: ComponentClass.Platelets } => Platelets,
        { Class: ComponentClass.Plasma } when product.ShelfLife.Contains("PF24", StringComparison.Ordinal)
            || product.Description.Contains("PF24", StringComparison.OrdinalIgnoreCase) => FrozenIn24Hours,
        { Class: ComponentClass.Plasma } => FreshFrozen,
        _ => null,
    };

    private static void CheckTimes(ManufactureRun run, ComponentPart part)
    {
        if (part.VolumeMl is < 1 or > MostVolumeMl)
        {
            throw new InputException("CMP-004", "volumeMl", $"{part.ProductCode}: a bag holds 1 to {MostVolumeMl} mL.");
        }

        if (part.ProducedAt < run.Record.StoppedAt || part.ProducedAt > run.NowAt)
        {
            throw new InputException("CMP-004", "producedAt", $"{part.ProductCode} is made after the draw and not in the future.");
        }

        if (part.FrozenAt is { } frozenAt && (frozenAt < part.ProducedAt || frozenAt > run.NowAt))
        {
            throw new InputException("CMP-004", "frozenAt", $"{part.ProductCode} is frozen after it was made and not in the future.");
        }
    }

    private static void Demand(ManufactureRun run, IReadOnlyList<RuleOutcome> outcomes, PartToMake part)
    {
        if (outcomes.FirstOrDefault(o => !o.Verdict.IsPass) is { } broken)
        {
            throw new RuleException(
                "CMP-006", $"{part.Code} may not be made from {run.Donation.Id.Subject}: {broken.Verdict.Code}.",
                new Dictionary<string, string> { ["rule"] = broken.RuleId, ["reason"] = broken.Verdict.Code });
        }
    }

    private static Dictionary<string, string> Volumes(int sum, int most) => new()
    {
        ["sumMl"] = sum.ToString(CultureInfo.InvariantCulture),
        ["mostMl"] = most.ToString(CultureInfo.InvariantCulture),
    };
}
