using Becs.Domain.ChangeControl;
using Becs.Server.Signatures;
using FluentValidation;

namespace Becs.Server.ChangeControl;

/// <summary>Where the running instances of a workflow stand, version by version.</summary>
public sealed record InFlightView(IReadOnlyList<InFlightVersion> Versions, IReadOnlyList<PlanView> Plans);

/// <param name="Instances">How many run it.</param>
/// <param name="Steps">How many wait at each step; one that waits at two counts at both.</param>
public sealed record InFlightVersion(string PackageHash, int Version, int Instances, IReadOnlyList<InFlightStep> Steps);

public sealed record InFlightStep(string StepId, string StepText, int Instances);

/// <summary>A plan for running instances.</summary>
/// <param name="SignedHash">The hash to sign: the plan's.</param>
/// <param name="Mapping">New step ids by old ones, where they differ.</param>
/// <param name="PassesBy">Steps that cases may pass by.</param>
public sealed record PlanView(
    Guid Id, int Number, MigrationPlanState State, int SourceVersion, int TargetVersion, string SourceHash, string TargetHash, string SignedHash,
    IReadOnlyDictionary<string, string> Mapping, IReadOnlyList<PassedStep> PassesBy, Guid? ReversesId, int Migrated, int Stay);

/// <summary>A step cases pass by, knowingly.</summary>
/// <param name="Reason">Why they may; part of what is signed.</param>
public sealed record PassedStep(string StepId, string StepText, string Reason);

/// <summary>A step the new version asks before where cases stand, and which they have not done.</summary>
/// <param name="Cases">How many of those looked at stay for it.</param>
/// <param name="DemandedBy">What the obligation that demands it says: then no plan may pass it by.</param>
/// <param name="StartsAnother">It starts another workflow: then no plan may pass it by.</param>
public sealed record MissingStep(string StepId, string StepText, int Cases, string? DemandedBy, bool StartsAnother)
{
    /// <summary>Whether a plan may name it as passed by.</summary>
    public bool MayBePassedBy => DemandedBy is null && !StartsAnother;
}

/// <summary>What would be proposed now.</summary>
/// <param name="Content">Canonical JSON; its SHA-256 is <paramref name="SignedHash"/>.</param>
/// <param name="SignedHash">The hash to sign.</param>
/// <param name="PassesBy">Steps that cases may pass by.</param>
public sealed record PlanProposal(int Number, int SourceVersion, int TargetVersion, string Content, string SignedHash, IReadOnlyList<PassedStep> PassesBy);

/// <summary>A plan as it was asked for.</summary>
/// <param name="SourceHash">Package the instances leave; null when the plan takes others back.</param>
/// <param name="Mapping">New step ids by old ones, where they differ.</param>
/// <param name="Reverses">The plan whose instances are taken back.</param>
/// <param name="PassesBy">Steps that cases may pass by, each with the reason.</param>
public sealed record PlanRequest(
    string? SourceHash = null, IReadOnlyDictionary<string, string>? Mapping = null, Guid? Reverses = null, IReadOnlyDictionary<string, string>? PassesBy = null);

/// <param name="Plan">The plan.</param>
/// <param name="Comment">Why.</param>
/// <param name="Signature">Meaning <c>authored</c>, on the hash of the proposal.</param>
/// <param name="OperationId">For repeating it safely.</param>
public sealed record ProposePlanRequest(PlanRequest Plan, string Comment, SignatureRequest Signature, Guid? OperationId = null)
{
    internal object WithoutSignature() => new { Plan, Comment };
}

/// <param name="Plan">The plan.</param>
/// <param name="After">The last instance looked at; null to begin.</param>
/// <param name="Limit">At most so many.</param>
public sealed record DryRunRequest(PlanRequest Plan, Guid? After = null, int Limit = 200);

/// <param name="After">The last instance looked at; null to begin, also after a stop.</param>
/// <param name="Limit">At most so many.</param>
public sealed record CarryOutRequest(Guid? After = null, int Limit = 100);

/// <summary>What a plan would do to some instances. Nothing was written.</summary>
/// <param name="After">To go on with; null when every instance was looked at.</param>
/// <param name="Missing">Steps for which some of them stay, because they would pass them by.</param>
public sealed record DryRunView(int Looked, int Movable, IReadOnlyList<PlanInstance> Stay, IReadOnlyList<MissingStep> Missing, Guid? After);

/// <summary>What a plan does or did to one instance.</summary>
/// <param name="Reasons">Everything that keeps it, such as <c>StepGone:Verify</c>; empty when it goes over.</param>
/// <param name="WouldPassBy">Of these the steps it would pass by, as they are called.</param>
public sealed record PlanInstance(Guid Instance, bool IsMigrated, IReadOnlyList<string> Reasons, IReadOnlyList<string> WouldPassBy);

public sealed class PlanRequestValidator : AbstractValidator<PlanRequest>
{
    public PlanRequestValidator()
    {
        RuleFor(r => r.SourceHash).NotEmpty().When(r => r.Reverses is null).MaximumLength(64);
        RuleFor(r => r.Mapping!.Count).LessThanOrEqualTo(MigrationPlan.MostSteps).When(r => r.Mapping is not null).OverridePropertyName("Mapping");
        RuleForEach(r => r.Mapping!.Values).NotEmpty().MaximumLength(200).When(r => r.Mapping is not null).OverridePropertyName("Mapping");
        RuleForEach(r => r.Mapping!.Keys).NotEmpty().MaximumLength(200).When(r => r.Mapping is not null).OverridePropertyName("Mapping");
        RuleFor(r => r.PassesBy!.Count).LessThanOrEqualTo(MigrationPlan.MostSteps).When(r => r.PassesBy is not null).OverridePropertyName("PassesBy");
        RuleForEach(r => r.PassesBy!.Keys).NotEmpty().MaximumLength(200).When(r => r.PassesBy is not null).OverridePropertyName("PassesBy");
        RuleForEach(r => r.PassesBy!.Values).NotEmpty().MaximumLength(ChangeComment.Longest).When(r => r.PassesBy is not null).OverridePropertyName("PassesBy");
        RuleFor(r => r.PassesBy).Must(m => m is not { Count: > 0 }).When(r => r.Reverses is not null).WithMessage("What is taken back passes nothing by.");
        RuleFor(r => r.Mapping).Must(m => m is not { Count: > 0 }).When(r => r.Reverses is not null).WithMessage("What is taken back needs no mapping.");
    }
}

public sealed class ProposePlanRequestValidator : AbstractValidator<ProposePlanRequest>
{
    public ProposePlanRequestValidator()
    {
        RuleFor(r => r.Plan).SetValidator(new PlanRequestValidator());
        RuleFor(r => r.Comment).NotEmpty().MaximumLength(ChangeComment.Longest);
        RuleFor(r => r.Signature).SetValidator(new SignatureRequestValidator());
    }
}

public sealed class DryRunRequestValidator : AbstractValidator<DryRunRequest>
{
    public DryRunRequestValidator()
    {
        RuleFor(r => r.Plan).SetValidator(new PlanRequestValidator());
        RuleFor(r => r.Limit).InclusiveBetween(1, 1000);
    }
}

public sealed class CarryOutRequestValidator : AbstractValidator<CarryOutRequest>
{
    public CarryOutRequestValidator() => RuleFor(r => r.Limit).InclusiveBetween(1, 1000);
}
