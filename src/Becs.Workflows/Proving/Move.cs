using Becs.Workflows.Definitions;

namespace Becs.Workflows.Proving;

/// <summary>What a monitor sees: an activity begins, or completes with outcomes.</summary>
internal sealed record Happening(ActivityNode Node, string[]? Outcomes)
{
    public bool IsStart => Outcomes is null;
}

/// <summary>One thing that can happen next to an execution.</summary>
/// <param name="Happenings">What is seen of it, in order.</param>
/// <param name="Next">Where it stands afterwards; null when it has completed.</param>
/// <param name="Outcomes">With what it completed.</param>
/// <param name="Ends">The container that completes with it (a break, the completion of a composite).</param>
/// <param name="EndsWorkflow">Whether the workflow is over.</param>
internal sealed record Move(
    IReadOnlyList<Happening> Happenings, Term? Next, string[] Outcomes, ActivityNode? Ends = null, bool EndsWorkflow = false);
