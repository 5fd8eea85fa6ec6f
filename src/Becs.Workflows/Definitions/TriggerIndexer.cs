using Becs.Workflows.Bookmarks;
using Becs.Workflows.Storage;

namespace Becs.Workflows.Definitions;

/// <summary>Finds what starts a workflow: stimuli to be stored when its package becomes effective.</summary>
public static class TriggerIndexer
{
    /// <summary>The triggers of a graph: activities that may start the workflow.</summary>
    /// <param name="graph">The compiled package.</param>
    public static IReadOnlyList<StoredTrigger> Index(WorkflowGraph graph)
    {
        var triggers = new List<StoredTrigger>();
        foreach (var activity in graph.Activities)
        {
            if (activity is not ITrigger trigger || activity is ITimedTrigger || activity is not Activity { CanStartWorkflow: true })
            {
                continue;
            }

            var context = new TriggerIndexingContext();
            foreach (var payload in trigger.GetTriggerPayloads(context))
            {
                var name = context.TriggerName ?? activity.Type;
                triggers.Add(new StoredTrigger(
                    graph.PackageHash, graph.DefinitionId, activity.Id, name, StimulusHasher.Hash(name, payload)));
            }
        }

        return triggers;
    }

    /// <summary>The triggers of a graph that time pulls, by activity id.</summary>
    /// <param name="graph">The compiled package.</param>
    public static IReadOnlyDictionary<string, ITimedTrigger> Timed(WorkflowGraph graph) =>
        graph.Activities.Where(a => a is Activity { CanStartWorkflow: true }).OfType<ITimedTrigger>()
            .ToDictionary(t => t.Id, StringComparer.Ordinal);
}
