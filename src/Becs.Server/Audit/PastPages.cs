using Becs.Domain.Shared;
using Becs.Server.Instances;
using Becs.Server.Shell.Session;

namespace Becs.Server.Audit;

/// <summary>A case at a moment with its drawing.</summary>
public sealed record PastInstancePage(PastInstanceView View, GraphView Graph);

/// <summary>Seam between the pages of the past and the records.</summary>
public interface IPastPages
{
    /// <returns>Null when there is no such case.</returns>
    Task<PastInstancePage?> InstanceAsync(Guid instance, DateTime at, CancellationToken cancellationToken = default);

    /// <returns>Null when there is no such bag.</returns>
    Task<PastUnitView?> UnitAsync(string din, string productCode, DateTime at, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<PastFound>> FindAsync(string record, CancellationToken cancellationToken = default);
}

internal sealed class PastPages(PageReads pages, TimeMachine machine, PastSearch search) : IPastPages
{
    public Task<PastInstancePage?> InstanceAsync(Guid instance, DateTime at, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.AuditRead, async (scope, now) =>
            await machine.InstanceAsync(scope, instance, machine.Moment(at), now.Sites, cancellationToken) is { } found
                ? new PastInstancePage(found.View, found.Graph) : null, cancellationToken);

    public Task<PastUnitView?> UnitAsync(string din, string productCode, DateTime at, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(
            Permissions.AuditRead, (_, now) => machine.UnitAsync(din, productCode, machine.Moment(at), now.Sites, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<PastFound>> FindAsync(string record, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.AuditRead, (_, now) => search.FindAsync(record, now.Sites, cancellationToken), cancellationToken);
}
