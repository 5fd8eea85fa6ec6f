using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;

namespace Becs.Server.ChangeControl;

/// <summary>Where a change stands after a step.</summary>
public sealed record ChangeAnswer(
    Guid Id, string Number, ChangeState State, string DefinitionId, int Version, string PackageHash, DateTime? EffectiveFromAt)
{
    internal static ChangeAnswer Of(ChangeRequest c) =>
        new(c.Id.Value, c.Number, c.State, c.DefinitionId, c.PackageVersion, c.PackageHash, c.EffectiveFromAt);
}

public sealed record CommentAnswer(Guid Id, Guid? ParentId, string? ActivityId);

/// <summary>What would be submitted now.</summary>
/// <param name="SignedHash">The hash to sign: the package's.</param>
/// <param name="BaseVersion">The version it was made from.</param>
/// <param name="ChangesBehaviour">False when only the drawing or texts differ.</param>
public sealed record ChangeProposal(
    string DefinitionId, int Version, string Name, string PackageHash, string SignedHash, string? BaseHash, int? BaseVersion, bool ChangesBehaviour)
{
    internal static ChangeProposal Of(Candidate c) => new(
        c.Package.DefinitionId, c.Package.Version, c.Package.Name, c.Package.PackageHash, c.Package.PackageHash, c.Base?.PackageHash,
        c.Base?.DefinitionVersion, c.ChangesBehaviour);
}

/// <summary>A change as lists show it.</summary>
public sealed record ChangeRow(
    Guid Id, string Number, ChangeKind Kind, ChangeState State, string DefinitionId, int Version, string Author, DateTime OpenedAt, int Risk,
    DateTime? EffectiveFromAt, DateTime? ReviewDueAt)
{
    internal static ChangeRow Of(ChangeRequest c) => new(
        c.Id.Value, c.Number, c.Kind, c.State, c.DefinitionId, c.PackageVersion, c.Steps[0].PrintedName, c.OpenedAt, c.Risk.Number, c.EffectiveFromAt,
        c.IsReviewOutstanding ? c.ReviewDueAt : null);
}

/// <summary>A change with its whole history.</summary>
/// <param name="SignedHash">The hash every signature names: the package's.</param>
public sealed record ChangeView(
    Guid Id, string Number, ChangeKind Kind, ChangeState State, string DefinitionId, int Version, string PackageHash, string SignedHash,
    string? BaseHash, string Reason, IReadOnlyList<string> RequirementIds, ChangeRisk Risk, int RiskNumber, DateTime OpenedAt,
    DateTime? EffectiveFromAt, DateTime? ReviewDueAt, bool IsReviewOutstanding, Guid? ReviewTaskId, IReadOnlyList<ChangeStepView> Steps,
    IReadOnlyList<ChangeCommentView> Comments, IReadOnlyList<ChangeEvidenceView> Evidence, IReadOnlyList<ChangeGapView> Gaps,
    IReadOnlyList<JustificationView> Justifications)
{
    internal static ChangeView Of(
        ChangeRequest c, IReadOnlyList<ChangeComment> comments, IReadOnlyList<ChangeEvidence> evidence, IReadOnlyList<ChangeJustification> justified) => new(
        c.Id.Value, c.Number, c.Kind, c.State, c.DefinitionId, c.PackageVersion, c.PackageHash, c.PackageHash, c.BaseHash, c.Reason, c.RequirementIds,
        c.Risk, c.Risk.Number, c.OpenedAt, c.EffectiveFromAt, c.ReviewDueAt, c.IsReviewOutstanding, c.ReviewTaskId?.Value,
        [.. c.Steps.Select(ChangeStepView.Of)], [.. comments.Select(ChangeCommentView.Of)],
        [.. evidence.Select(e => new ChangeEvidenceView(e.Kind, e.PackageHash, e.ContentHash))],
        ChangeGapView.Of(new EvidenceOnFile(evidence, justified), c.PackageHash), [.. justified.Select(JustificationView.Of)]);
}

/// <summary>One step, as 21 CFR 11.50 wants it shown: printed name, time, meaning.</summary>
public sealed record ChangeStepView(
    int Ordinal, ChangeStepKind Kind, string PrintedName, string? Meaning, Guid? SignatureId, string PackageHash, int Version, string Comment,
    ChangeRisk? Risk, DateTime? EffectiveFromAt, DateTime RecordedAt)
{
    internal static ChangeStepView Of(ChangeStep s) => new(
        s.Ordinal, s.Kind, s.PrintedName, s.Meaning, s.SignatureId, s.PackageHash, s.PackageVersion, s.Comment, s.Risk, s.EffectiveFromAt, s.RecordedAt);
}

/// <summary>What was worked out at a submission; its content is read by its hash.</summary>
public sealed record ChangeEvidenceView(string Kind, string PackageHash, string ContentHash);

public sealed record ChangeCommentView(
    Guid Id, Guid? ParentId, string? ActivityId, string PackageHash, string Text, string PrintedName, DateTime RecordedAt)
{
    internal static ChangeCommentView Of(ChangeComment c) => new(c.Id, c.ParentId, c.ActivityId, c.PackageHash, c.Text, c.PrintedName, c.RecordedAt);
}

/// <summary>A gap in the evidence of the submission under review.</summary>
/// <param name="IsJustified">Somebody signed why it does not matter.</param>
public sealed record ChangeGapView(EvidenceGapKind Kind, string Key, bool IsJustified)
{
    internal static IReadOnlyList<ChangeGapView> Of(EvidenceOnFile file, string packageHash) =>
        [.. (file.Has(ChangeEvidence.Scenarios, packageHash) ? file.ScenarioGaps(packageHash) : [])
            .Concat(file.Has(ChangeEvidence.Replay, packageHash) ? file.ReplayGaps(packageHash) : [])
            .Select(g => new ChangeGapView(g.Kind, g.Key, file.IsJustified(g, packageHash)))];
}

/// <summary>Why a gap does not matter, as 21 CFR 11.50 wants it shown: printed name, time, meaning.</summary>
public sealed record JustificationView(
    EvidenceGapKind Kind, string Key, string Text, string PackageHash, string PrintedName, string Meaning, Guid SignatureId, DateTime RecordedAt)
{
    internal static JustificationView Of(ChangeJustification j) =>
        new(j.Kind, j.Key, j.Text, j.PackageHash, j.PrintedName, j.Meaning, j.SignatureId, j.RecordedAt);
}
