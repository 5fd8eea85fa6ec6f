using Becs.Domain.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Signatures;

namespace Becs.Server.ChangeControl;

/// <summary>What the page of a change shows of its evidence.</summary>
/// <param name="Scenarios">What its scenarios did; null when there is no such evidence.</param>
/// <param name="Coverage">What they reached.</param>
/// <param name="Replay">How far the replay of history is; null when there is none.</param>
/// <param name="Titles">What is written on each step.</param>
/// <param name="MayJustify">This person may sign why a gap does not matter.</param>
public sealed record EvidenceView(
    ScenarioEvidence? Scenarios, CoverageView? Coverage, ReplayView? Replay, IReadOnlyDictionary<string, string> Titles, bool MayJustify);

/// <summary>The scenarios a draft would be submitted with.</summary>
/// <param name="Ran">What they do with it; null when it cannot be submitted.</param>
/// <param name="Own">Names of those the draft brings along.</param>
/// <param name="Titles">What is written on each step.</param>
public sealed record DraftScenariosView(
    ScenarioEvidence? Ran, CoverageView? Coverage, IReadOnlyList<string> Own, IReadOnlyDictionary<string, string> Titles);

/// <summary>Seam between the pages about evidence and the server.</summary>
public interface IEvidencePages
{
    /// <summary>Cases on one page.</summary>
    const int CasesPerPage = 25;

    Task<EvidenceView?> FindAsync(Guid change, CancellationToken cancellationToken = default);

    Task JustifyAsync(
        Guid change, IReadOnlyList<GapView> gaps, string text, SignatureRequest signature, CancellationToken cancellationToken = default);

    Task<PageOf<ReplayCaseView>> CasesAsync(Guid change, ReplayClass? of, int page, CancellationToken cancellationToken = default);

    Task<SideBySideView?> CaseAsync(Guid change, Guid instance, CancellationToken cancellationToken = default);

    /// <summary>Runs the scenarios of the person's own draft; null when there is none.</summary>
    Task<DraftScenariosView?> DraftAsync(string definitionId, CancellationToken cancellationToken = default);

    Task AttachAsync(string definitionId, string content, CancellationToken cancellationToken = default);

    Task RemoveAsync(string definitionId, string name, CancellationToken cancellationToken = default);

    /// <summary>Writes a scenario from a recorded case into the person's own draft.</summary>
    /// <returns>Its name.</returns>
    Task<string> WriteAsync(string definitionId, Guid instance, CancellationToken cancellationToken = default);
}
