using System.Text.Json.Nodes;
using Becs.Workflows.Running;
using CsCheck;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Scenarios;

/// <summary>Random flowcharts with loops, joins and every merge mode.</summary>
public sealed class FlowchartPropertyTests
{
    private static readonly string[] Modes = ["Stream", "Merge", "Converge", "Cascade", "Race", ""];

    private static readonly Gen<int[]> Shape = Gen.Int[0, 1_000_000].Array[40];

    /// <summary>
    /// Whatever the picture and whichever task is done next, after each burst the instance has ended or waits somewhere
    /// (TestRun asserts the invariant), and tasks taken to the end bring it to its end.
    /// </summary>
    [Fact]
    public void AnyFlowchart_WhenRun_ThenNeverWaitsForNothing() =>
        Shape.Sample(numbers => DriveAsync(numbers, acyclic: false).GetAwaiter().GetResult(), iter: 500, threads: 1);

    /// <summary>Without loops and with the default merge mode, no activity runs twice.</summary>
    [Fact]
    public void FlowchartWithoutLoops_WhenRun_ThenEachActivityRunsAtMostOnce() =>
        Shape.Sample(
            numbers =>
            {
                var run = DriveAsync(numbers, acyclic: true).GetAwaiter().GetResult();
                var steps = run.Steps.Split(' ');
                Assert.Equal(steps.Distinct().Count(), steps.Length);
            },
            iter: 500,
            threads: 1);

    private static async Task<TestRun> DriveAsync(int[] numbers, bool acyclic)
    {
        var next = 0;
        int Take(int below) => numbers[next++ % numbers.Length] % below;

        var count = 3 + Take(6);
        var nodes = new JsonObject[count];
        for (var i = 0; i < count; i++)
        {
            var node = Take(2) == 0 || (!acyclic && i > 0) ? Task("N" + i) : Line("N" + i);
            nodes[i] = acyclic ? node : Merge(node, Modes[Take(Modes.Length)]);
        }

        var definition = Flow(nodes);
        for (var i = 0; i < count; i++)
        {
            for (var arrows = Take(3); arrows >= 0; arrows--)
            {
                var target = acyclic ? i + 1 + Take(count) : Take(count);
                if (target < count && target > 0)
                {
                    definition.Arrow("N" + i, "Done", "N" + target);
                }
            }
        }

        var run = await new TestRun(definition).StartAsync();
        for (var step = 0; step < 15 && run.Last.Status == WorkflowStatus.Running; step++)
        {
            var bookmarks = run.Last.State!.Bookmarks;
            await run.SendAsync(new BurstStimulus.ResumeBookmark(bookmarks[Take(bookmarks.Count)].Id));
            if (run.Last.State!.Bookmarks.Count > 40)
            {
                break; // tokens multiply in a loop with a fork: legal, only long
            }
        }

        Assert.Null(run.Last.Fault);
        if (acyclic)
        {
            Assert.Equal("Finished/Finished", run.Status);
        }

        return run;
    }
}
