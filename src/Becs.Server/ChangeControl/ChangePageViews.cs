using Becs.Domain.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Instances;
using Becs.Server.Signatures;

namespace Becs.Server.ChangeControl;

/// <param name="State">A <see cref="ChangeState"/>; empty for all.</param>
/// <param name="DefinitionId">One workflow; empty for all.</param>
/// <param name="Page">From 1.</param>
public sealed record ChangeFilter(string State = "", string DefinitionId = "", int Page = 1)
{
    public const int PageSize = 25;
}

/// <summary>A change in the list, its workflow by title.</summary>
public sealed record ChangeListRow(ChangeRow Row, string Title);

/// <summary>A difference in behaviour in words.</summary>
/// <param name="Sentence">What is different.</param>
/// <param name="Path">Where, as a JSON path.</param>
/// <param name="Way">An example way from a start to it, step by step; empty when it belongs to no step.</param>
public sealed record DifferenceLine(string Sentence, string Path, IReadOnlyList<string> Way);

/// <summary>Everything the page of a change shows to one person.</summary>
/// <param name="Change">The change.</param>
/// <param name="Title">The workflow's title.</param>
/// <param name="BaseVersion">The version it was made from; null when it was the first.</param>
/// <param name="VersionState">What became of its version, as the page of the workflow says it.</param>
/// <param name="Acts">What this person may do now.</param>
/// <param name="BarCode">Why they may not, when only the separation of duties keeps them.</param>
/// <param name="Locks">What in the evidence keeps this person from a step they may do otherwise.</param>
/// <param name="Differences">What it would do differently from the version it was made from; null when there is none to compare with.</param>
/// <param name="Proven">What every version must keep and this one was proven to keep, when it was submitted.</param>
/// <param name="Graph">The workflow as it would be.</param>
/// <param name="Pair">It and the version it was made from, beside each other; null when there is none.</param>
/// <param name="Users">Workflows in use that start this one: nothing is republished on its own.</param>
public sealed record ChangePageView(
    ChangeView Change, string Title, int? BaseVersion, string VersionState, IReadOnlySet<ChangeAct> Acts, string? BarCode,
    IReadOnlyDictionary<ChangeAct, ChangeLock> Locks, IReadOnlyList<DifferenceLine>? Differences, IReadOnlyList<ProvenLine> Proven, GraphView Graph, GraphPair? Pair,
    IReadOnlyList<string> Users);

/// <summary>Why the evidence locks a step.</summary>
/// <param name="Code">As the refusal would say it.</param>
/// <param name="What">The gaps, or the evidence that is not there; empty when it is about the person.</param>
public sealed record ChangeLock(string Code, string What);

/// <summary>What the form for submitting shows.</summary>
/// <param name="Proposal">What would be submitted; null when it cannot be.</param>
/// <param name="Title">The workflow's title.</param>
/// <param name="Refusal">Why it cannot be.</param>
/// <param name="Problems">What is wrong, by JSON path.</param>
/// <param name="Before">The request it would be submitted with again, with what was said there; null for a request of its own.</param>
/// <param name="Pair">It and the version it was made from, beside each other; null when there is none.</param>
/// <param name="InTheWay">The person's own request that is decided first; null when none is.</param>
public sealed record SubmitView(
    ChangeProposal? Proposal, string Title, string? Refusal, IReadOnlyList<SubmitProblem> Problems, IReadOnlyList<DifferenceLine> Differences,
    ChangeView? Before, GraphPair? Pair = null, ChangeView? InTheWay = null)
{
    /// <summary>The training asked for at the submission before.</summary>
    public IReadOnlyList<TrainingNeedRequest> Trainings { get; init; } = [];
}

/// <param name="Way">The shortest way that shows it, step by step; empty when none is needed.</param>
/// <param name="Drawing">The way on the workflow; null when there is nothing to draw.</param>
public sealed record SubmitProblem(string Path, string Text, IReadOnlyList<string> Way, GraphView? Drawing = null);

/// <summary>What a line of two texts beside each other is.</summary>
public enum JsonLineKind
{
    Same,
    Added,
    Removed,

    /// <summary>Stands for lines that are the same in both and left out; its text is how many.</summary>
    Gap,
}

/// <summary>A line of the difference of two definitions as JSON.</summary>
public sealed record JsonLine(JsonLineKind Kind, string Text);

/// <summary>An obligation every version must keep, and that this one keeps.</summary>
/// <param name="Says">The obligation.</param>
/// <param name="Cites">Where it comes from.</param>
/// <param name="Gates">How many steps it was about.</param>
public sealed record ProvenLine(string Says, string Cites, int Gates);

/// <summary>What a person fills in to submit.</summary>
public sealed record SubmitForm(string DefinitionId, string? RollBackTo, Guid? Change, bool Emergency, ChangeDetails Details);

/// <summary>Seam between the pages of change control and the server.</summary>
public interface IChangePages
{
    Task<PageOf<ChangeListRow>> ListAsync(ChangeFilter filter, CancellationToken cancellationToken = default);

    Task<ChangePageView?> FindAsync(Guid change, CancellationToken cancellationToken = default);

    /// <param name="definitionId">The workflow.</param>
    /// <param name="rollBackTo">Package of a former version, instead of the draft.</param>
    /// <param name="change">The rejected change that is submitted again; without it, the one of this person that was given back, if there is one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<SubmitView?> ProposeAsync(string definitionId, string? rollBackTo, Guid? change, CancellationToken cancellationToken = default);

    /// <summary>The package as JSON, against the one it was made from; lines that are the same are left out but for some around.</summary>
    Task<IReadOnlyList<JsonLine>?> JsonAsync(Guid change, CancellationToken cancellationToken = default);

    Task<Guid> SubmitAsync(SubmitForm form, SignatureRequest signature, CancellationToken cancellationToken = default);

    /// <summary>A signed step.</summary>
    Task ActAsync(
        Guid change, ChangeAct act, string comment, DateTime? effectiveFromAt, bool isRight, SignatureRequest signature,
        CancellationToken cancellationToken = default);

    Task WithdrawAsync(Guid change, string reason, CancellationToken cancellationToken = default);

    Task CommentAsync(Guid change, string text, string? activityId, Guid? parent, CancellationToken cancellationToken = default);
}
