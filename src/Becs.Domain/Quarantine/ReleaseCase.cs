using Becs.Domain.Components;
using Becs.Domain.Shared;

namespace Becs.Domain.Quarantine;

/// <summary>What the blockers of one evaluation share: the bag with its surroundings, and which records were read.</summary>
internal sealed class ReleaseCase(UnitScope scope, ReleaseStage stage, OperationContext operation)
{
    private readonly HashSet<SubjectRef> _reads = [.. scope.All];

    public UnitScope Scope => scope;

    public Unit Unit => scope.Unit;

    public ReleaseStage Stage => stage;

    public OperationContext Operation => operation;

    public IReadOnlySet<SubjectRef> Reads => _reads;

    /// <summary>The decision rests on this record too.</summary>
    public void Read(SubjectRef subject) => _reads.Add(subject);
}
