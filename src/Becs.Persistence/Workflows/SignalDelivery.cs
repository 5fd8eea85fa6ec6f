namespace Becs.Persistence.Workflows;

/// <summary>
/// One move that a signal with several listeners causes, as a row of its own: it goes with the commit of the burst it causes, so that after a
/// crash in the middle nobody gets the signal twice. <c>Kind</c> is <see cref="Kind"/>.
/// </summary>
/// <param name="InstanceId">Whom it moves; for a start, the instance that begins.</param>
/// <param name="PackageHash">What is started; null for a move.</param>
/// <param name="StimulusKind">What moves it, as incidents keep it.</param>
/// <param name="StimulusJson">Its body.</param>
public sealed record SignalDelivery(Guid InstanceId, string? PackageHash, string StimulusKind, string StimulusJson)
{
    public const string Kind = "Delivery";
}
