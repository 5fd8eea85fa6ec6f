using Becs.Domain.Shared;

namespace Becs.Domain.ChangeControl;

/// <summary>What an author hands in: a package, frozen, and why.</summary>
public sealed record ChangeSubmission
{
    /// <summary>Most requirement ids of one change.</summary>
    public const int MostRequirements = 50;

    /// <summary>The package, as it will run if approved.</summary>
    public required PackageRecord Package { get; init; }

    /// <summary>The version it was made from: the newest approved one, or null for a workflow that has none.</summary>
    public string? BaseHash { get; init; }

    /// <summary>SHA-256 of the draft it was made of; null for a roll-back.</summary>
    public string? DraftHash { get; init; }

    /// <summary>Everybody whose work is in it besides who submits: who saved the draft, who wrote a version rolled back to.</summary>
    public IReadOnlyCollection<Guid> AuthorIds { get; init; } = [];

    /// <summary>The vendor's version it takes over; null for a change of the site's own.</summary>
    public Guid? VendorVersionId { get; init; }

    public required string Reason { get; init; }

    public IReadOnlyList<string> RequirementIds { get; init; } = [];

    public required ChangeRisk Risk { get; init; }

    /// <exception cref="InputException">A text is missing or too long, or the risk is not rated.</exception>
    public void Check()
    {
        Texts.Demand(Reason, "reason");
        Risk.Check();
        if (RequirementIds.Count > MostRequirements || RequirementIds.Any(r => r.Length is 0 or > 64))
        {
            throw new InputException("CHG-031", "requirementIds", $"At most {MostRequirements} requirement ids of at most 64 characters.");
        }
    }

    internal static class Texts
    {
        /// <exception cref="InputException">It is empty or too long.</exception>
        public static string Demand(string? text, string field) => text?.Trim() is { Length: > 0 and <= ChangeComment.Longest } given
            ? given
            : throw new InputException("CHG-032", field, $"{field} has from 1 to {ChangeComment.Longest} characters.");
    }
}
