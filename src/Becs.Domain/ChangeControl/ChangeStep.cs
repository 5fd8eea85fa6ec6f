using Becs.Domain.Shared;

namespace Becs.Domain.ChangeControl;

/// <summary>One thing a person did to a change request: written once, never changed (21 CFR 11.10(e), (k)).</summary>
public sealed record ChangeStep
{
    public required Guid Id { get; init; }

    public required ChangeId ChangeId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Ordinal { get; init; }

    public required ChangeStepKind Kind { get; init; }

    public required Guid UserId { get; init; }

    public required string PrintedName { get; init; }

    /// <summary>Who lent the turn, when the person acted as a delegate. Neither escapes the separation of duties.</summary>
    public Guid? OnBehalfOfId { get; init; }

    /// <summary>What was signed; null for a withdrawal, which needs no signature.</summary>
    public string? Meaning { get; init; }

    public Guid? SignatureId { get; init; }

    /// <summary>The package it is about: its hash is what was signed.</summary>
    public required string PackageHash { get; init; }

    public required int PackageVersion { get; init; }

    /// <summary>What the package was made from, at a submission.</summary>
    public string? BaseHash { get; init; }

    /// <summary>SHA-256 of the draft it was made of, at a submission of a draft.</summary>
    public string? DraftHash { get; init; }

    /// <summary>The plan for running instances it is about: then its hash is what was signed.</summary>
    public string? PlanHash { get; init; }

    /// <summary>Why the change is made, at a submission; why it is rejected or withdrawn, what a review found.</summary>
    public required string Comment { get; init; }

    /// <summary>Requirement ids, at a submission.</summary>
    public IReadOnlyList<string> RequirementIds { get; init; } = [];

    /// <summary>The risk as the author rated it, at a submission.</summary>
    public ChangeRisk? Risk { get; init; }

    /// <summary>From when the package starts instances (UTC), at an approval.</summary>
    public DateTime? EffectiveFromAt { get; init; }

    public required DateTime RecordedAt { get; init; }
}
