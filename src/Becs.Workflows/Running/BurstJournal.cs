using Becs.Workflows.Journal;

namespace Becs.Workflows.Running;

/// <summary>Collects what a burst does.</summary>
internal sealed class BurstJournal(string burstId)
{
    public string BurstId { get; } = burstId;

    public List<JournalRecord> Records { get; } = new(16);

    public void Add(ActivityExecutionContext context, JournalEvent what, string[]? outcomes = null) =>
        Records.Add(new JournalRecord
        {
            ActivityId = context.Activity.Id,
            ActivityInstanceId = context.Id,
            ParentActivityInstanceId = context.ParentActivityExecutionContext?.Id,
            Type = context.Activity.Type,
            Version = context.Activity.Version,
            Event = what,
            Outcomes = outcomes,
            Data = context.TakeJournalData(),
            Facts = context.TakeFacts(),
            IsOutputLost = context.IsOutputLost ? true : null,
            Outputs = context.TakeOutputs(what == JournalEvent.Completed),
        });
}
