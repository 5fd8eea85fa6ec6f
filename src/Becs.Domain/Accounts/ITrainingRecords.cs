namespace Becs.Domain.Accounts;

/// <summary>Who was trained for what, and what needs it.</summary>
public interface ITrainingRecords
{
    Task<TrainingRecord?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Every record of an account, newest first, those that end others too.</summary>
    Task<IReadOnlyList<TrainingRecord>> OfAsync(Guid accountId, CancellationToken cancellationToken = default);

    /// <summary>The records that were not ended, those that last longest first.</summary>
    /// <param name="most">No more than these.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<TrainingRecord>> StandingAsync(int most, CancellationToken cancellationToken = default);

    /// <summary>Whether a record was ended.</summary>
    Task<bool> IsEndedAsync(Guid id, CancellationToken cancellationToken = default);

    void Add(TrainingRecord record);

    /// <summary>Every gate that was ever set, by permission.</summary>
    Task<IReadOnlyList<TrainingGate>> GatesAsync(CancellationToken cancellationToken = default);

    void Add(TrainingGate gate);
}
