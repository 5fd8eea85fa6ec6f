namespace Becs.Workflows.Running;

/// <summary>
/// The burst failed. Drop everything of it, the domain's changes included; keep the stimulus with the incident; the
/// stored state before the burst stays as it is. Retry with <see cref="BurstStimulus.RetryIncident"/>.
/// </summary>
/// <param name="Incident">What to show.</param>
/// <param name="Exception">The cause, for the log.</param>
public sealed record BurstFault(Incident Incident, Exception Exception);
