using System.Text.Json;
using Becs.Domain.ChangeControl;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Signatures;

namespace Becs.EndToEnd.Tests.Screens;

/// <content>A build that waits, beside two that were accepted, with everything that can be shown about it.</content>
internal sealed partial class SampleData
{
    private static readonly string Build = new('1', 64);

    private static readonly PlatformReleaseView Waiting = new(
        Id, Build, Build[..12], "1.1.0", PlatformReleaseState.Waiting, Now, "node-2", Now, new string('2', 64), null, null, null, null, true);

    Task<PlatformPageView?> IPlatformPages.FindAsync(string? releaseHash, CancellationToken cancellationToken)
    {
        var former = Waiting with { ReleaseHash = new string('3', 64), BuildId = new string('3', 12), State = PlatformReleaseState.Accepted, AcceptedBy = "Quinn Quality", AcceptedAt = Now, IsThisNode = false };
        var gone = former with { ReleaseHash = new string('4', 64), BuildId = new string('4', 12), State = PlatformReleaseState.Withdrawn, WithdrawnBy = "Quinn Quality", WithdrawnAt = Now };
        var shown = new PlatformReleaseDetails(
            Waiting, new string('5', 64), true, former.ReleaseHash,
            [new("assemblies", "Becs.Domain", "changed"), new("libraries", "Jint/4.5.0", "added"), new("activities", "Becs.HumanTask/1", "removed")],
            [new("component-release", Past with { CompletedAt = Now }), new("quarantine", Past with { Done = 10, Recorded = 10, Classes = new Dictionary<ReplayClass, int> { [ReplayClass.Same] = 10 } })],
            [new(EvidenceGapKind.BlockToRelease, Id.ToString("D"), false), new(EvidenceGapKind.Undecided, "journal", true)],
            [new(EvidenceGapKind.Undecided, "journal", "Archived in 2025.", "Val Validator", "justified", Now)], JsonDocument.Parse("{}").RootElement);
        return Task.FromResult<PlatformPageView?>(new(
            [Waiting, former, gone], shown, new Dictionary<string, string> { ["component-release"] = "Component release", ["quarantine"] = "Quarantine" }, true, true));
    }

    Task<PageOf<ReplayCaseView>> IPlatformPages.CasesAsync(string releaseHash, string definitionId, int page, CancellationToken cancellationToken) =>
        CasesAsync(Id, null, page, cancellationToken);

    Task<SideBySideView?> IPlatformPages.CaseAsync(Guid instance, CancellationToken cancellationToken) => CaseAsync(Id, instance, cancellationToken);

    Task IPlatformPages.JustifyAsync(
        string releaseHash, IReadOnlyList<GapView> gaps, string text, SignatureRequest signature, CancellationToken cancellationToken) => Task.CompletedTask;

    Task IPlatformPages.AcceptAsync(string releaseHash, SignatureRequest signature, CancellationToken cancellationToken) => Task.CompletedTask;

    Task IPlatformPages.WithdrawAsync(string releaseHash, SignatureRequest signature, CancellationToken cancellationToken) => Task.CompletedTask;
}
