using Becs.Domain.Components;
using Becs.Domain.Donors.Eligibility;
using Becs.Domain.Shared;
using Becs.Domain.Testing;

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

    /// <summary>Facts about the donor at the visit, read once for all blockers.</summary>
    public EligibilityFacts? Eligibility { get; set; }

    /// <summary>Facts about the testing, read once for all blockers.</summary>
    public TestingFacts? Testing { get; set; }

    /// <summary>The decision rests on these records too.</summary>
    public void Read(IEnumerable<SubjectRef> subjects) => _reads.UnionWith(subjects);

    /// <summary>The decision rests on this record too.</summary>
    public void Read(SubjectRef subject) => _reads.Add(subject);
}
