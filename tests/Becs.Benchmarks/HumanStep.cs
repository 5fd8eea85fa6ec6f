using Becs.Workflows;
using Becs.Workflows.Attributes;

namespace Becs.Benchmarks;

/// <summary>Waits to be resumed.</summary>
[Activity("Bench", "Benchmarks", "Waits to be resumed.")]
public sealed class HumanStep : Activity
{
    protected override void Execute(ActivityExecutionContext context) => context.CreateBookmark(OnResumedAsync);

    private static ValueTask OnResumedAsync(ActivityExecutionContext context) => context.CompleteActivityAsync();
}
