using Becs.Workflows.Definitions;
using Becs.Workflows.Journal;
using Becs.Workflows.Replaying;

namespace Becs.Activities.Tests.Bank;

/// <summary>What a bank lived through, run again from its journals alone: every instance must go the same way.</summary>
internal static class SameAgain
{
    private static readonly Replayer _replayer = new();

    public static void Check(FlowBank bank, string process)
    {
        var graph = Workflows.Shipped.Graph(process);
        foreach (var instance in bank.Bursts.Where(b => b.State?.DefinitionId == process).GroupBy(b => b.InstanceId))
        {
            var journal = instance.Select(b => b.Journal).ToList();
            var first = instance.First().State!;
            var result = Run(graph, ReplayScript.Of(graph, journal, first.Input, first.CorrelationId));
            var recorded = journal.SelectMany(j => j.Records).Where(r => r.Event == JournalEvent.Completed && r.ParentActivityInstanceId is not null)
                .Select(r => $"{r.ActivityId}:{string.Join(", ", r.Outcomes ?? [])}");

            // No shipped version decides by an output: its journal holds none, and stays within its bytes.
            Assert.All(journal.SelectMany(j => j.Records), r => Assert.Null(r.Outputs));
            Assert.True(result.End is ReplayEnd.Finished or ReplayEnd.Waiting, $"{process}: {result.End} {result.Missing} {result.Fault}");
            Assert.Equal(recorded, result.Path.Select(p => p.ToString()));
            Assert.Equal(instance.Last().Status == Becs.Workflows.WorkflowStatus.Finished, result.End == ReplayEnd.Finished);
            Assert.Empty(result.Unasked);
        }
    }

    public static ReplayResult Run(WorkflowGraph graph, ReplayScript script) =>
        _replayer.RunAsync(graph, script, TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult();
}
