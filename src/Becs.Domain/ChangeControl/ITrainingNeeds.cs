using Becs.Domain.Shared;

namespace Becs.Domain.ChangeControl;

/// <summary>The trainings versions ask for, and who acknowledged them.</summary>
public interface ITrainingNeeds
{
    Task<TrainingNeed?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>What a change asks for, of all its submissions.</summary>
    Task<IReadOnlyList<TrainingNeed>> OfChangeAsync(ChangeId changeId, CancellationToken cancellationToken = default);

    /// <summary>Who acknowledged any of these.</summary>
    Task<IReadOnlyList<TrainingAcknowledgement>> AcknowledgedAsync(IReadOnlyCollection<Guid> needs, CancellationToken cancellationToken = default);

    /// <summary>What a version asks for that this person has not acknowledged, of any role.</summary>
    Task<IReadOnlyList<TrainingNeed>> MissingAsync(string packageHash, Guid accountId, CancellationToken cancellationToken = default);

    /// <summary>What the person's roles have to acknowledge of versions that are approved and not retired.</summary>
    Task<IReadOnlyList<TrainingNeed>> OpenForAsync(Guid accountId, IReadOnlyCollection<string> roles, CancellationToken cancellationToken = default);

    void Add(TrainingNeed need);

    void Add(TrainingAcknowledgement acknowledgement);
}
