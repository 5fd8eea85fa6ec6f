using Becs.Domain.Shared;
using Becs.Server.Shell.Session;
using Becs.Server.Signatures;

namespace Becs.Server.ChangeControl;

/// <summary>Seam between the page of a workflow and the server: taking versions out of use.</summary>
public interface IRetirementPages
{
    /// <param name="definitionId">The workflow.</param>
    /// <param name="packageHash">The version; null for the workflow as a whole.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<RetirementView> LookAsync(string definitionId, string? packageHash, CancellationToken cancellationToken = default);

    Task RetireAsync(string definitionId, string? packageHash, SignatureRequest signature, CancellationToken cancellationToken = default);
}

/// <summary>Retirement for its page; what is changed goes through <see cref="RetirementDesk"/>.</summary>
internal sealed class RetirementPages(PageReads pages, PageCaller caller, RetirementDesk desk) : IRetirementPages
{
    public Task<RetirementView> LookAsync(string definitionId, string? packageHash, CancellationToken cancellationToken = default) =>
        pages.EvaluateAsync(Permissions.WorkflowsApprove, "package.retire-look", (scope, operation) =>
            desk.LookAsync(scope, definitionId, packageHash, operation.NowAt, cancellationToken), cancellationToken);

    public async Task RetireAsync(string definitionId, string? packageHash, SignatureRequest signature, CancellationToken cancellationToken = default) =>
        await desk.RetireAsync(
            await caller.OperationAsync("package.retire", signature: signature), definitionId, new RetireRequest(signature, packageHash), cancellationToken);
}
