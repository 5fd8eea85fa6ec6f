using System.Text.Json;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;

namespace Becs.Server.ChangeControl;

/// <summary>Reads platform releases with their evidence; API and page call the same.</summary>
internal sealed class PlatformViews(
    PlatformGate gate, IServiceScopeFactory scopes, IHistoryReads history, IWorkflowReads workflows, CaseReplay replayer, ScenarioDesk packages)
{
    public async Task<IReadOnlyList<PlatformReleaseView>> ListAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return [.. (await scope.ServiceProvider.GetRequiredService<IPlatformReleases>().ListAsync(ct))
            .Select(r => PlatformReleaseView.Of(r, gate.Manifest.ReleaseHash))];
    }

    public async Task<PlatformReleaseDetails> FindAsync(string releaseHash, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (releases, changes) = (scope.ServiceProvider.GetRequiredService<IPlatformReleases>(), scope.ServiceProvider.GetRequiredService<IChanges>());
        var release = await PlatformDesk.FindAsync(releases, releaseHash, ct);
        var before = (await releases.ListAsync(ct)).Where(r => r.Id != release.Id && r.AcceptedAt < (release.AcceptedAt ?? DateTime.MaxValue))
            .MaxBy(r => r.AcceptedAt);
        var replays = new List<PlatformReplayView>();
        foreach (var replay in await releases.ReplaysAsync(release.Id, ct))
        {
            replays.Add(new PlatformReplayView(replay.DefinitionId, ReplayView.Of(replay, await changes.CountCasesAsync(replay.Id, ct))));
        }

        var justified = await releases.JustificationsAsync(release.Id, ct);
        var gaps = release.Evidence is null ? [] : release.Gaps();
        using var manifest = JsonDocument.Parse(release.Manifest);
        return new PlatformReleaseDetails(
            PlatformReleaseView.Of(release, gate.Manifest.ReleaseHash), release.SignedHash(justified), await releases.IsGenuineAsync(release, ct),
            before?.ReleaseHash, PlatformManifest.Compare(before?.Manifest, release.Manifest), replays,
            [.. gaps.Select(g => new ChangeGapView(g.Kind, g.Key, justified.Any(j => j.Kind == g.Kind && j.Key == g.Key)))],
            [.. justified.Select(PlatformJustificationView.Of)], manifest.RootElement.Clone());
    }

    /// <summary>The recorded cases that would go another way, by workflow, newest first.</summary>
    public async Task<(IReadOnlyList<ReplayCaseView> Cases, int Total)> CasesAsync(
        string releaseHash, string definitionId, ReplayClass? of, int skip, int take, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (releases, changes) = (scope.ServiceProvider.GetRequiredService<IPlatformReleases>(), scope.ServiceProvider.GetRequiredService<IChanges>());
        var release = await PlatformDesk.FindAsync(releases, releaseHash, ct);
        if ((await releases.ReplaysAsync(release.Id, ct)).FirstOrDefault(r => r.DefinitionId == definitionId) is not { } replay)
        {
            return ([], 0);
        }

        var counts = await changes.CountCasesAsync(replay.Id, ct);
        return ([.. (await changes.CasesAsync(replay.Id, of, skip, take, ct)).Select(ReplayCaseView.Of)],
            of is { } one ? counts.GetValueOrDefault(one) : counts.Values.Sum());
    }

    /// <summary>A recorded case beside what this node's build does with it, of the reader's own sites.</summary>
    public async Task<SideBySideView> CaseAsync(Guid instance, IReadOnlyCollection<Guid> sites, CancellationToken ct)
    {
        if (await workflows.SiteOfInstanceAsync(instance, ct) is not { } site || !sites.Contains(site) || await history.FindAsync(instance, ct) is not { } recorded)
        {
            throw new NotFoundException("WFL-404", $"There is no workflow instance {instance:D}.");
        }

        await using var scope = scopes.CreateAsyncScope();
        var graph = await packages.GraphAsync(scope.ServiceProvider, recorded.PackageHash, ct);
        return SideBySideView.Of(instance, await replayer.RunAsync(recorded, graph, graph, null, ct));
    }
}

/// <summary>A build this installation knows.</summary>
/// <param name="BuildId">What steps it ran are stamped with.</param>
/// <param name="IsThisNode">The node that answers runs it.</param>
public sealed record PlatformReleaseView(
    Guid Id, string ReleaseHash, string BuildId, string ProductVersion, PlatformReleaseState State, DateTime FirstSeenAt, string FirstSeenBy,
    DateTime? EvidenceAt, string? EvidenceHash, string? AcceptedBy, DateTime? AcceptedAt, string? WithdrawnBy, DateTime? WithdrawnAt, bool IsThisNode)
{
    internal static PlatformReleaseView Of(PlatformRelease r, string own) => new(
        r.Id, r.ReleaseHash, r.BuildId, r.ProductVersion, r.State, r.FirstSeenAt, r.FirstSeenBy, r.EvidenceAt, r.EvidenceHash, r.AcceptedByName,
        r.AcceptedAt, r.WithdrawnByName, r.WithdrawnAt, r.ReleaseHash == own);
}

/// <param name="SignedHash">What is signed: the release with its evidence and justifications as read.</param>
/// <param name="IsGenuine">False when its row was changed beside the program: it is not accepted, and its nodes do not begin to serve.</param>
/// <param name="ComparedWith">The release accepted before it; null when there is none.</param>
/// <param name="Parts">What it has otherwise than that.</param>
/// <param name="Replays">Recorded cases of each workflow.</param>
/// <param name="Gaps">What has to be justified.</param>
/// <param name="Manifest">What the build consists of.</param>
public sealed record PlatformReleaseDetails(
    PlatformReleaseView Release, string SignedHash, bool IsGenuine, string? ComparedWith, IReadOnlyList<PlatformPart> Parts,
    IReadOnlyList<PlatformReplayView> Replays, IReadOnlyList<ChangeGapView> Gaps, IReadOnlyList<PlatformJustificationView> Justifications, JsonElement Manifest);

/// <param name="DefinitionId">The workflow.</param>
/// <param name="Replay">Its recorded cases.</param>
public sealed record PlatformReplayView(string DefinitionId, ReplayView Replay);

public sealed record PlatformJustificationView(
    EvidenceGapKind Kind, string Key, string Text, string PrintedName, string Meaning, DateTime RecordedAt)
{
    internal static PlatformJustificationView Of(PlatformJustification j) => new(j.Kind, j.Key, j.Text, j.PrintedName, j.Meaning, j.RecordedAt);
}
