using Becs.Domain.Accounts;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Hosting;
using Becs.Server.Operations;

namespace Becs.Server.ChangeControl;

/// <summary>
/// Keeps this node's gate as the database says: at the start, after an acceptance here, and every few seconds for those of other nodes. When it
/// opens, what waits for a serving node begins. In Development qa1 accepts a build by itself, on record and said aloud; elsewhere nobody does.
/// </summary>
internal sealed class PlatformWatch(
    PlatformGate gate, PlatformDesk desk, ServingStart serving, ReplayLoop replays, IServiceScopeFactory scopes, IIdGenerator ids,
    BecsSettings settings, ILogger<PlatformWatch> log) : Loop(TimeSpan.FromSeconds(3), gate, log)
{
    private const string Demonstration = "Start of the demonstration system";

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly PlatformGate _gate = gate;
    private readonly ILogger _log = log;

    protected override bool WorksWhileWaiting => true;

    /// <summary>Enters this build, and opens the gate when it is accepted.</summary>
    public async Task EnterAsync(CancellationToken ct)
    {
        await desk.EnterAsync(ct);
        if (settings.DemoAcceptsPlatform)
        {
            await AcceptAsDemoAsync(ct);
        }

        await desk.LookAsync(ct);
        if (_gate.Reason is { } reason)
        {
            _log.LogWarning("{Reason}", reason);
        }
    }

    /// <summary>Looks again; when the gate opens the node begins to serve.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var before = _gate.Serves;
            if (await desk.LookAsync(ct))
            {
                _log.LogWarning("Platform release {BuildId} is accepted: this node serves", _gate.Manifest.BuildId);
                await serving.BeginAsync(ct);
            }
            else if (before && _gate.Reason is { } reason)
            {
                _log.LogWarning("{Reason}", reason);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    protected override async Task<bool> WorkAsync(CancellationToken stopping)
    {
        await LookAsync(stopping);
        return false;
    }

    /// <summary>A few recorded cases, then qa1's signature; what they lock stays locked, and the page says so.</summary>
    private async Task AcceptAsDemoAsync(CancellationToken ct)
    {
        while (await replays.MoveOwnAsync(ct))
        {
        }

        await using var scope = scopes.CreateAsyncScope();
        var releases = scope.ServiceProvider.GetRequiredService<IPlatformReleases>();
        if (await releases.FindAsync(_gate.Manifest.ReleaseHash, ct) is not { State: PlatformReleaseState.Waiting, EvidenceAt: not null } own || await scope.ServiceProvider.GetRequiredService<IAccounts>().FindByNameAsync("qa1", ct) is not { } quality)
        {
            return;
        }

        var said = await releases.JustificationsAsync(own.Id, ct);
        if (own.OpenGaps(said) is { Count: > 0 } open)
        {
            _log.LogWarning("Platform release {BuildId}: {Count} gaps in its evidence keep the demonstration from accepting it", own.BuildId, open.Count);
            return;
        }

        await AcceptAsync(own, own.SignedHash(said), quality, ct);
        _log.LogWarning("Platform release {BuildId} was accepted by qa1: Development only", own.BuildId);
    }

    private async Task AcceptAsync(PlatformRelease own, string signedHash, Account quality, CancellationToken ct)
    {
        try
        {
            await desk.AcceptAsync(DemoSignature.Accepts(ids, quality, "platform.accept", Demonstration, signedHash), own.ReleaseHash, ct);
        }
        catch (ConflictException e)
        {
            _log.LogDebug(e, "Another node of this build was quicker");
        }
    }
}
