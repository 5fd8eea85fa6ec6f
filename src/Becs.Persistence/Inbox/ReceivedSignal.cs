namespace Becs.Persistence.Inbox;

/// <summary>A signal from outside as it stands among the stimuli; <c>Kind</c> is <see cref="Kind"/>, <c>CorrelationId</c> the record.</summary>
/// <param name="SignalId">The sender's id.</param>
/// <param name="Name">What came about.</param>
/// <param name="SubjectId">The record it is about.</param>
/// <param name="Code">How it went.</param>
public sealed record ReceivedSignal(Guid SignalId, string Name, Guid SubjectId, string? Code)
{
    public const string Kind = "Signal";

    /// <summary>Kind of the row that makes the pump look at kept signals again.</summary>
    public const string LookKind = "SignalLook";
}
