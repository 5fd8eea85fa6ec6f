using Becs.Domain.ChangeControl;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Instances;
using Becs.Server.Shell.Lists;
using Becs.Server.Signatures;

namespace Becs.EndToEnd.Tests.Screens;

/// <content>One change in review, with everything its page can show.</content>
internal sealed partial class SampleData
{
    private static ChangeView Change => new(
        Id, "CR-2026-0001", ChangeKind.Emergency, ChangeState.InReview, "component-release", 2, new string('c', 64), new string('c', 64), new string('b', 64),
        "A second check before the release.", ["URS-REL-001"], new(3, 2, 4), 24, Now, Now.AddDays(2), Now.AddDays(3), true, Id,
        [new(1, ChangeStepKind.Submitted, "Owen Owner", "authored", Id, new string('c', 64), 2, "A second check before the release.", new(3, 2, 4), null, Now),
            new(2, ChangeStepKind.Verified, "Vic Validator", "verified", Id, new string('c', 64), 2, "seen", null, null, Now.AddHours(1))],
        [new(Id, null, "a", new string('c', 64), "Why here?", "Val Validator", Now), new(Guid.Empty, Id, "a", new string('c', 64), "Because.", "Owen Owner", Now)], [new("proof", new string('c', 64), new string('e', 64))],
        [new(EvidenceGapKind.Branch, "b:TimedOut", false), new(EvidenceGapKind.Scenario, "second-check", true)],
        [new(EvidenceGapKind.Scenario, "second-check", "The second check is new.", new string('c', 64), "Owen Owner", "justified", Id, Now)]);

    private static readonly DifferenceLine[] Lines =
        [new("New step: Check again", "$.root.activities[3]", ["Gather the facts", "Evaluate the blockers (Clear)", "Check again"]), new("Form gone: x", "$.forms['x']", [])];

    Task<PageOf<ChangeListRow>> IChangePages.ListAsync(ChangeFilter filter, CancellationToken cancellationToken) => Task.FromResult(
        new PageOf<ChangeListRow>(
            [new(new(Id, "CR-2026-0001", ChangeKind.Emergency, ChangeState.InReview, "component-release", 2, "Owen Owner", Now, 24, null, Now.AddDays(3)), "Component release")],
            1, 25, 60));

    Task<ChangePageView?> IChangePages.FindAsync(Guid change, CancellationToken cancellationToken) => Task.FromResult<ChangePageView?>(new(
        Change, "Component release", 1, "in-review", new HashSet<ChangeAct>(Enum.GetValues<ChangeAct>()), "CHG-010",
        new Dictionary<ChangeAct, ChangeLock> { [ChangeAct.Approve] = new("CHG-050", "Print:Refused") }, Lines, [new("A label is printed only for a bag no blocker stands against.", "21 CFR 606.121(c)", 1)], Graph, Pair, ["Order and issue"]));

    Task<SubmitView?> IChangePages.ProposeAsync(string definitionId, string? rollBackTo, Guid? change, CancellationToken cancellationToken) =>
        Task.FromResult<SubmitView?>(definitionId == "broken"
            ? new(null, "Component release", "It cannot be submitted: 1 problems.", [new("$.root.activities[3]", "There is no activity type X. [activity.unknown]", ["Gather the facts", "Print the label"], Pair.After)], [], null)
            : new(new("component-release", 2, "Release", new string('c', 64), new string('c', 64), new string('b', 64), 1, true), "Component release", null, [], Lines, Change, Pair));

    Task<IReadOnlyList<JsonLine>?> IChangePages.JsonAsync(Guid change, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<JsonLine>?>(
        [new(JsonLineKind.Gap, "12"), new(JsonLineKind.Same, "  {"), new(JsonLineKind.Removed, "    \"a\": 1"), new(JsonLineKind.Added, "    \"a\": 2")]);

    /// <summary>The first step changed in both, its arrow another.</summary>
    private static GraphPair Pair => new(Marked(Tone.Bad), Marked(Tone.Good), [], [new GraphMark("\u2260", "changed", Tone.Warning)]);

    private static GraphView Marked(Tone arrow) => new(
        [.. Graph.Nodes.Select((n, i) => n with { Mark = i == 0 ? new GraphMark("\u2260", "changed", Tone.Warning, true) : GraphMark.None })],
        [.. Graph.Edges.Select(e => e with { Look = arrow })]);

    public Task<Guid> SubmitAsync(SubmitForm form, SignatureRequest signature, CancellationToken cancellationToken = default) => Task.FromResult(Id);

    public Task ActAsync(
        Guid change, ChangeAct act, string comment, DateTime? effectiveFromAt, bool isRight, SignatureRequest signature,
        CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task WithdrawAsync(Guid change, string reason, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task CommentAsync(Guid change, string text, string? activityId, Guid? parent, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
