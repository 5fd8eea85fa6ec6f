using Becs.Domain.Isbt128;

namespace Becs.Domain.Rules;

/// <summary>What was drawn.</summary>
/// <param name="Type">Donation type.</param>
/// <param name="VolumeMl">Volume in the bag, or plasma volume for apheresis; null = not recorded.</param>
/// <param name="SamplesMl">Volume in tubes.</param>
/// <param name="NominalMl">Nominal volume of the bag; null where there is none.</param>
/// <param name="WeightTenthsKg">Donor's weight.</param>
public sealed record DrawFacts(DonationType Type, int? VolumeMl, int SamplesMl, int? NominalMl, int? WeightTenthsKg);

/// <summary>Volume, bleed time and processing time limits.</summary>
public static class CollectionLimitRules
{
    /// <summary>Volume against every limit: VOLUME-LOW, VOLUME-HIGH.</summary>
    public static IReadOnlyList<RuleOutcome> Volume(RuleBook book, DrawFacts draw)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(draw);
        var rules = book.All<DrawRule>().Where(r => r.Applies.To(null, draw.Type, null)).ToList();
        return rules.Count == 0
            ? [RuleOutcome.Uncovered("VOLUME:" + draw.Type)]
            : [.. rules.Select(rule => RuleOutcome.Of(
                rule,
                rule.Confirmed(draw.VolumeMl is { } volume ? Volume(rule, draw, volume) : Verdict.Missing("volume")),
                ("type", draw.Type),
                ("volumeMl", draw.VolumeMl),
                ("samplesMl", draw.SamplesMl),
                ("nominalMl", draw.NominalMl),
                ("weightTenthsKg", draw.WeightTenthsKg)))];
    }

    /// <summary>May the class be made after a bleed of so many minutes? BLEED-TIME when not.</summary>
    public static IReadOnlyList<RuleOutcome> BleedTime(RuleBook book, int? minutes, ComponentClass componentClass)
    {
        ArgumentNullException.ThrowIfNull(book);
        var outcomes = book.All<BleedTimeRule>().Select(rule => RuleOutcome.Of(
            rule,
            rule.Confirmed(minutes is null ? Verdict.Missing("bleed time")
                : minutes > rule.MaxMinutes && rule.Classes.Contains(componentClass) ? Verdict.Refuse("BLEED-TIME")
                : Verdict.Pass),
            ("minutes", minutes),
            ("class", componentClass))).ToList();
        return outcomes.Count > 0 ? outcomes : [RuleOutcome.Uncovered("BLEED-TIME", ("minutes", minutes))];
    }

    /// <summary>Was the step done in time? PROCESS-LATE when not; both instants UTC.</summary>
    public static IReadOnlyList<RuleOutcome> ProcessTime(
        RuleBook book, string process, DateTime drawnAt, DateTime? doneAt)
    {
        ArgumentNullException.ThrowIfNull(book);
        var outcomes = book.All<ProcessTimeRule>().Where(r => r.Process == process).Select(rule => RuleOutcome.Of(
            rule,
            rule.Confirmed(doneAt is not { } done || done < drawnAt ? Verdict.Missing("time of " + process)
                : done - drawnAt > TimeSpan.FromHours(rule.Within.N) ? Verdict.Refuse("PROCESS-LATE")
                : Verdict.Pass),
            ("drawnAt", drawnAt),
            ("doneAt", doneAt))).ToList();
        return outcomes.Count > 0 ? outcomes : [RuleOutcome.Uncovered("PROCESS:" + process)];
    }

    private static Verdict Volume(DrawRule rule, DrawFacts draw, int volumeMl)
    {
        if ((rule.MaxMlPerKg is not null || rule.WeightClasses is not null) && draw.WeightTenthsKg is null)
        {
            return Verdict.Missing("weight");
        }

        if (rule.MaxMlPerKg is { } perKg && (volumeMl + draw.SamplesMl) * 10m > perKg * draw.WeightTenthsKg!.Value)
        {
            return Verdict.Refuse("VOLUME-HIGH");
        }

        if (rule.WeightClasses is { } classes
            && !(volumeMl <= DrawRule.MaxAt(classes, draw.WeightTenthsKg!.Value / 10m)))
        {
            return Verdict.Refuse("VOLUME-HIGH");
        }

        return rule.NominalMl is { } nominal ? Nominal(rule, draw, volumeMl, nominal) : Verdict.Pass;
    }

    private static Verdict Nominal(DrawRule rule, DrawFacts draw, int volumeMl, IReadOnlyList<int> nominal)
    {
        if (draw.NominalMl is not { } bag || !nominal.Contains(bag))
        {
            return Verdict.Missing("nominal volume of the bag");
        }

        var toleranceMl = bag * rule.TolerancePercent!.Value / 100;
        return volumeMl < bag - toleranceMl ? Verdict.Refuse("VOLUME-LOW")
            : volumeMl > bag + toleranceMl ? Verdict.Refuse("VOLUME-HIGH")
            : Verdict.Pass;
    }
}
