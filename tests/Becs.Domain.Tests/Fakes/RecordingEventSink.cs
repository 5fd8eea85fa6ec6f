using Becs.Contracts;
using Becs.Domain.Shared;

namespace Becs.Domain.Tests.Fakes;

/// <summary>Keeps what was raised.</summary>
public sealed class RecordingEventSink : IEventSink
{
    private readonly List<(SubjectRef Subject, BecsEvent Fact)> _raised = [];

    public IReadOnlyList<(SubjectRef Subject, BecsEvent Fact)> Raised => _raised;

    public void Raise(SubjectRef subject, BecsEvent fact, DateTime? occurredAt = null) => _raised.Add((subject, fact));

    public IEnumerable<T> Of<T>()
        where T : BecsEvent => _raised.Select(r => r.Fact).OfType<T>();
}
