using System.Text.Json.Nodes;
using Becs.Workflows.Comparing;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Workflows.Migrating;

/// <summary>One of the two versions of a migration, as what runs and as what was signed.</summary>
internal sealed class MigrationSide
{
    public MigrationSide(WorkflowPackage package, WorkflowGraph graph)
    {
        (Package, Graph) = (package, graph);
        var view = BehaviourView.Of(package.Document);
        Steps = StepTable.Of((JsonObject)view["definition"]!["root"]!).Steps;
    }

    public WorkflowPackage Package { get; }

    public WorkflowGraph Graph { get; }

    /// <summary>Every step without what only the eye sees.</summary>
    public IReadOnlyDictionary<string, Step> Steps { get; }

    public static bool IsSame(Step one, Step other) => JsonNode.DeepEquals(WithoutId(one.Own), WithoutId(other.Own));

    private static JsonObject WithoutId(JsonObject own)
    {
        var copy = (JsonObject)own.DeepClone();
        copy.Remove("id");
        return copy;
    }
}
