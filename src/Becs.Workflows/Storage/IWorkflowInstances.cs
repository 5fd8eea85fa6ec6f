namespace Becs.Workflows.Storage;

/// <summary>Instances, one row each. Staged writes happen at the commit of the surrounding unit of work.</summary>
public interface IWorkflowInstances
{
    /// <summary>Finds an instance.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<StoredInstance?> FindAsync(string instanceId, CancellationToken cancellationToken = default);

    /// <summary>Stages a new row (<see cref="StoredInstance.RowVersion"/> 1).</summary>
    /// <param name="instance">The row.</param>
    void StageAdd(StoredInstance instance);

    /// <summary>Stages a save; the commit fails if the stored row version is not the expected one.</summary>
    /// <param name="instance">The row with its new row version.</param>
    /// <param name="expectedRowVersion">The row version that was read.</param>
    void StageUpdate(StoredInstance instance, long expectedRowVersion);
}
