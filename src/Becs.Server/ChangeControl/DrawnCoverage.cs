using Becs.Server.Instances;
using Becs.Server.Resources;
using Becs.Server.Shell.Lists;
using Microsoft.Extensions.Localization;

namespace Becs.Server.ChangeControl;

/// <summary>Draws what the scenarios of a submission reached: steps, the arrows of their outcomes, time-outs among them, and failures.</summary>
public static class DrawnCoverage
{
    public static IReadOnlyList<GraphMark> Legend(IStringLocalizer<Text> texts) => [Reached(texts), Partly(texts), Missed(texts)];

    public static GraphView Draw(GraphView graph, CoverageView coverage, IStringLocalizer<Text> texts) => new(
        [.. graph.Nodes.Select(n => n with
        {
            Mark = !coverage.Steps.TryGetValue(n.Id, out var step) ? GraphMark.None
                : !step.Reached ? Missed(texts)
                : step.Missed.Count > 0 || step.Failed == false ? Partly(texts)
                : Reached(texts),
        })],
        [.. graph.Edges.Select(e => coverage.Steps.TryGetValue(e.From, out var step)
            ? e with { Look = step.Missed.Contains(e.Outcome) ? Tone.Bad : step.Outcomes.Contains(e.Outcome) ? Tone.Good : Tone.Neutral }
            : e)]);

    private static GraphMark Reached(IStringLocalizer<Text> texts) => new("\u2713", texts["coverage.reached"], Tone.Good);

    /// <summary>Reached, but not left by every outcome, or never seen to fail.</summary>
    private static GraphMark Partly(IStringLocalizer<Text> texts) => new("\u25D0", texts["coverage.partly"], Tone.Warning, IsLoud: true);

    private static GraphMark Missed(IStringLocalizer<Text> texts) => new("\u2717", texts["coverage.missed"], Tone.Bad, IsLoud: true);
}
