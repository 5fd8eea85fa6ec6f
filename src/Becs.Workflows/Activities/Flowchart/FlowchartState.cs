namespace Becs.Workflows.Activities.Flowchart.Activities;

/// <summary>What one execution of a flowchart remembers between bursts.</summary>
internal sealed class FlowchartState
{
    /// <summary>Counts how often a node where branches meet was fired: gives lineage its order.</summary>
    public int Fired { get; set; }

    /// <summary>Tokens that arrived at a join and wait for others, in order of arrival.</summary>
    public List<WaitingToken> Waiting { get; } = [];
}

/// <summary>Tokens that arrived at one node and were united.</summary>
internal sealed class WaitingToken
{
    public required int Node { get; init; }

    /// <summary>Which joins the united tokens have passed, and when.</summary>
    public required int[]? Lineage { get; set; }

    /// <summary>For a token that came round a loop: when the node was last fired on its way; otherwise 0.</summary>
    public int LoopFrom { get; init; }

    /// <summary>Waits for nobody; only keeps its turn behind what was drawn before it. Never stored.</summary>
    public bool IsReady { get; init; }
}
