using Becs.Domain.ChangeControl;
using Becs.Server.Operations;

namespace Becs.Server.ChangeControl;

/// <summary>
/// Notices packages that came in through other nodes: an event some new version waits for must be kept by all. A package counts from its
/// submission on, which three persons' signatures lie before its approval; a few seconds late is early enough.
/// </summary>
internal sealed class SubscriptionLoop(IServiceScopeFactory scopes, EventSubscriptions subscriptions, PlatformGate gate, ILogger<SubscriptionLoop> log)
    : Loop(TimeSpan.FromSeconds(5), gate, log)
{
    private int _known = -1;

    /// <summary>It reads, and remembers in this process.</summary>
    protected override bool WorksWhileWaiting => true;

    protected override async Task<bool> WorkAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var count = await scope.ServiceProvider.GetRequiredService<IPackageRecords>().CountAsync(PackageRecord.Workflow, stopping);
        if (count != _known)
        {
            await subscriptions.RefreshAsync(stopping);
            _known = count;
        }

        return false;
    }
}
