using Becs.Domain.ChangeControl;
using Becs.Server.Signatures;
using FluentValidation;

namespace Becs.Server.ChangeControl;

/// <summary>Why a change is made, and what people of which role must have read before they work by it.</summary>
public sealed record ChangeDetails(
    string Reason, ChangeRisk Risk, IReadOnlyList<string>? RequirementIds = null, IReadOnlyList<TrainingNeedRequest>? Trainings = null);

/// <param name="Role">The role affected.</param>
/// <param name="Title">What the training is.</param>
/// <param name="Document">The document to read, such as an SOP and its version.</param>
public sealed record TrainingNeedRequest(string Role, string Title, string Document);

/// <param name="DefinitionId">The workflow.</param>
/// <param name="Details">Why.</param>
/// <param name="Signature">Meaning <c>authored</c>, on the hash of the proposal.</param>
/// <param name="Emergency">Two signatures now, the review afterwards.</param>
/// <param name="RollBackTo">Package hash of a former version whose content is taken instead of the draft.</param>
/// <param name="OperationId">For repeating it safely.</param>
public sealed record SubmitChangeRequest(
    string DefinitionId, ChangeDetails Details, SignatureRequest Signature, bool Emergency = false, string? RollBackTo = null, Guid? OperationId = null)
{
    internal object WithoutSignature() => new { DefinitionId, Details, Emergency, RollBackTo };
}

public sealed record SubmitAgainRequest(ChangeDetails Details, SignatureRequest Signature, Guid? OperationId = null)
{
    internal object WithoutSignature() => new { Details };
}

/// <param name="Accept">False gives it back, or objects.</param>
/// <param name="Comment">Needed when it is not accepted, and for a review after an emergency.</param>
/// <param name="Signature">Meaning <c>reviewed</c>, on the package hash.</param>
/// <param name="OperationId">For repeating it safely.</param>
public sealed record ReviewChangeRequest(bool Accept, SignatureRequest Signature, string? Comment = null, Guid? OperationId = null)
{
    internal object WithoutSignature() => new { Accept, Comment };
}

/// <param name="Signature">Meaning <c>approved</c>, on the package hash.</param>
/// <param name="EffectiveFrom">From when it starts instances; at once when absent.</param>
/// <param name="Comment">For the record.</param>
/// <param name="OperationId">For repeating it safely.</param>
public sealed record ApproveChangeRequest(
    SignatureRequest Signature, DateTimeOffset? EffectiveFrom = null, string? Comment = null, Guid? OperationId = null)
{
    internal object WithoutSignature() => new { EffectiveFrom, Comment };
}

public sealed record CommentedStepRequest(SignatureRequest Signature, string? Comment = null, Guid? OperationId = null)
{
    internal object WithoutSignature() => new { Comment };
}

public sealed record WithdrawChangeRequest(string Reason, Guid? OperationId = null);

/// <param name="Gaps">Which gaps, as the change names them; a case of the replay stands alone.</param>
/// <param name="Text">Why they do not matter.</param>
/// <param name="Signature">Meaning <c>justified</c>, on the package hash.</param>
/// <param name="OperationId">For repeating it safely.</param>
public sealed record JustifyGapsRequest(IReadOnlyList<GapView> Gaps, string Text, SignatureRequest Signature, Guid? OperationId = null)
{
    internal object WithoutSignature() => new { Gaps, Text };
}

/// <summary>A gap in the evidence.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Key">Which: <c>Step:Outcome</c>, a step, a scenario, or a recorded case.</param>
public sealed record GapView(EvidenceGapKind Kind, string Key);

/// <param name="Text">What is said.</param>
/// <param name="ActivityId">The step it is about.</param>
/// <param name="ParentId">The comment it answers.</param>
/// <param name="OperationId">For repeating it safely.</param>
public sealed record CommentChangeRequest(string Text, string? ActivityId = null, Guid? ParentId = null, Guid? OperationId = null);

public sealed class ChangeDetailsValidator : AbstractValidator<ChangeDetails>
{
    public ChangeDetailsValidator()
    {
        RuleFor(d => d.Reason).NotEmpty().MaximumLength(ChangeComment.Longest);
        RuleFor(d => d.Risk.Severity).InclusiveBetween(1, 5);
        RuleFor(d => d.Risk.Probability).InclusiveBetween(1, 5);
        RuleFor(d => d.Risk.Detectability).InclusiveBetween(1, 5);
        RuleFor(d => d.RequirementIds!.Count).LessThanOrEqualTo(ChangeSubmission.MostRequirements).When(d => d.RequirementIds is not null)
            .OverridePropertyName("RequirementIds");
        RuleForEach(d => d.RequirementIds).NotEmpty().MaximumLength(64);
        RuleFor(d => d.Trainings!.Count).LessThanOrEqualTo(TrainingNeed.Most).When(d => d.Trainings is not null).OverridePropertyName("Trainings");
        RuleForEach(d => d.Trainings).ChildRules(t =>
        {
            t.RuleFor(x => x.Role).NotEmpty().Must(r => r is not null && Becs.Domain.Shared.Roles.All.ContainsKey(r)).WithMessage("There is no such role.");
            t.RuleFor(x => x.Title).NotEmpty().MaximumLength(TrainingNeed.LongestTitle);
            t.RuleFor(x => x.Document).NotEmpty().MaximumLength(TrainingNeed.LongestDocument);
        });
    }
}

public sealed class SubmitChangeRequestValidator : AbstractValidator<SubmitChangeRequest>
{
    public SubmitChangeRequestValidator()
    {
        RuleFor(r => r.DefinitionId).NotEmpty().MaximumLength(100);
        RuleFor(r => r.Details).SetValidator(new ChangeDetailsValidator());
        RuleFor(r => r.Signature).SetValidator(new SignatureRequestValidator());
        RuleFor(r => r.RollBackTo).Matches("^[0-9a-f]{64}$").When(r => r.RollBackTo is not null);
        RuleFor(r => r.Emergency).Equal(false).When(r => r.RollBackTo is not null).WithMessage("A roll-back is reviewed like any other change.");
    }
}

public sealed class SubmitAgainRequestValidator : AbstractValidator<SubmitAgainRequest>
{
    public SubmitAgainRequestValidator()
    {
        RuleFor(r => r.Details).SetValidator(new ChangeDetailsValidator());
        RuleFor(r => r.Signature).SetValidator(new SignatureRequestValidator());
    }
}

public sealed class ReviewChangeRequestValidator : AbstractValidator<ReviewChangeRequest>
{
    public ReviewChangeRequestValidator()
    {
        RuleFor(r => r.Signature).SetValidator(new SignatureRequestValidator());
        RuleFor(r => r.Comment).NotEmpty().When(r => !r.Accept).MaximumLength(ChangeComment.Longest);
    }
}

public sealed class ApproveChangeRequestValidator : AbstractValidator<ApproveChangeRequest>
{
    public ApproveChangeRequestValidator()
    {
        RuleFor(r => r.Signature).SetValidator(new SignatureRequestValidator());
        RuleFor(r => r.Comment).MaximumLength(ChangeComment.Longest);
    }
}

public sealed class CommentedStepRequestValidator : AbstractValidator<CommentedStepRequest>
{
    public CommentedStepRequestValidator()
    {
        RuleFor(r => r.Signature).SetValidator(new SignatureRequestValidator());
        RuleFor(r => r.Comment).MaximumLength(ChangeComment.Longest);
    }
}

public sealed class WithdrawChangeRequestValidator : AbstractValidator<WithdrawChangeRequest>
{
    public WithdrawChangeRequestValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(ChangeComment.Longest);
}

public sealed class CommentChangeRequestValidator : AbstractValidator<CommentChangeRequest>
{
    public CommentChangeRequestValidator()
    {
        RuleFor(r => r.Text).NotEmpty().MaximumLength(ChangeComment.Longest);
        RuleFor(r => r.ActivityId).MaximumLength(200);
    }
}

public sealed class JustifyGapsRequestValidator : AbstractValidator<JustifyGapsRequest>
{
    public JustifyGapsRequestValidator()
    {
        RuleFor(r => r.Gaps.Count).InclusiveBetween(1, ChangeJustification.Most).OverridePropertyName("Gaps");
        RuleForEach(r => r.Gaps).ChildRules(g => g.RuleFor(x => x.Key).NotEmpty().MaximumLength(300));
        RuleFor(r => r.Text).NotEmpty().MaximumLength(ChangeComment.Longest);
        RuleFor(r => r.Signature).SetValidator(new SignatureRequestValidator());
    }
}
