using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Donors.Eligibility;

/// <summary>
/// The primary facts about a donor at a visit, read once, and the day they are judged for. The same checks run on them at the chair (today)
/// and at release (day of donation).
/// </summary>
public sealed record EligibilityFacts
{
    /// <summary>Rules of the day and site.</summary>
    public required RuleBook Book { get; init; }

    /// <summary>Local day of the donation: today at the chair, the day of donation at release.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Local day on which the question is asked: deferrals are checked for it too.</summary>
    public required DateOnly Today { get; init; }

    public required Visit Visit { get; init; }

    /// <summary>The donor and all records merged with it.</summary>
    public required IReadOnlyList<DonorId> Closure { get; init; }

    /// <summary>Null when the person was erased or never recorded.</summary>
    public required DonorIdentity? Identity { get; init; }

    /// <summary>All deferrals of the closure, closed ones too.</summary>
    public required IReadOnlyList<Deferral> Deferrals { get; init; }

    /// <summary>Donations of the closure before this visit's own, failed draws included.</summary>
    public required IReadOnlyList<PriorDonation> PriorDonations { get; init; }

    /// <summary>The answers that count, unsealed.</summary>
    public required QuestionnaireAnswers? Answers { get; init; }

    /// <summary>The examination that counts, unsealed.</summary>
    public required ExaminationMeasurements? Measurements { get; init; }

    /// <summary>The confidential choice, unsealed.</summary>
    public required SelfExclusionChoice? SelfExclusion { get; init; }

    public DonationType Type => Visit.DonationType;

    /// <summary>Every record with a safety version that these facts came from.</summary>
    public IEnumerable<SubjectRef> Reads => Closure.Select(d => d.Subject);
}
