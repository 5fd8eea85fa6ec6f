using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>
/// One visit of a donor to a site, and the facts stated at it. Facts are only added: the latest answer set, examination and so on counts,
/// and what referred to an earlier one (a review, a physician's decision) does not carry over.
/// </summary>
public sealed class Visit
{
    private readonly List<IdentityCheck> _identityChecks = [];
    private readonly List<Consent> _consents = [];
    private readonly List<ConsentWithdrawal> _consentWithdrawals = [];
    private readonly List<AnswerSet> _answerSets = [];
    private readonly List<AnswerReview> _answerReviews = [];
    private readonly List<SelfExclusion> _selfExclusions = [];
    private readonly List<Examination> _examinations = [];
    private readonly List<PhysicianDecision> _physicianDecisions = [];

    private Visit()
    {
    }

    public Visit(VisitId id, DonorId donorId, DonationType donationType, DateOnly startedOn, FactStamp started)
    {
        Id = id;
        DonorId = donorId;
        SiteId = started.SiteId;
        DonationType = donationType;
        StartedOn = startedOn;
        Started = started;
    }

    public VisitId Id { get; private set; }

    public DonorId DonorId { get; private set; }

    public SiteId SiteId { get; private set; }

    public DonationType DonationType { get; private set; }

    /// <summary>Day of the visit in the site's time zone: every day rule of eligibility counts from it.</summary>
    public DateOnly StartedOn { get; private set; }

    public FactStamp Started { get; private set; } = null!;

    /// <summary>Projection for lists.</summary>
    public VisitStatus Status { get; internal set; }

    /// <summary>The donation registered from this visit; at most one.</summary>
    public DonationId? DonationId { get; private set; }

    /// <summary>Row version against lost updates.</summary>
    public long Version { get; private set; }

    public IReadOnlyList<IdentityCheck> IdentityChecks => _identityChecks;

    public IReadOnlyList<Consent> Consents => _consents;

    public IReadOnlyList<ConsentWithdrawal> ConsentWithdrawals => _consentWithdrawals;

    public IReadOnlyList<AnswerSet> AnswerSets => _answerSets;

    public IReadOnlyList<AnswerReview> AnswerReviews => _answerReviews;

    public IReadOnlyList<SelfExclusion> SelfExclusions => _selfExclusions;

    public IReadOnlyList<Examination> Examinations => _examinations;

    public IReadOnlyList<PhysicianDecision> PhysicianDecisions => _physicianDecisions;

    public AnswerSet? LatestAnswers => _answerSets.MaxBy(a => a.Version);

    public Examination? LatestExamination => _examinations.MaxBy(e => e.Version);

    public SelfExclusion? LatestSelfExclusion => _selfExclusions.MaxBy(s => s.Version);

    /// <summary>The staff review of the latest answers; a review of earlier answers does not count.</summary>
    public AnswerReview? LatestReview =>
        _answerReviews.Where(r => r.AnswerSetId == LatestAnswers?.Id).MaxBy(r => r.Stamp.RecordedAt);

    /// <summary>The latest physician's decision, if it was made on the answers and the examination that now count.</summary>
    public PhysicianDecision? LatestPhysicianDecision
    {
        get
        {
            var latest = _physicianDecisions.MaxBy(d => d.Version);
            return latest is not null && latest.AnswerSetId == LatestAnswers?.Id && latest.ExaminationId == LatestExamination?.Id
                ? latest
                : null;
        }
    }

    internal void Add(IdentityCheck fact) => _identityChecks.Add(fact);

    internal void Add(Consent fact) => _consents.Add(fact);

    internal void Add(ConsentWithdrawal fact) => _consentWithdrawals.Add(fact);

    internal void Add(AnswerSet fact) => _answerSets.Add(fact);

    internal void Add(AnswerReview fact) => _answerReviews.Add(fact);

    internal void Add(SelfExclusion fact) => _selfExclusions.Add(fact);

    internal void Add(Examination fact) => _examinations.Add(fact);

    internal void Add(PhysicianDecision fact) => _physicianDecisions.Add(fact);

    internal void Registered(DonationId donation)
    {
        if (DonationId is { } existing)
        {
            throw new RuleException("VIS-010", $"{Id.Subject} already led to {existing.Subject}.");
        }

        DonationId = donation;
        Status = VisitStatus.Accepted;
    }
}
