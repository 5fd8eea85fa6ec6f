using Becs.Domain.Rules;

namespace Becs.Domain.Donors.Eligibility;

/// <summary>
/// The seven donor checks, each a pure function over primary facts. The gate that assigns a number and the release gate call the same
/// functions: what a workflow concluded in between is never read.
/// </summary>
public static class EligibilityChecks
{
    private static readonly HashSet<DeferralScope> None = [];

    /// <summary>All seven, in order.</summary>
    public static IReadOnlyList<EligibilityCheck> All(EligibilityFacts facts) =>
    [
        Identified(facts), NotDeferred(facts), QuestionnaireInOrder(facts), ExaminationInLimits(facts), IntervalKept(facts),
        ConsentGiven(facts), NotSelfExcluded(facts),
    ];

    /// <summary>RB-01: at the last comparison of this visit two independent identifiers agreed and none disagreed.</summary>
    public static EligibilityCheck Identified(EligibilityFacts facts)
    {
        var latest = facts.Visit.IdentityChecks.MaxBy(c => c.Order);
        var finding = facts.Identity is null ? Missing("identity-record")
            : latest is null ? Missing("identification")
            : !latest.Passed ? Missing("identification-failed", latest.Id)
            : null;
        return Check("RB-01", finding);
    }

    /// <summary>RB-02: no deferral of any merged record forbade it on the day of donation, none forbids it today, and the
    /// physician did not refuse at this visit. An interval deferral given later says nothing about the donation it counts from.</summary>
    public static EligibilityCheck NotDeferred(EligibilityFacts facts)
    {
        var standing = facts.Deferrals
            .Where(d => d.Forbids(facts.Type, facts.On)
                || (d.Forbids(facts.Type, facts.Today) && d.Source != DeferralSource.Interval))
            .ToList();
        var excluded = facts.Deferrals
            .Where(d => d.HoldsOn(facts.On) || d.HoldsOn(facts.Today))
            .Where(d => !ProductScope.Stops(d.Scope, facts.Type) && d.Scope != DeferralScope.Directed)
            .Select(d => d.Scope).ToHashSet();
        var findings = standing
            .Select(d => new EligibilityFinding(FindingEffect.Defer, d.Code, d.Id, null, d.IsConfidential)).ToList();
        if (facts.Visit.LatestPhysicianDecision is { Accepts: false } refusal)
        {
            findings.Add(DeferralFinding.OfPhysician(refusal));
        }

        return new EligibilityCheck("RB-02", findings, [], excluded);
    }

    /// <summary>RB-03: the questionnaire in force that day is complete, acknowledged by the donor, reviewed and signed by staff the same
    /// day, and nothing in it defers.</summary>
    public static EligibilityCheck QuestionnaireInOrder(EligibilityFacts facts)
    {
        var set = facts.Visit.LatestAnswers;
        if (set is null || facts.Answers is null)
        {
            return Check("RB-03", Missing("questionnaire"));
        }

        var findings = new List<EligibilityFinding>();
        var review = facts.Visit.LatestReview;
        AddIf(findings, set.AnsweredOn != facts.On, "questionnaire-day", set.Id);
        AddIf(findings, facts.Book.Packs.All(p => p.Hash != set.PackHash), "questionnaire-version", set.Id);
        AddIf(findings, !set.DonorAcknowledged, "questionnaire-acknowledgement", set.Id);
        AddIf(findings, review is null || review.ReviewedOn != set.AnsweredOn, "questionnaire-review", set.Id);
        var outcomes = QuestionnaireRules.Evaluate(facts.Book, facts.Answers with { On = facts.On });
        return FromOutcomes("RB-03", facts, findings, outcomes, set.Id, DeferralSource.Questionnaire, "question");
    }

    /// <summary>RB-04: every measurement is there, of that day, and in limits, or the physician accepted it with a signature.</summary>
    public static EligibilityCheck ExaminationInLimits(EligibilityFacts facts)
    {
        var examination = facts.Visit.LatestExamination;
        if (examination is null || facts.Measurements is null || facts.Identity is null)
        {
            return Check("RB-04", Missing("examination"));
        }

        var findings = new List<EligibilityFinding>();
        AddIf(findings, examination.ExaminedOn != facts.On, "examination-day", examination.Id);
        var outcomes = AcceptanceRules.Evaluate(facts.Book, AcceptanceOf(facts, facts.Measurements, facts.Identity));
        return FromOutcomes(
            "RB-04", facts, findings, outcomes, examination.Id, DeferralSource.Examination, "examination");
    }

    /// <summary>RB-05: the interval to every earlier draw and the yearly limits are kept.</summary>
    public static EligibilityCheck IntervalKept(EligibilityFacts facts)
    {
        var (redCellsMl, plasmaMl) = ProcedureLoss.Expected(facts.Type);
        var planned = new PlannedDonation(
            facts.Type, facts.On, facts.Measurements?.WeightTenthsKg, redCellsMl, plasmaMl);
        var outcomes = IntervalRules.Evaluate(facts.Book, planned, facts.PriorDonations);
        return FromOutcomes("RB-05", facts, [], outcomes, null, DeferralSource.Interval, "interval");
    }

    /// <summary>RB-06: the donor consented at this visit, signed, and did not withdraw.</summary>
    public static EligibilityCheck ConsentGiven(EligibilityFacts facts)
    {
        var withdrawn = facts.Visit.ConsentWithdrawals.Count > 0 ? facts.Visit.ConsentWithdrawals[0] : null;
        return Check("RB-06", withdrawn is not null ? Missing("consent-withdrawn", withdrawn.Id)
            : facts.Visit.Consents.Any(c => c.DonorSigned) ? null
            : Missing("consent"));
    }

    /// <summary>RB-07: the donor was asked in confidence and did not exclude the blood.</summary>
    public static EligibilityCheck NotSelfExcluded(EligibilityFacts facts)
    {
        var outcome = SelfExclusionRules.Evaluate(facts.Book, facts.SelfExclusion);
        var id = facts.Visit.LatestSelfExclusion?.Id;
        EligibilityFinding? finding = outcome.Verdict.Kind switch
        {
            VerdictKind.Pass => null,
            VerdictKind.Missing => Missing("self-exclusion", id),
            VerdictKind.Refer => new EligibilityFinding(FindingEffect.Refer, outcome.Verdict.Code, id),
            _ => new EligibilityFinding(FindingEffect.NotForUse, outcome.Verdict.Code, id, null, IsConfidential: true),
        };
        return finding is null
            ? new EligibilityCheck("RB-07", [], [outcome])
            : new EligibilityCheck("RB-07", [finding], [outcome]);
    }

    private static EligibilityCheck FromOutcomes(
        string blocker,
        EligibilityFacts facts,
        List<EligibilityFinding> findings,
        IReadOnlyList<RuleOutcome> outcomes,
        Guid? evidenceId,
        DeferralSource source,
        string missingPrefix)
    {
        var excluded = new HashSet<DeferralScope>();
        foreach (var outcome in outcomes)
        {
            var verdict = outcome.Verdict;
            switch (verdict.Kind)
            {
                case VerdictKind.Pass:
                    break;
                case VerdictKind.Conditional when ExcludedProduct.TryParse(verdict.Code, out var scopes):
                    excluded.UnionWith(scopes);
                    break;
                case VerdictKind.Missing:
                    findings.Add(Missing($"{missingPrefix}:{verdict.Code}", evidenceId));
                    break;
                case VerdictKind.Defer:
                    findings.Add(DeferralFinding.Of(facts, outcome, evidenceId, source));
                    break;
                default:
                    // Referred, allowed with a procedure, or refused: the physician answers for it with a signature, or it stops.
                    findings.Add(new EligibilityFinding(FindingEffect.Refer, verdict.Code, evidenceId));
                    break;
            }
        }

        findings.RemoveAll(f => f.Effect == FindingEffect.Refer
            && facts.Visit.LatestPhysicianDecision?.Excepts(f.Code) == true);
        return new EligibilityCheck(blocker, [.. findings.Distinct()], outcomes, excluded);
    }

    private static AcceptanceFacts AcceptanceOf(
        EligibilityFacts facts, ExaminationMeasurements measured, DonorIdentity identity) => new()
        {
            On = facts.On,
            Type = facts.Type,
            Sex = identity.Sex,
            AgeYears = AcceptanceFacts.AgeOn(identity.BirthDate, facts.On),
            HaemoglobinTenthsGPerDl = measured.HaemoglobinTenthsGPerDl,
            HaematocritTenthsPercent = measured.HaematocritTenthsPercent,
            SampleSiteAcceptable = measured.SampleSiteAcceptable,
            SystolicMmHg = measured.SystolicMmHg,
            DiastolicMmHg = measured.DiastolicMmHg,
            PulseBpm = measured.PulseBpm,
            PulseRegular = measured.PulseRegular,
            Athlete = measured.Athlete,
            TemperatureTenthsC = measured.TemperatureTenthsC,
            WeightTenthsKg = measured.WeightTenthsKg,
            ArmAcceptable = measured.ArmAcceptable,
            PlateletCountThousandsPerUl = measured.PlateletCountThousandsPerUl,
            TotalProteinTenthsGPerDl = measured.TotalProteinTenthsGPerDl,
        };

    private static EligibilityFinding Missing(string code, Guid? evidenceId = null) =>
        new(FindingEffect.Missing, code, evidenceId);

    private static void AddIf(List<EligibilityFinding> findings, bool condition, string code, Guid evidenceId)
    {
        if (condition)
        {
            findings.Add(Missing(code, evidenceId));
        }
    }

    private static EligibilityCheck Check(string blocker, EligibilityFinding? finding) =>
        new(blocker, finding is null ? [] : [finding], [], None);
}
