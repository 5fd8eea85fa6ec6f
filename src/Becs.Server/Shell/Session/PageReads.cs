using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Operations;

namespace Becs.Server.Shell.Session;

/// <summary>
/// How pages read: each read asks the database who the person is and what they may, and opens a scope of its own, because a circuit lives for
/// hours and no context may.
/// </summary>
public sealed class PageReads(PageCaller caller, IServiceScopeFactory scopes)
{
    /// <param name="permission">Without it nothing is read.</param>
    /// <param name="read">Reads for this person at this site.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ForbiddenException">The session has ended, there is no site, or the permission is missing.</exception>
    public async Task<T> ReadAsync<T>(
        string permission, Func<IServiceProvider, Caller, Task<T>> read, CancellationToken cancellationToken)
    {
        if (await caller.ReadAsync(cancellationToken) is not { Site: not null } now)
        {
            throw new ForbiddenException("ACC-405", "The session has ended. Sign in again.");
        }

        if (!now.May(permission))
        {
            throw now.Refusal(permission);
        }

        await using var scope = scopes.CreateAsyncScope();
        return await read(scope.ServiceProvider, now);
    }

    /// <summary>
    /// As <see cref="ReadAsync"/>, for what the domain evaluates to be shown: it sees who asks, and nothing of it can be committed, because only
    /// OperationRunner commits, in scopes of its own.
    /// </summary>
    public Task<T> EvaluateAsync<T>(
        string permission, string action, Func<IServiceProvider, OperationContext, Task<T>> evaluate, CancellationToken cancellationToken) =>
        ReadAsync(permission, async (scope, _) =>
        {
            var request = await caller.OperationAsync(action);
            var (context, _, _, _) = await scope.GetRequiredService<OperationContexts>().MakeAsync(request, cancellationToken);
            scope.GetRequiredService<CurrentOperation>().Set(context);
            return await evaluate(scope, context);
        }, cancellationToken);
}
