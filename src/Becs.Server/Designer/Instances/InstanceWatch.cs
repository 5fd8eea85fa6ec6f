using System.Collections.Concurrent;
using Becs.Persistence.Commit;
using Becs.Persistence.ReadModel;
using Becs.Server.ChangeControl;
using Becs.Server.Operations;
using Microsoft.AspNetCore.SignalR;

namespace Becs.Server.Designer.Instances;

/// <summary>
/// Tells watchers that their instance moved. It asks the database, once a second while somebody watches, because another node may have moved
/// it; a commit of this process wakes it at once.
/// </summary>
internal sealed class InstanceWatch : Loop
{
    /// <summary>Most instances one connection watches.</summary>
    private const int Most = 20;

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Guid, byte>> _watched = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, long> _seen = new();
    private readonly IInstanceReads _reads;
    private readonly IServiceScopeFactory _scopes;
    private readonly IHubContext<InstanceHub, IInstanceWatcher> _hub;

    public InstanceWatch(
        IInstanceReads reads, IServiceScopeFactory scopes, IHubContext<InstanceHub, IInstanceWatcher> hub, CommitHooks hooks,
        PlatformGate gate, ILogger<InstanceWatch> log)
        : base(TimeSpan.FromSeconds(1), gate, log)
    {
        (_reads, _scopes, _hub) = (reads, scopes, hub);
        hooks.OnCommitted(_ =>
        {
            if (!_watched.IsEmpty)
            {
                Wake();
            }
        });
    }

    /// <summary>It reads and tells.</summary>
    protected override bool WorksWhileWaiting => true;

    /// <summary>From when this returns every move of the instance is told.</summary>
    public async Task AddAsync(string connection, Guid instance, CancellationToken cancellationToken)
    {
        var instances = _watched.GetOrAdd(connection, _ => new ConcurrentDictionary<Guid, byte>());
        if (instances.Count < Most)
        {
            instances[instance] = 0;
            foreach (var (known, version) in await _reads.RowVersionsAsync([instance], cancellationToken))
            {
                _seen.TryAdd(known, version);
            }
        }
    }

    public void Remove(string connection) => _watched.TryRemove(connection, out _);

    protected override async Task<bool> WorkAsync(CancellationToken stopping)
    {
        var asked = _watched.Values.SelectMany(i => i.Keys).Distinct().ToList();
        foreach (var gone in _seen.Keys.Except(asked).ToList())
        {
            _seen.TryRemove(gone, out _);
        }

        if (asked.Count == 0)
        {
            return false;
        }

        foreach (var (instance, version) in await _reads.RowVersionsAsync(asked, stopping))
        {
            var isKnown = _seen.TryGetValue(instance, out var before);
            _seen[instance] = version;
            if (isKnown && before != version)
            {
                await TellAsync(instance, stopping);
            }
        }

        return false;
    }

    private async Task TellAsync(Guid instance, CancellationToken stopping)
    {
        await using var scope = _scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<InstanceShelf>().ReadAsync(instance, stopping) is not { } book)
        {
            return;
        }

        var watchers = _hub.Clients.Group(instance.ToString("D"));
        await watchers.ActivityExecutionLogUpdatedAsync(new { stats = ExecutionJson.Stats(book, []) });
        await watchers.WorkflowExecutionLogUpdatedAsync(new { });
        await watchers.WorkflowInstanceUpdatedAsync(new { workflowInstanceId = book.Stored.Id });
    }
}
