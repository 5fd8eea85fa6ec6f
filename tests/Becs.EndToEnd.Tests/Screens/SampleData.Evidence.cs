using Becs.Domain.ChangeControl;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Signatures;
using Becs.Workflows.Replaying;

namespace Becs.EndToEnd.Tests.Screens;

/// <content>Evidence of every kind: a scenario that goes its way, one that does not, gaps, and past cases of each class.</content>
internal sealed partial class SampleData
{
    private static readonly ScenarioEvidence Ran = new(1, new string('c', 64),
        [
            new("released", "The bag is released.", ScenarioSource.Shipped, "h", true, ["a:Done", "b:Clear"], ["a:Done", "b:Clear"], null, ReplayEnd.Finished,
                ReplayEnd.Finished, [], null, null, null, "{}"),
            new("second-check", "A second person checks.", ScenarioSource.Change, "h", false, ["a:Done", "b:Clear"], ["a:Done"], 1, ReplayEnd.Finished,
                ReplayEnd.Undecided, [], "Becs.HumanTask/second", "b", null, "{}"),
        ],
        new CoverageEvidence([new("a", true), new("b", false)], [new("a", "Done", true, false), new("b", "TimedOut", false, true)], [new("a", true)]));

    private static readonly ReplayView Past = new(12000, 10000, 4000, 37, new Dictionary<ReplayClass, int>
    {
        [ReplayClass.Same] = 3963,
        [ReplayClass.BlockToRelease] = 1,
        [ReplayClass.Undecided] = 36,
    }, Now, null, 12);

    Task<EvidenceView?> IEvidencePages.FindAsync(Guid change, CancellationToken cancellationToken) => Task.FromResult<EvidenceView?>(new(
        Ran, CoverageView.Of(Ran.Coverage), Past, new Dictionary<string, string> { ["a"] = "Gather the facts", ["b"] = "Evaluate the blockers" }, true));

    public Task JustifyAsync(
        Guid change, IReadOnlyList<GapView> gaps, string text, SignatureRequest signature, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<PageOf<ReplayCaseView>> CasesAsync(Guid change, ReplayClass? of, int page, CancellationToken cancellationToken = default) => Task.FromResult(
        new PageOf<ReplayCaseView>(
            [new(3, Id, Now, ReplayClass.BlockToRelease, "block", "release", null, "b"), new(7, Id, Now, ReplayClass.Undecided, "release", null, "Becs.HumanTask/second", "b")],
            1, 25, 37));

    public Task<SideBySideView?> CaseAsync(Guid change, Guid instance, CancellationToken cancellationToken = default) => Task.FromResult<SideBySideView?>(new(
        Id, ReplayClass.BlockToRelease, "block", "release", [new("a", "Gather the facts", "Done"), new("b", "Evaluate the blockers", "Blocked")],
        [new("a", "Gather the facts", "Done"), new("c", "Release the bag", "Released")], 1, null, "c"));

    public Task<DraftScenariosView?> DraftAsync(string definitionId, CancellationToken cancellationToken = default) =>
        Task.FromResult<DraftScenariosView?>(new(Ran, CoverageView.Of(Ran.Coverage), ["second-check"], new Dictionary<string, string> { ["a"] = "Gather the facts" }));

    public Task AttachAsync(string definitionId, string content, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task RemoveAsync(string definitionId, string name, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<string> WriteAsync(string definitionId, Guid instance, CancellationToken cancellationToken = default) => Task.FromResult("case-1");
}
