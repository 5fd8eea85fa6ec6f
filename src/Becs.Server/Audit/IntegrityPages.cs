using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Hosting;
using Becs.Server.Shell.Session;
using Becs.Server.Signatures;
using FluentValidation;

namespace Becs.Server.Audit;

/// <summary>Seam between the page of broken places and the trail.</summary>
public interface IIntegrityPages
{
    Task<IntegrityList> ListAsync(int page, CancellationToken cancellationToken = default);

    Task OpenAsync(ProposeIntegrityRequest said, SignatureRequest signature, CancellationToken cancellationToken = default);

    Task ConfirmAsync(Guid incident, SignatureRequest signature, CancellationToken cancellationToken = default);
}

internal sealed class IntegrityPages(
    PageReads pages, PageCaller caller, IntegrityQueries queries, IntegrityDesk desk, IValidator<OpenIntegrityRequest> requests) : IIntegrityPages
{
    public const int PageSize = 50;

    public Task<IntegrityList> ListAsync(int page, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.AuditRead, async (_, _) =>
        {
            var (breaks, incidents) = await queries.ListAsync((page - 1) * PageSize, PageSize, cancellationToken);
            return new IntegrityList(
                new PageOf<IntegrityBreakRow>(breaks.Items, page, PageSize, breaks.TotalCount),
                [.. incidents.Select(i => new IntegrityIncidentView(i, IntegrityDesk.HashOf(i.BreakIds, i.Kept, i.Statement)))]);
        }, cancellationToken);

    public async Task OpenAsync(ProposeIntegrityRequest said, SignatureRequest signature, CancellationToken cancellationToken = default)
    {
        var request = new OpenIntegrityRequest(said.BreakIds, said.Kept, said.Statement, signature);
        var checkedRequest = await requests.ValidateAsync(request, cancellationToken);
        if (!checkedRequest.IsValid)
        {
            throw new InputException("INP-400", checkedRequest.Errors[0].PropertyName, checkedRequest.Errors[0].ErrorMessage);
        }

        await desk.OpenAsync(await caller.OperationAsync("integrity.open", signature: signature), request, cancellationToken);
    }

    public async Task ConfirmAsync(Guid incident, SignatureRequest signature, CancellationToken cancellationToken = default) =>
        await desk.ConfirmAsync(await caller.OperationAsync("integrity.confirm", signature: signature), incident, cancellationToken);
}
