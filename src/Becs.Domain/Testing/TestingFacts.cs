using Becs.Domain.Donations;
using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>The primary facts about the testing of one donation, read once.</summary>
public sealed record TestingFacts
{
    /// <summary>Rules of the day of donation.</summary>
    public required RuleBook Book { get; init; }

    public required Donation Donation { get; init; }

    public required DateOnly DonatedOn { get; init; }

    /// <summary>The panel of that day, and what was ordered besides.</summary>
    public required IReadOnlyList<RequiredTest> Required { get; init; }

    public required IReadOnlyList<EffectiveResult> Results { get; init; }

    /// <summary>Runs the results came from.</summary>
    public required IReadOnlyList<TestRun> Runs { get; init; }

    /// <summary>Earlier donations of all merged records, oldest first.</summary>
    public required IReadOnlyList<PriorTesting> Prior { get; init; }

    /// <summary>What was found out about discrepancies, oldest first; it counts when signed.</summary>
    public IReadOnlyList<DiscrepancyFinding> Findings { get; init; } = [];

    /// <summary>Last verdict announced; null before the first.</summary>
    public required SuitabilityProjection? Projection { get; init; }

    /// <summary>Every record with a safety version that these facts came from.</summary>
    public required IReadOnlyList<SubjectRef> Reads { get; init; }

    /// <summary>Results of one test; void ones too.</summary>
    public IEnumerable<EffectiveResult> Of(string testCode) => Results.Where(r => r.Key.TestCode == testCode);
}
