using System.Collections.Concurrent;
using System.Reflection;
using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Errors;
using Becs.Workflows.Models;

namespace Becs.Workflows.Definitions;

/// <summary>One node of a compiled graph. Immutable after compilation; shared by all instances.</summary>
internal sealed class ActivityNode(int index, Activity activity, ActivityDescriptor descriptor, ActivityNode? parent, string path)
{
    private readonly ConcurrentDictionary<string, ExecuteActivityDelegate> _resumeCallbacks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ActivityCompletionCallback> _completionCallbacks =
        new(StringComparer.Ordinal);

    public int Index { get; } = index;

    public Activity Activity { get; } = activity;

    public ActivityDescriptor Descriptor { get; } = descriptor;

    public ActivityNode? Parent { get; } = parent;

    /// <summary>Where it stands in the JSON.</summary>
    public string Path { get; } = path;

    public List<ActivityNode> Children { get; } = [];

    public Input[] Inputs { get; set; } = [];

    public Output[] Outputs { get; set; } = [];

    public Input[] EagerInputs { get; set; } = [];

    /// <summary>Its place among the children of the flowchart around it; -1 elsewhere.</summary>
    public int FlowIndex { get; set; } = -1;

    public FlowchartPlan? Plan { get; set; }

    public bool IsLeaf => Children.Count == 0;

    public bool Owns(Input input) =>
        (uint)input.Slot < (uint)Inputs.Length && ReferenceEquals(Inputs[input.Slot], input);

    /// <summary>Whether the flowchart around it goes on from an outcome.</summary>
    public bool HasArrow(string port) =>
        Parent?.Plan is { } plan && Array.Exists(plan.Outbound[FlowIndex], a => a.Port == port);

    public ExecuteActivityDelegate ResumeCallback(string method) =>
        _resumeCallbacks.GetOrAdd(method, Bind<ExecuteActivityDelegate>);

    public ActivityCompletionCallback CompletionCallback(string method) =>
        _completionCallbacks.GetOrAdd(method, Bind<ActivityCompletionCallback>);

    private T Bind<T>(string method)
        where T : Delegate
    {
        const BindingFlags flags = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        for (var type = Activity.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var candidate in type.GetMethods(flags | BindingFlags.DeclaredOnly))
            {
                if (candidate.Name == method
                    && Delegate.CreateDelegate(typeof(T), candidate.IsStatic ? null : Activity, candidate, false) is T bound)
                {
                    return bound;
                }
            }
        }

        throw new StateFormatException($"Activity type {Activity.Type} has no callback '{method}'.");
    }
}
