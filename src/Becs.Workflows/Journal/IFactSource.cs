using System.Text.Json;

namespace Becs.Workflows.Journal;

/// <summary>Answers facts from recorded history during a replay, in place of the world.</summary>
public interface IFactSource
{
    /// <summary>Finds what was recorded.</summary>
    /// <param name="activityId">The activity that asks.</param>
    /// <param name="name">The name of the fact.</param>
    /// <param name="value">The recorded value.</param>
    /// <returns>False if it was never recorded: the replay is undecided here.</returns>
    bool TryGet(string activityId, string name, out JsonElement value);
}
