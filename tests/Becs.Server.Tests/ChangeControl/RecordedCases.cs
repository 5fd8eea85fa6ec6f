using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Workflows;
using Becs.Workflows.Definitions;
using Becs.Workflows.Journal;
using Becs.Workflows.Replaying;
using Becs.Workflows.State;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>Cases that took the way of a scenario.</summary>
internal static class RecordedCases
{
    /// <summary>As the database holds it.</summary>
    public static RecordedCase Of(WorkflowGraph graph, Scenario scenario)
    {
        var (at, id) = (scenario.Script.StartedAt, Guid.CreateVersion7(scenario.Script.StartedAt));
        var (state, journal) = Of(graph.PackageHash, scenario, id, at);
        return new RecordedCase(id, scenario.Workflow, graph.PackageHash, at, at, new WorkflowStateSerializer().Serialize(state), [journal]);
    }

    /// <summary>Puts a finished case on record with the commit of this scope; without its journal when that was archived.</summary>
    public static Guid Stage(IServiceProvider scope, string packageHash, Scenario scenario, DateTime at, bool isArchived = false)
    {
        var id = scope.GetRequiredService<IIdGenerator>().New();
        var (state, journal) = Of(packageHash, scenario, id, at);
        scope.GetRequiredService<IWorkflowInstances>().StageAdd(new StoredInstance(
            state.InstanceId, 1, state.DefinitionId, 1, packageHash, null, state.Status, state.SubStatus, null, null, at, at, at,
            new WorkflowStateSerializer().Serialize(state)));
        if (!isArchived)
        {
            scope.GetRequiredService<IJournal>().StageAppend(journal);
        }

        return id;
    }

    /// <summary>State and journal of a finished case.</summary>
    public static (WorkflowState State, JournalEntry Journal) Of(string packageHash, Scenario scenario, Guid id, DateTime at) => (
        new WorkflowState
        {
            InstanceId = id.ToString("D"),
            DefinitionId = scenario.Workflow,
            Version = 1,
            PackageHash = packageHash,
            Status = WorkflowStatus.Finished,
            SubStatus = WorkflowSubStatus.Finished,
            CreatedAt = at,
            UpdatedAt = at,
            FinishedAt = at,
            Sequence = 1,
            Input = scenario.Script.Input,
        },
        new JournalEntry
        {
            BurstId = Guid.CreateVersion7(at).ToString("D"),
            InstanceId = id.ToString("D"),
            Sequence = 1,
            At = at,
            Stimulus = "Start",
            PackageHash = packageHash,
            Records = [.. scenario.Path.Select((p, n) => new JournalRecord
            {
                ActivityId = p.Split(':')[0],
                ActivityInstanceId = $"a{n}",
                Type = "t",
                Version = 1,
                Event = JournalEvent.Completed,
                Outcomes = p.Split(':')[1].Split(", "),
            })],
        });
}
