using System.Text.Json.Nodes;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Workflows.Comparing;

/// <summary>
/// What one package would do differently from another: steps, arrows, inputs, forms, tables, pins. Layout and display text never count.
/// It is empty exactly when the behaviour hashes are equal.
/// </summary>
public sealed class BehaviourDifference
{
    private BehaviourDifference(WorkflowPackage before, WorkflowPackage after, IReadOnlyList<BehaviourChange> changes)
    {
        BeforeHash = before.BehaviourHash;
        AfterHash = after.BehaviourHash;
        Changes = changes;
    }

    /// <summary>The behaviour hash of the older package.</summary>
    public string BeforeHash { get; }

    /// <summary>The behaviour hash of the newer package.</summary>
    public string AfterHash { get; }

    /// <summary>Every difference: steps first, in the order they stand, then the rest.</summary>
    public IReadOnlyList<BehaviourChange> Changes { get; }

    /// <summary>Whether there is no change in behaviour.</summary>
    public bool IsEmpty => Changes.Count == 0;

    /// <summary>Compares two packages.</summary>
    /// <param name="before">The older one.</param>
    /// <param name="after">The newer one.</param>
    public static BehaviourDifference Between(WorkflowPackage before, WorkflowPackage after)
    {
        if (before.BehaviourHash == after.BehaviourHash)
        {
            return new BehaviourDifference(before, after, []);
        }

        var (older, newer) = (BehaviourView.Of(before.Document), BehaviourView.Of(after.Document));
        var changes = new List<BehaviourChange>();
        var steps = new StepComparison(Sides.Of(older, before), Sides.Of(newer, after), changes);
        steps.Run();
        PackageComparison.Run(older, newer, steps, changes);
        if (changes.Count == 0)
        {
            changes.Add(new BehaviourChange { Kind = BehaviourChangeKind.Other, Path = "$", Before = before.BehaviourHash, After = after.BehaviourHash });
        }

        return new BehaviourDifference(before, after, changes);
    }
}

/// <summary>The activities of one package: what they do, and where and how they are drawn.</summary>
internal sealed record Sides(StepTable Behaviour, StepTable Drawn, Ways Ways)
{
    public static Sides Of(JsonObject view, WorkflowPackage package)
    {
        var drawn = StepTable.Of((JsonObject)JsonNode.Parse(package.Definition.Root.GetRawText())!);
        return new Sides(StepTable.Of((JsonObject)view["definition"]!["root"]!), drawn, new Ways(drawn));
    }

    public Step Shown(string id) => Drawn.Steps[id];
}
