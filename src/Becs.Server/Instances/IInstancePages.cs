using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Server.Signatures;

namespace Becs.Server.Instances;

/// <summary>Seam between the pages of running workflows and the engine's records.</summary>
public interface IInstancePages
{
    /// <summary>Null when there is no such case at this person's sites.</summary>
    Task<InstanceView?> FindAsync(Guid instance, CancellationToken cancellationToken = default);

    Task<PageOf<IncidentRow>> IncidentsAsync(IncidentFilter filter, CancellationToken cancellationToken = default);

    /// <summary>How many of the chosen incidents are open still, and the hash to sign for cancelling them. Changes nothing.</summary>
    Task<BulkIncidentsAnswer> TryBulkAsync(
        BulkIncidentAction action, IReadOnlyCollection<Guid> chosen, CancellationToken cancellationToken = default);

    /// <summary>Does it with exactly as many as the trial said: each is an operation of its own.</summary>
    /// <param name="reason">For trying again.</param>
    /// <param name="signature">For cancelling, of the trial's hash.</param>
    Task<BulkIncidentsAnswer> BulkAsync(
        BulkIncidentAction action, IReadOnlyCollection<Guid> chosen, int expectedCount, string? reason, SignatureRequest? signature,
        CancellationToken cancellationToken = default);

    Task RetryAsync(IncidentRow incident, CancellationToken cancellationToken = default);

    Task SkipAsync(IncidentRow incident, string outcome, SignatureRequest signature, CancellationToken cancellationToken = default);

    Task CancelAsync(IncidentRow incident, SignatureRequest signature, CancellationToken cancellationToken = default);
}
