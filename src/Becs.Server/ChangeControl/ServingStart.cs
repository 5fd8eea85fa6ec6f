using Becs.Domain.Shared;
using Becs.Persistence;
using Becs.Persistence.Workflows;
using Becs.Server.Hosting;

namespace Becs.Server.ChangeControl;

/// <summary>What a node does once when it begins to serve: at its start, or when its build is accepted later.</summary>
internal sealed class ServingStart(IServiceScopeFactory scopes, BecsSettings settings, PackageLoader packages, DemoSupplies supplies, TimeProvider clock)
{
    /// <summary>Signals kept longer ago were looked at again by a node that lived.</summary>
    private static readonly TimeSpan _reconsidered = TimeSpan.FromDays(1);

    public async Task BeginAsync(CancellationToken ct)
    {
        await ResumeSignalsAsync(ct);
        await packages.LoadAsync(ct);
        if (settings.IsDevelopment)
        {
            await supplies.EnsureAsync(ct);
        }
    }

    /// <summary>What a former process of this node had in hand when it died.</summary>
    private async Task ResumeSignalsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var signals = scope.ServiceProvider.GetRequiredService<ISignalBacklog>();
        if (settings.DatabaseProvider == DatabaseProvider.Sqlite)
        {
            await signals.ReleaseAllAsync(ct);
        }

        await signals.ReconsiderKeptAsync(clock.UtcNow() - _reconsidered, ct);
    }
}
