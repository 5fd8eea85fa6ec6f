using Becs.Domain.Tasks;
using Becs.Server.Shell.Lists;
using Becs.Server.Tasks.Forms;

namespace Becs.Server.Tasks;

/// <summary>The ways to finish a task, as its page offers them.</summary>
internal static class TaskOutcomes
{
    /// <summary>Outcomes that end something for good, or turn a person away: never drawn like the usual one.</summary>
    private static readonly HashSet<string> _grave = new(StringComparer.Ordinal)
    {
        "Defer", "Discard", "Failed", "ProposeDiscard", "SendAway", "Stop", "Wasted",
    };

    public static IReadOnlyList<TaskOutcome> Of(WorkTask task, FormSchema? form, ProcessTitles titles) =>
        [.. task.Outcomes.Select((name, index) => new TaskOutcome(
            name, titles.Outcome(name), task.SignatureMeanings, _grave.Contains(name) ? Tone.Bad : index == 0 ? Tone.Good : Tone.Neutral,
            form?.IsNeededFor(name) == true))];
}
