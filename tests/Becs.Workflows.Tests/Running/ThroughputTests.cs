using System.Diagnostics;
using Becs.Workflows.Running;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Running;

public sealed class ThroughputTests
{
    /// <summary>
    /// A tripwire far below the budget (200,000/s, measured by the benchmarks): a slip by an order is seen here.
    /// </summary>
    [Fact]
    public async Task Run_WhenTenActivities_ThenIsFarFromSlow()
    {
        var lines = Enumerable.Range(0, 10).Select(i => Node("Elsa.Start", "A" + i)).ToArray();
        var definition = Flow(lines).Arrows(string.Join(' ', Enumerable.Range(0, 9).Select(i => $"A{i}-A{i + 1}")));
        var run = new TestRun(definition);
        var runner = new WorkflowRunner();
        var start = new BurstStimulus.Start();
        var activities = 0;
        for (var i = 0; i < 2000; i++)
        {
            await runner.RunAsync(run.Graph, null, start, run.Environment, TestContext.Current.CancellationToken);
        }

        var watch = Stopwatch.StartNew();
        while (watch.ElapsedMilliseconds < 500)
        {
            activities += (await runner.RunAsync(
                run.Graph, null, start, run.Environment, TestContext.Current.CancellationToken)).ActivitiesRun;
        }

        var perSecond = activities / watch.Elapsed.TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine($"in_memory_activities_per_s: {perSecond:F0}");
        Assert.True(perSecond > 20_000, $"{perSecond:F0} activities per second");
    }
}
