using Becs.Server.Shell.Lists;

namespace Becs.Server.Instances;

/// <summary>Where an activity stands in one run of the workflow.</summary>
public enum ActivityState
{
    NotReached,
    Done,
    Current,
    Waiting,
    Faulted,
    Skipped,
    Cancelled,
}

/// <summary>One step of a graph. Position and size in the designer's units; null: to be laid out.</summary>
/// <param name="Note">What it waits for or went wrong with, in words; empty for nothing.</param>
/// <param name="Mark">What is said of it instead of a state: in a drawing that shows no run.</param>
public sealed record GraphNode(
    string Id, string Title, string Type, ActivityState State = ActivityState.NotReached, double? X = null, double? Y = null,
    string? Url = null, string Note = "", int Visits = 0, GraphMark? Mark = null);

/// <summary>What a drawing says of a step when it shows no run: a difference, a place on a way.</summary>
/// <param name="Sign">A character that tells it apart without colour; empty where nothing is to be said.</param>
/// <param name="Text">The same in words.</param>
/// <param name="Look">Its colour.</param>
/// <param name="IsLoud">It is what the drawing is about.</param>
public sealed record GraphMark(string Sign, string Text, Tone Look, bool IsLoud = false)
{
    /// <summary>Nothing is said of it.</summary>
    public static GraphMark None { get; } = new("", "", Tone.Neutral);
}

/// <summary>One connection; the label is the outcome that leads along it.</summary>
/// <param name="Look">Its colour, where it is not about a run.</param>
public sealed record GraphEdge(string From, string To, string Outcome, bool IsTaken = false, Tone Look = Tone.Neutral);

/// <summary>A workflow as it is drawn.</summary>
public sealed record GraphView(IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphEdge> Edges)
{
    /// <summary>The same graph with the states of one run.</summary>
    /// <param name="states">By activity id; others were not reached.</param>
    /// <param name="taken">Connections followed: source activity and outcome.</param>
    public GraphView WithRun(
        IReadOnlyDictionary<string, GraphNodeRun> states, IReadOnlySet<(string Activity, string Outcome)> taken) => new(
        [.. Nodes.Select(n => states.TryGetValue(n.Id, out var run)
            ? n with { State = run.State, Note = run.Note, Visits = run.Visits, Url = run.Url }
            : n)],
        [.. Edges.Select(e => e with { IsTaken = taken.Contains((e.From, e.Outcome)) })]);
}

/// <summary>What one run did with an activity.</summary>
public sealed record GraphNodeRun(ActivityState State, string Note = "", int Visits = 1, string? Url = null);

/// <summary>Look of the states.</summary>
public static class ActivityStates
{
    public static Tone Tone(this ActivityState state) => state switch
    {
        ActivityState.Done => Shell.Lists.Tone.Good,
        ActivityState.Current => Shell.Lists.Tone.Info,
        ActivityState.Waiting => Shell.Lists.Tone.Warning,
        ActivityState.Faulted => Shell.Lists.Tone.Bad,
        _ => Shell.Lists.Tone.Neutral,
    };

    /// <summary>A character that tells the states apart without colour, also on a black and white print.</summary>
    public static string Mark(this ActivityState state) => state switch
    {
        ActivityState.Done => "\u2713",
        ActivityState.Current => "\u25B6",
        ActivityState.Waiting => "\u2026",
        ActivityState.Faulted => "\u2717",
        ActivityState.Skipped => "\u21B7",
        ActivityState.Cancelled => "\u2298",
        _ => "\u25CB",
    };
}
