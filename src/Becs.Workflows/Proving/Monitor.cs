using Becs.Workflows.Definitions;

namespace Becs.Workflows.Proving;

/// <summary>Watches one way through a workflow with a few states of its own, and says when the way shows what must not be.</summary>
internal abstract class Monitor
{
    /// <summary>What must not be has been seen.</summary>
    public const int Violated = -1;

    /// <summary>The state after something was seen.</summary>
    public abstract int Next(int state, Happening seen);

    /// <summary>Whether the workflow may not end in a state.</summary>
    public virtual bool IsViolatedAtEnd(int state) => false;

    protected static bool Matches(Happening seen, IReadOnlyList<string> outcomes) =>
        seen.Outcomes is { } left && (outcomes.Count == 0 || left.Any(outcomes.Contains));
}

/// <summary>Looks for the first time a step is begun, or left by an outcome.</summary>
internal sealed class SeenMonitor(ActivityNode node, string? outcome) : Monitor
{
    public override int Next(int state, Happening seen) =>
        seen.Node == node && (outcome is null ? seen.IsStart : seen.Outcomes?.Contains(outcome) == true) ? Violated : state;
}

/// <summary>What an obligation's patterns mean in one graph, for one gate.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="GateOutcomes">Its outcomes; empty for its beginning.</param>
/// <param name="Required">The steps that keep the obligation, and by which outcomes.</param>
/// <param name="Since">The steps that undo that, and by which outcomes.</param>
/// <param name="Writers">The steps that may let the gate mean another record.</param>
/// <param name="Undoers">The steps behind which a child workflow may do what undoes it, at any later time.</param>
internal sealed record Watched(
    ActivityNode Gate,
    IReadOnlyList<string> GateOutcomes,
    ILookup<ActivityNode, IReadOnlyList<string>> Required,
    ILookup<ActivityNode, IReadOnlyList<string>> Since,
    IReadOnlySet<ActivityNode> Writers,
    IReadOnlySet<ActivityNode> Undoers)
{
    public bool IsGate(Happening seen) => seen.Node == Gate
        && (GateOutcomes.Count == 0 ? seen.IsStart : seen.Outcomes?.Any(GateOutcomes.Contains) == true);

    public bool IsRequired(Happening seen) => Is(Required, seen);

    /// <summary>Where any outcome counts, already the beginning does.</summary>
    public bool IsUndone(Happening seen) => Is(Since, seen) || (seen.IsStart && Since[seen.Node].Any(o => o.Count == 0));

    private static bool Is(ILookup<ActivityNode, IReadOnlyList<string>> steps, Happening seen) => seen.Outcomes is { } outcomes
        && steps[seen.Node].Any(wanted => wanted.Count == 0 || outcomes.Any(wanted.Contains));
}

/// <summary>The gate must find the required step done since the last thing that undid it.</summary>
internal sealed class BeforeMonitor(Watched watched) : Monitor
{
    private const int Open = 0;
    private const int Done = 1;
    private const int Never = 2;

    public override int Next(int state, Happening seen)
    {
        if (seen.IsStart && watched.Undoers.Contains(seen.Node))
        {
            state = Never;
        }

        // What a step writes by a script it may write before it looks; what it answers, it answers before it is undone.
        var isWritten = watched.Writers.Contains(seen.Node);
        state = seen.IsStart && isWritten && state == Done ? Open : state;
        if (watched.IsGate(seen) && state != Done)
        {
            return Violated;
        }

        state = state == Done && (isWritten || watched.IsUndone(seen)) ? Open : state;
        return state == Open && watched.IsRequired(seen) ? Done : state;
    }
}

/// <summary>Once the gate is passed the workflow may not end before the required step.</summary>
internal sealed class AfterMonitor(Watched watched, bool isEnoughEarlier) : Monitor
{
    private const int Free = 0;
    private const int Owing = 1;
    private const int Lost = 2;
    private const int Done = 3;

    public override int Next(int state, Happening seen)
    {
        var isWritten = watched.Writers.Contains(seen.Node);
        state = !isWritten ? state : state == Owing ? Lost : state == Done ? Free : state;
        if (state is Owing or Free && watched.IsRequired(seen))
        {
            state = isEnoughEarlier ? Done : Free;
        }

        return state == Free && IsGate(seen) ? isWritten ? Lost : Owing : state;
    }

    public override bool IsViolatedAtEnd(int state) => state is Owing or Lost;

    private bool IsGate(Happening seen) => seen.Node == watched.Gate && Matches(seen, watched.GateOutcomes);
}

/// <summary>From the gate to the required step nothing may be waited for, and the step may not be missed.</summary>
internal sealed class UnhinderedMonitor(Watched watched, Func<ActivityNode, bool> isAllowed) : Monitor
{
    private const int Free = 0;
    private const int OnTheWay = 1;

    /// <summary>Whether the required step was reached on any way.</summary>
    public bool IsReached { get; private set; }

    public override int Next(int state, Happening seen)
    {
        if (state == OnTheWay && seen.IsStart)
        {
            if (watched.Required.Contains(seen.Node))
            {
                IsReached = true;
                return Free;
            }

            if (seen.Node is { IsLeaf: true, Descriptor.CanSuspend: true } && !isAllowed(seen.Node))
            {
                return Violated;
            }
        }

        state = state == OnTheWay && watched.IsUndone(seen) ? Free : state;
        return seen.Node == watched.Gate && Matches(seen, watched.GateOutcomes) ? OnTheWay : state;
    }

    public override bool IsViolatedAtEnd(int state) => state == OnTheWay;
}
