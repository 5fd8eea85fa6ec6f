namespace Becs.Persistence.ReadModel;

/// <summary>What loops must know of workflow rows before they open an operation: at which site it is.</summary>
public interface IWorkflowReads
{
    Task<Guid?> SiteOfInstanceAsync(Guid instanceId, CancellationToken cancellationToken = default);

    Task<Guid?> SiteOfStimulusAsync(Guid stimulusId, CancellationToken cancellationToken = default);
}
