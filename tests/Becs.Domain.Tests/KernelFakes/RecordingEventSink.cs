using Becs.Contracts;
using Becs.Domain.Shared;

namespace Becs.Domain.Tests.KernelFakes;

/// <summary>Keeps what was raised.</summary>
public sealed class RecordingEventSink : IEventSink
{
    public List<(SubjectRef Subject, BecsEvent Fact)> Raised { get; } = [];

    public void Raise(SubjectRef subject, BecsEvent fact, DateTime? occurredAt = null) => Raised.Add((subject, fact));

    public T Single<T>()
        where T : BecsEvent => Raised.Select(r => r.Fact).OfType<T>().Single();

    public bool Has<T>()
        where T : BecsEvent => Raised.Any(r => r.Fact is T);
}
