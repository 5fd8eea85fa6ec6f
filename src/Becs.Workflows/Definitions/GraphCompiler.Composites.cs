using Becs.Workflows.Activities;
using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Activities.Flowchart.Models;
using Becs.Workflows.Memory;

namespace Becs.Workflows.Definitions;

/// <content>
/// Children of composites are objects, not JSON. Their ids are the composite's with a number in the order they stand, so
/// that a stored state finds them again.
/// </content>
public sealed partial class GraphCompiler
{
    private void BuildComposite(ActivityNode node, int depth)
    {
        if (node.Activity is not Composite composite)
        {
            return;
        }

        composite.Setup();
        Scope(composite.Variables, node);
        var count = 0;
        BuildObject(composite.Root, node, node, depth + 1, ref count);
    }

    private ActivityNode? BuildObject(IActivity child, ActivityNode parent, ActivityNode composite, int depth, ref int count)
    {
        if (child is not Activity activity || _nodes.Count >= NodeLimit || depth > DepthLimit)
        {
            Refuse("definition.tooLarge", composite.Path, $"more than {NodeLimit} activities or {DepthLimit} levels.");
            return null;
        }

        var descriptor = _registry.Describe(activity.GetType());
        var id = $"{composite.Activity.Id}.{++count}";
        if (!_ids.Add(id))
        {
            Refuse("activity.duplicateId", composite.Path, $"the id '{id}' is used twice.", id);
            return null;
        }

        activity.Id = id;
        activity.NodeId = $"{parent.Activity.NodeId}:{id}";
        activity.Type = descriptor.TypeName;
        activity.Version = descriptor.Version;
        var node = new ActivityNode(_nodes.Count, activity, descriptor, parent, composite.Path);
        activity.Node = node;
        _nodes.Add(node);
        parent.Children.Add(node);
        (node.Inputs, node.Outputs) = PropertyBinder.Collect(node);
        if (activity is Container container)
        {
            Scope(container.Variables, node);
        }

        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var inner in ChildrenOf(node))
        {
            var name = inner.Id;
            if (BuildObject(inner, node, composite, depth + 1, ref count) is { } built && activity is IContainerActivity)
            {
                built.FlowIndex = node.Children.Count - 1;
            }

            given[name] = inner.Id;
        }

        if (activity is Flowchart flowchart)
        {
            flowchart.Connections = [.. flowchart.Connections.Select(c => new Connection(Renamed(c.Source, given), Renamed(c.Target, given)))];
            flowchart.Start = flowchart.Start is { } start ? given.GetValueOrDefault(start, start) : null;
        }

        BuildComposite(node, depth);
        return node;
    }

    private static List<IActivity> ChildrenOf(ActivityNode node)
    {
        var children = new List<IActivity?>();
        if (node.Activity is IContainerActivity container)
        {
            children.AddRange(container.Activities);
        }

        if (node.Activity is ICaseActivity cases)
        {
            children.AddRange(Enumerable.Range(0, cases.Count).Select(i => cases[i]));
        }

        children.AddRange(node.Descriptor.Ports.Where(p => p.IsEmbedded)
            .Select(p => (IActivity?)node.Descriptor.Properties[p.PropertyName!].GetValue(node.Activity)));
        return [.. children.OfType<IActivity>()];
    }

    private static Endpoint Renamed(Endpoint end, Dictionary<string, string> given) =>
        end with { Activity = given.GetValueOrDefault(end.Activity, end.Activity) };

    private void Scope(ICollection<Variable> variables, ActivityNode node)
    {
        foreach (var variable in variables)
        {
            variable.Id = variable.Name = $"{node.Activity.Id}.{variable.Name}";
            variable.IsScoped = true;
        }

        AddVariables([.. variables], node.Path);
    }
}
