namespace Becs.Server.Quarantine;

/// <summary>How one release blocker stands.</summary>
public enum BlockerState
{
    Blocked,

    /// <summary>Not evaluated: blocks like the former.</summary>
    NotEvaluated,

    /// <summary>Not evaluated, but a named manual procedure, signed by quality, covers it until a date.</summary>
    Covered,
    Clear,
    NotApplicable,
}

/// <summary>One line of the vector.</summary>
/// <param name="Code">RB-01 to RB-38.</param>
/// <param name="Rule">Rule id and pack the line was judged by.</param>
/// <param name="Evidence">Ids of the facts read.</param>
/// <param name="Cover">Who covers it, with which procedure and until when; null when it is not covered.</param>
public sealed record BlockerLine(
    string Code, string Title, BlockerState State, string Reason, string Rule, IReadOnlyList<string> Evidence, BlockerCover? Cover = null)
{
    public bool Blocks => State is BlockerState.Blocked or BlockerState.NotEvaluated;
}

/// <summary>A manual procedure that stands in for an evaluation.</summary>
public sealed record BlockerCover(string Procedure, string SignedBy, DateOnly Until);

/// <summary>The vector at one moment. Only a gate decides on it; this is what the gate would see now, or saw then.</summary>
/// <param name="DecisionId">Decision it belongs to; null for "as of now".</param>
public sealed record BlockerVectorView(DateTime EvaluatedAt, IReadOnlyList<BlockerLine> Lines, Guid? DecisionId = null)
{
    public int Blocking => Lines.Count(l => l.Blocks);
}
