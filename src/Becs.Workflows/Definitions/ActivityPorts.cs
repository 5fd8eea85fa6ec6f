using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Expressions;

namespace Becs.Workflows.Definitions;

/// <summary>The outcomes one node can complete with.</summary>
internal static class ActivityPorts
{
    /// <summary>The declared outcomes; null if an input that is no literal names them.</summary>
    public static IReadOnlyList<string>? Of(ActivityNode node)
    {
        if (node.Activity is IDynamicPorts dynamic)
        {
            return dynamic.Ports;
        }

        var ports = node.Descriptor.Ports.Where(p => !p.IsEmbedded).Select(p => p.Name).ToList();
        foreach (var descriptor in node.Descriptor.Inputs.Where(i => i.UIHint == "dynamic-outcomes"))
        {
            var input = Array.Find(node.Inputs, i => i.Name == descriptor.Name);
            if (input?.Compiled is not (null or ConstantExpression))
            {
                return null;
            }

            var names = (input?.Compiled as ConstantExpression)?.Value;
            ports.AddRange(ValueConversion.To<List<string>>(names) ?? []);
        }

        return ports.Count == 0 ? ["Done"] : ports;
    }
}

/// <summary>An activity whose outcomes are in its own properties.</summary>
internal interface IDynamicPorts
{
    IReadOnlyList<string>? Ports { get; }
}
