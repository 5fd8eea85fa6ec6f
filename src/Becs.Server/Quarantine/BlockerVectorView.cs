using Becs.Server.Shell.Lists;

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

    /// <summary>Nothing can be said before: it is asked at the issue desk.</summary>
    AtTheDesk,
}

/// <summary>What a vector is about: the words of its heading.</summary>
public enum VectorKind
{
    Release,
    Label,
    Allocate,
    Issue,
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
/// <param name="Hash">Hash of what it says, whenever it says so.</param>
public sealed record BlockerVectorView(
    DateTime EvaluatedAt, IReadOnlyList<BlockerLine> Lines, Guid? DecisionId = null, VectorKind Kind = VectorKind.Release, string Hash = "")
{
    public int Blocking => Lines.Count(l => l.Blocks);
}

/// <summary>Look of a blocker's state.</summary>
public static class BlockerTones
{
    public static Tone Tone(this BlockerState state) => state switch
    {
        BlockerState.Clear => Shell.Lists.Tone.Good,
        BlockerState.Covered => Shell.Lists.Tone.Warning,
        BlockerState.NotApplicable => Shell.Lists.Tone.Neutral,
        BlockerState.AtTheDesk => Shell.Lists.Tone.Info,
        _ => Shell.Lists.Tone.Bad,
    };
}
