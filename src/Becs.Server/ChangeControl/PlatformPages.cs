using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Hosting;
using Becs.Server.Shell.Session;
using Becs.Server.Signatures;
using Becs.Server.Tasks;
using FluentValidation;

namespace Becs.Server.ChangeControl;

/// <summary>Everything the page of platform releases shows.</summary>
/// <param name="Releases">All of them, newest first.</param>
/// <param name="Shown">The one looked at: the one asked for, or the build of this node.</param>
/// <param name="Titles">Titles of the workflows replayed, by definition id.</param>
/// <param name="MayJustify">This person may sign why a gap does not matter.</param>
/// <param name="MayAccept">This person may accept it, or take its acceptance back.</param>
public sealed record PlatformPageView(
    IReadOnlyList<PlatformReleaseView> Releases, PlatformReleaseDetails Shown, IReadOnlyDictionary<string, string> Titles, bool MayJustify, bool MayAccept);

/// <summary>Seam between the pages of platform releases and the server.</summary>
public interface IPlatformPages
{
    public const int CasesPerPage = 25;

    Task<PlatformPageView?> FindAsync(string? releaseHash, CancellationToken cancellationToken = default);

    Task<PageOf<ReplayCaseView>> CasesAsync(string releaseHash, string definitionId, int page, CancellationToken cancellationToken = default);

    Task<SideBySideView?> CaseAsync(Guid instance, CancellationToken cancellationToken = default);

    Task JustifyAsync(
        string releaseHash, IReadOnlyList<GapView> gaps, string text, SignatureRequest signature, CancellationToken cancellationToken = default);

    Task AcceptAsync(string releaseHash, SignatureRequest signature, CancellationToken cancellationToken = default);

    Task WithdrawAsync(string releaseHash, SignatureRequest signature, CancellationToken cancellationToken = default);
}

/// <summary>Platform releases for their pages; what is changed goes through <see cref="PlatformDesk"/>.</summary>
internal sealed class PlatformPages(
    PageReads pages, PageCaller caller, PlatformViews views, PlatformDesk desk, PlatformWatch watch, ProcessTitles titles,
    IValidator<JustifyPlatformRequest> requests) : IPlatformPages
{
    public Task<PlatformPageView?> FindAsync(string? releaseHash, CancellationToken cancellationToken = default) =>
        pages.ReadAsync<PlatformPageView?>(Permissions.WorkflowsRead, async (_, now) =>
        {
            var all = await views.ListAsync(cancellationToken);
            if ((releaseHash is null ? all.FirstOrDefault(r => r.IsThisNode) : all.FirstOrDefault(r => r.ReleaseHash == releaseHash)) is not { } chosen)
            {
                return null;
            }

            var shown = await views.FindAsync(chosen.ReleaseHash, cancellationToken);
            return new PlatformPageView(
                all, shown, shown.Replays.ToDictionary(r => r.DefinitionId, r => titles.Process(r.DefinitionId), StringComparer.Ordinal),
                now.May(Permissions.WorkflowsValidate), now.May(Permissions.QualityAccept));
        }, cancellationToken);

    public Task<PageOf<ReplayCaseView>> CasesAsync(string releaseHash, string definitionId, int page, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.WorkflowsRead, async (_, _) =>
        {
            const int Size = IPlatformPages.CasesPerPage;
            var (cases, total) = await views.CasesAsync(releaseHash, definitionId, null, (page - 1) * Size, Size, cancellationToken);
            return new PageOf<ReplayCaseView>(cases, page, Size, total);
        }, cancellationToken);

    public Task<SideBySideView?> CaseAsync(Guid instance, CancellationToken cancellationToken = default) =>
        pages.ReadAsync<SideBySideView?>(Permissions.WorkflowsRead, async (_, now) =>
            await views.CaseAsync(instance, [.. now.Sites.Select(s => s.Id.Value)], cancellationToken), cancellationToken);

    public async Task JustifyAsync(
        string releaseHash, IReadOnlyList<GapView> gaps, string text, SignatureRequest signature, CancellationToken cancellationToken = default)
    {
        var request = new JustifyPlatformRequest(gaps, text, signature);
        if (await requests.ValidateAsync(request, cancellationToken) is { IsValid: false } refused)
        {
            throw PageFields.Refused(refused);
        }

        await desk.JustifyAsync(await caller.OperationAsync("platform.justify", signature: signature), releaseHash, request, cancellationToken);
    }

    public async Task AcceptAsync(string releaseHash, SignatureRequest signature, CancellationToken cancellationToken = default)
    {
        await desk.AcceptAsync(await caller.OperationAsync("platform.accept", signature: signature), releaseHash, cancellationToken);
        await watch.LookAsync(CancellationToken.None);
    }

    public async Task WithdrawAsync(string releaseHash, SignatureRequest signature, CancellationToken cancellationToken = default)
    {
        await desk.WithdrawAsync(await caller.OperationAsync("platform.withdraw", signature: signature), releaseHash, cancellationToken);
        await watch.LookAsync(CancellationToken.None);
    }
}
