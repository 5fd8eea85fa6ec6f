namespace Becs.Persistence.Workflows;

/// <summary>
/// How a domain event stands among the stimuli: <c>Kind</c> is <see cref="Kind"/>, <c>Name</c> the event's type name, <c>CorrelationId</c>
/// the record it is about as <c>kind:id</c>, <c>BodyJson</c> the event with its envelope.
/// </summary>
public static class FactStimulus
{
    public const string Kind = "Fact";
}
