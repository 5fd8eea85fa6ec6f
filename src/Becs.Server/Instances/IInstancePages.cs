using Becs.Server.Hosting;
using Becs.Server.Signatures;

namespace Becs.Server.Instances;

/// <summary>Seam between the pages of running workflows and the engine's records.</summary>
public interface IInstancePages
{
    /// <summary>Null when there is no such case at this person's sites.</summary>
    Task<InstanceView?> FindAsync(Guid instance, CancellationToken cancellationToken = default);

    Task<PageOf<IncidentRow>> IncidentsAsync(bool openOnly, int page, int pageSize, CancellationToken cancellationToken = default);

    Task RetryAsync(IncidentRow incident, CancellationToken cancellationToken = default);

    Task SkipAsync(IncidentRow incident, SignatureRequest signature, CancellationToken cancellationToken = default);

    Task CancelAsync(IncidentRow incident, SignatureRequest signature, CancellationToken cancellationToken = default);
}
