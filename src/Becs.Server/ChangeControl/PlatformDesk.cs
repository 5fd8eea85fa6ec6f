using Becs.Contracts.Workflows;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Server.Operations;

namespace Becs.Server.ChangeControl;

/// <summary>What is done to platform releases: made known, justified, accepted, taken back.</summary>
internal sealed class PlatformDesk(OperationRunner runner, PlatformGate gate, PlatformReplays replays, IServiceScopeFactory scopes, IIdGenerator ids)
{
    /// <summary>Enters the release of this build when the database has never seen it, and begins the replay of history through it.</summary>
    public async Task EnterAsync(CancellationToken ct)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            if (await scope.ServiceProvider.GetRequiredService<IPlatformReleases>().FindAsync(gate.Manifest.ReleaseHash, ct) is not null)
            {
                return;
            }
        }

        try
        {
            await ArriveAsync(ct);
        }
        catch (CommitConflictException) when (!ct.IsCancellationRequested)
        {
            // Two nodes of this build started at once: the other one has entered it.
        }
    }

    private Task ArriveAsync(CancellationToken ct) =>
        runner.RunAsync(OperationRequest.System(ids.New(), "platform.arrive"), async (scope, token) =>
        {
            var releases = scope.GetRequiredService<IPlatformReleases>();
            if (await releases.FindAsync(gate.Manifest.ReleaseHash, token) is not null)
            {
                return false; // another node of this build was quicker
            }

            var nowAt = scope.GetRequiredService<ICurrentOperation>().Context.NowAt;
            var release = new PlatformRelease(ids.New(), gate.Manifest.Json, PlatformManifest.ProductVersion, Environment.MachineName, nowAt);
            releases.Add(release);
            scope.GetRequiredService<IAuditTrail>().Record(release.Subject, "platform.arrived", @new: release.ReleaseHash);
            scope.GetRequiredService<IEventSink>().Raise(
                release.Subject, new PlatformReleaseArrived(release.Id, release.ReleaseHash, release.ProductVersion));
            await replays.BeginAsync(scope, release, nowAt, token);
            return true;
        }, ct);

    /// <summary>Reads whether this build may serve, and opens or closes the gate.</summary>
    /// <returns>Whether it opened just now.</returns>
    public async Task<bool> LookAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var releases = scope.ServiceProvider.GetRequiredService<IPlatformReleases>();
        var own = await releases.FindAsync(gate.Manifest.ReleaseHash, ct);
        switch (own, gate.Serves)
        {
            case ({ State: PlatformReleaseState.Accepted }, true) or (null, true):
                return false; // what a node has read once it does not judge again: a row that was changed or removed is found by the trail's loop
            case ({ State: PlatformReleaseState.Accepted }, false):
                return gate.Set(await releases.IsGenuineAsync(own, ct) ? null : "its row was changed beside the program (PLT-002)");
            case (not null, true) when !await releases.IsGenuineAsync(own, ct):
                return false;
            default:
                return gate.Set(Why(own));
        }
    }

    public Task<OperationAnswer<PlatformReleaseView>> JustifyAsync(
        OperationRequest operation, string releaseHash, JustifyPlatformRequest request, CancellationToken ct) =>
        StepAsync(operation with { Permission = Permissions.WorkflowsValidate }, releaseHash, request.WithoutSignature(), (step, release, said) =>
        {
            foreach (var justification in release.Justify(
                request.Gaps.Select(g => new EvidenceGap(g.Kind, g.Key)).ToHashSet(), request.Text, said, step.Context, ids))
            {
                step.Releases.Add(justification);
                step.Trail.Record(release.Subject, "platform.gap-justified", null, $"{justification.Kind} {justification.Key}");
            }
        }, ct);

    public Task<OperationAnswer<PlatformReleaseView>> AcceptAsync(OperationRequest operation, string releaseHash, CancellationToken ct) =>
        StepAsync(operation with { Permission = Permissions.QualityAccept }, releaseHash, new { }, (step, release, said) =>
        {
            var former = release.State;
            release.Accept(step.Context, said);
            step.Trail.Record(release.Subject, "platform.accepted", former.ToString(), $"{release.State} {release.ReleaseHash}");
            step.Events.Raise(release.Subject, new PlatformReleaseAccepted(release.Id, release.ReleaseHash, release.ProductVersion));
        }, ct);

    public Task<OperationAnswer<PlatformReleaseView>> WithdrawAsync(OperationRequest operation, string releaseHash, CancellationToken ct) =>
        StepAsync(operation with { Permission = Permissions.QualityAccept }, releaseHash, new { }, async (step, release, said) =>
        {
            await step.Releases.TakeWithdrawalTurnAsync(ct);
            release.Withdraw(step.Context, await step.Releases.ListAsync(ct), said);
            step.Trail.Record(release.Subject, "platform.withdrawn", nameof(PlatformReleaseState.Accepted), $"{release.State} {release.ReleaseHash}");
            step.Events.Raise(release.Subject, new PlatformReleaseWithdrawn(release.Id, release.ReleaseHash, release.ProductVersion));
        }, ct);

    private Task<OperationAnswer<PlatformReleaseView>> StepAsync(
        OperationRequest operation, string releaseHash, object body, Action<Step, PlatformRelease, IReadOnlyList<PlatformJustification>> act, CancellationToken ct) =>
        StepAsync(operation, releaseHash, body, (step, release, said) =>
        {
            act(step, release, said);
            return Task.CompletedTask;
        }, ct);

    private async Task<OperationAnswer<PlatformReleaseView>> StepAsync(
        OperationRequest operation, string releaseHash, object body, Func<Step, PlatformRelease, IReadOnlyList<PlatformJustification>, Task> act,
        CancellationToken ct)
    {
        var answer = await runner.RunAsync(operation with { SignedSubject = $"platform:{releaseHash}", Body = new { releaseHash, body } }, async (scope, token) =>
        {
            var releases = scope.GetRequiredService<IPlatformReleases>();
            var release = await FindAsync(releases, releaseHash, token);
            if (!await releases.IsGenuineAsync(release, token))
            {
                throw new RuleException("PLT-002", $"Platform release {release.BuildId} is not as it was written: its row was changed beside the program.");
            }

            var step = new Step(
                releases, scope.GetRequiredService<IAuditTrail>(), scope.GetRequiredService<IEventSink>(), scope.GetRequiredService<ICurrentOperation>().Context);
            await act(step, release, await releases.JustificationsAsync(release.Id, token));
            return PlatformReleaseView.Of(release, gate.Manifest.ReleaseHash);
        }, ct);
        return answer;
    }

    internal static async Task<PlatformRelease> FindAsync(IPlatformReleases releases, string releaseHash, CancellationToken ct) =>
        await releases.FindAsync(releaseHash, ct) ?? throw new NotFoundException("PLT-404", $"There is no platform release {releaseHash}.");

    private static string Why(PlatformRelease? own) => own?.State switch
    {
        null => "this database has not seen it",
        PlatformReleaseState.Withdrawn => "its acceptance was taken back",
        _ => own.Evidence is null ? "quality has not accepted it; recorded history is being replayed through it" : "quality has not accepted it",
    };

    private sealed record Step(IPlatformReleases Releases, IAuditTrail Trail, IEventSink Events, OperationContext Context);
}
