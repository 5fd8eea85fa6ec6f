using Becs.Persistence.Audit;
using Becs.Server.Audit;
using Becs.Server.ChangeControl;

namespace Becs.Server.Operations;

/// <summary>Chains committed audit rows into seals and verifies the trail, off the request path.</summary>
public sealed class SealerLoop(IServiceScopeFactory scopes, IntegrityWatch watch, PlatformGate gate, ILogger<SealerLoop> log)
    : Loop(TimeSpan.FromSeconds(5), gate, log)
{
    /// <summary>Whatever is written, also by the acceptance of a build, is sealed.</summary>
    protected override bool WorksWhileWaiting => true;

    protected override async Task<bool> WorkAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Sealer>().SealAsync(cancellationToken: stopping);
        await watch.WhenDueAsync(stopping);
        return false;
    }
}
