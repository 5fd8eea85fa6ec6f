using System.Collections.Concurrent;
using Becs.Persistence.Setup;
using Becs.Persistence.Workflows;

namespace Becs.Server.Operations;

/// <summary>
/// What a loop had in hand when the database went away. It is let go once the database is back, so that nobody waits for the end of a hold
/// that no work stands behind.
/// </summary>
internal sealed class LetGo(IServiceScopeFactory scopes)
{
    private readonly ConcurrentDictionary<string, bool> _rows = new(StringComparer.Ordinal);

    /// <param name="id">Id of the signal, or bookmark of the timer.</param>
    /// <param name="failure">What ended the work on it; only a database that went away counts.</param>
    public void Remember(string id, Exception failure)
    {
        if (DatabaseFailures.IsAway(failure))
        {
            _rows[id] = true;
        }
    }

    public Task SignalsAsync(CancellationToken cancellationToken) => ReleaseAsync((backlog, ids) => backlog.ReleaseAsync(ids, [], cancellationToken));

    public Task TimersAsync(CancellationToken cancellationToken) => ReleaseAsync((backlog, ids) => backlog.ReleaseAsync([], ids, cancellationToken));

    private async Task ReleaseAsync(Func<ISignalBacklog, IReadOnlyCollection<string>, Task> release)
    {
        if (_rows.IsEmpty)
        {
            return;
        }

        var ids = _rows.Keys.ToList();
        await using var scope = scopes.CreateAsyncScope();
        await release(scope.ServiceProvider.GetRequiredService<ISignalBacklog>(), ids);
        foreach (var id in ids)
        {
            _rows.TryRemove(id, out _);
        }
    }
}
