using Becs.Domain.Shared;

namespace Becs.Domain.ChangeControl;

/// <summary>The plans of change requests, and what they did.</summary>
public interface IMigrationPlans
{
    Task<MigrationPlan?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Plans of a change, by number.</summary>
    Task<IReadOnlyList<MigrationPlan>> OfChangeAsync(ChangeId change, CancellationToken cancellationToken = default);

    void Add(MigrationPlan plan);

    void Add(InstanceMigration migration);

    /// <summary>What a plan last did to an instance; null when it never came to it.</summary>
    Task<InstanceMigration?> LastAsync(Guid plan, Guid instance, CancellationToken cancellationToken = default);

    /// <summary>The last a plan did to each instance, without the states, by instance; after one of them.</summary>
    Task<IReadOnlyList<InstanceMigration>> ListAsync(
        Guid plan, Guid? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>How many instances a plan took over, and how many it left.</summary>
    Task<(int Migrated, int Refused)> CountAsync(Guid plan, CancellationToken cancellationToken = default);
}
