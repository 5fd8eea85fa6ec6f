using Becs.Workflows.Definitions.Packages;

namespace Becs.Workflows.Comparing;

/// <summary>
/// What the vendor changed and what the site changed since the version both come from, and where both touched the same. What only one side
/// touched can be taken over as it is; what both touched somebody has to decide.
/// </summary>
public sealed class ThreeWayDifference
{
    private ThreeWayDifference(IReadOnlyList<BehaviourChange> vendor, IReadOnlyList<BehaviourChange> site)
    {
        Vendor = vendor;
        Site = site;
        var ours = site.Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        Both = [.. vendor.Select(KeyOf).Distinct(StringComparer.Ordinal).Where(ours.Contains).Select(key => new TouchedByBoth(
            [.. vendor.Where(c => KeyOf(c) == key)], [.. site.Where(c => KeyOf(c) == key)]))];
    }

    /// <summary>What the vendor's version does differently from the common ancestor.</summary>
    public IReadOnlyList<BehaviourChange> Vendor { get; }

    /// <summary>What the site's version does differently from the common ancestor.</summary>
    public IReadOnlyList<BehaviourChange> Site { get; }

    /// <summary>Steps, forms, tables and other parts both sides changed.</summary>
    public IReadOnlyList<TouchedByBoth> Both { get; }

    /// <summary>Compares three versions.</summary>
    /// <param name="ancestor">The vendor's version the site's was made from; null when there is none: then everything the site has is the site's.</param>
    /// <param name="site">The site's newest approved version.</param>
    /// <param name="vendor">The vendor's new version.</param>
    public static ThreeWayDifference Between(WorkflowPackage? ancestor, WorkflowPackage site, WorkflowPackage vendor) => ancestor is null
        ? new ThreeWayDifference(BehaviourDifference.Between(site, vendor).Changes, [])
        : new ThreeWayDifference(BehaviourDifference.Between(ancestor, vendor).Changes, BehaviourDifference.Between(ancestor, site).Changes);

    /// <summary>The step, or the form, table, variable or setting without one.</summary>
    private static string KeyOf(BehaviourChange change) => change.StepId is { } step ? "step " + step : $"{PartOf(change.Kind)} {change.Name ?? change.Path}";

    private static string PartOf(BehaviourChangeKind kind) => kind switch
    {
        BehaviourChangeKind.FormAdded or BehaviourChangeKind.FormRemoved or BehaviourChangeKind.FormChanged => "form",
        BehaviourChangeKind.TableAdded or BehaviourChangeKind.TableRemoved or BehaviourChangeKind.TableChanged => "table",
        BehaviourChangeKind.VariableAdded or BehaviourChangeKind.VariableRemoved or BehaviourChangeKind.VariableChanged => "variable",
        BehaviourChangeKind.ArgumentAdded or BehaviourChangeKind.ArgumentRemoved or BehaviourChangeKind.ArgumentChanged => "argument",
        _ => kind.ToString(),
    };
}

/// <summary>A part both sides changed.</summary>
/// <param name="Vendor">What the vendor did to it.</param>
/// <param name="Site">What the site did to it.</param>
public sealed record TouchedByBoth(IReadOnlyList<BehaviourChange> Vendor, IReadOnlyList<BehaviourChange> Site)
{
    /// <summary>Both did the same: nothing is left to decide.</summary>
    public bool IsSame => Vendor.Select(Done).Order(StringComparer.Ordinal).SequenceEqual(Site.Select(Done).Order(StringComparer.Ordinal), StringComparer.Ordinal);

    private static string Done(BehaviourChange change) => $"{change.Kind}|{change.Name}|{change.Before}|{change.After}";
}
