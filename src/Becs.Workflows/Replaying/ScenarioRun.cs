using Becs.Workflows.Definitions;

namespace Becs.Workflows.Replaying;

/// <summary>What a workflow did with a scenario.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Result">What the workflow did.</param>
public sealed record ScenarioRun(Scenario Scenario, ReplayResult Result)
{
    /// <summary>The way it took, as <c>Step:Outcome</c>.</summary>
    public IReadOnlyList<string> Path { get; } = [.. Result.Path.Select(p => p.ToString())];

    /// <summary>Whether it took the way expected to the end expected, and used every answer.</summary>
    public bool IsAsExpected => FirstDifference is null && Result.End == Scenario.End && Result.Unasked.Count == 0
        && Result.WaitsAt.Order(StringComparer.Ordinal).SequenceEqual(Scenario.WaitsAt.Order(StringComparer.Ordinal));

    /// <summary>The place in the way, from 0, at which it first differs; null when the way is the one expected.</summary>
    public int? FirstDifference => Difference(Scenario.Path, Path);

    /// <summary>Runs every scenario through a workflow, in memory and in virtual time: nothing leaves.</summary>
    /// <param name="graph">The workflow.</param>
    /// <param name="scenarios">The scenarios.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<IReadOnlyList<ScenarioRun>> RunAsync(
        WorkflowGraph graph, IEnumerable<Scenario> scenarios, CancellationToken cancellationToken = default)
    {
        var replayer = new Replayer();
        var runs = new List<ScenarioRun>();
        foreach (var scenario in scenarios)
        {
            runs.Add(new ScenarioRun(scenario, await replayer.RunAsync(graph, scenario.Script, cancellationToken).ConfigureAwait(false)));
        }

        return runs;
    }

    /// <summary>The first place at which two ways differ; null when they are one.</summary>
    /// <param name="expected">One way.</param>
    /// <param name="actual">The other.</param>
    public static int? Difference(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        var same = expected.Zip(actual).TakeWhile(p => p.First == p.Second).Count();
        return same == expected.Count && same == actual.Count ? null : same;
    }
}
