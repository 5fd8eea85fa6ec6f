using Becs.Workflows.Running;

namespace Becs.Server.Operations;

/// <summary>The step that a person signed to skip, and the way to go on, for the one burst of this operation that applies what had failed.</summary>
public sealed class SkippedStep
{
    private (Guid Incident, string Activity, string Outcome)? _step;

    /// <summary>Whether a step is to be skipped.</summary>
    public bool IsSet => _step is not null;

    public void Of(Guid incidentId, string activityId, string outcome) => _step = (incidentId, activityId, outcome);

    /// <summary>The stimulus, told which step to skip; as it was when none is.</summary>
    internal BurstStimulus Wrap(BurstStimulus stimulus)
    {
        if (_step is not var (incident, activity, outcome))
        {
            return stimulus;
        }

        _step = null;
        return new BurstStimulus.SkipActivity(incident.ToString("D"), stimulus, activity, outcome);
    }
}
