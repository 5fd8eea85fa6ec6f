using Becs.Contracts.Testing;
using Becs.Domain.Donors;
using Becs.Domain.Donors.Eligibility;
using Becs.Domain.Isbt128;
using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>
/// Computes the verdict about a donation from its results, announces it when it changed, and enters into the registry what a final reactive
/// result does to the donor. It opens no gate.
/// </summary>
public sealed class SettleTesting(
    ReadTestingFacts read, ITests tests, WriteDeferrals write, ISubjects subjects, IEventSink events, ICurrentOperation operation)
{
    public async Task<DonationTestingVerdict> ExecuteAsync(
        DonationId donationId, CancellationToken cancellationToken = default)
    {
        var facts = await read.OfAsync(donationId, cancellationToken);
        var verdict = TestingVerdicts.Of(facts);
        var projection = facts.Projection;
        if (projection is null)
        {
            projection = new SuitabilityProjection(donationId);
            tests.Add(projection);
        }

        var wanted = verdict is DonationTestingVerdict.Unsuitable u ? [.. u.Reasons, .. u.AwaitsConfirmation] : verdict.Reasons;
        if (projection.Announce(verdict.Code, string.Join(';', wanted), operation.Context.NowAt))
        {
            subjects.Bump(donationId.Subject);
            Announce(facts, verdict);
        }

        if (verdict is DonationTestingVerdict.Unsuitable)
        {
            await write.ExecuteAsync(
                facts.Donation.DonorId, EffectsOnDonor(facts, verdict), null, donationId, cancellationToken);
        }

        return verdict;
    }

    /// <summary>
    /// What final reactive results do to the donor (domain handbook 6.7): anti-HBc and HTLV only at the second reactive donation. A result no
    /// rule knows the effect of defers until a physician decides.
    /// </summary>
    public static IReadOnlyList<DeferralTerms> EffectsOnDonor(TestingFacts facts, DonationTestingVerdict verdict)
    {
        var terms = new List<DeferralTerms>();
        foreach (var standing in verdict.Tests.Where(t => t.IsUnsuitable))
        {
            var method = facts.Required.First(t => t.Test == standing.TestCode).Method;
            if (method is not (TestMethod.Serology or TestMethod.Nat))
            {
                continue;
            }

            var count = 1 + facts.Prior.Count(p => MarkerStanding
                .Conclude(method, p.Results.Where(r => r.Key.TestCode == standing.TestCode)).IsUnsuitable);
            terms.AddRange(TestPanelRules.DonorEffect(facts.Book, standing.TestCode, facts.DonatedOn, count)
                .Where(o => !o.Verdict.IsPass)
                .Select(o => Terms(facts.Book, o)));
        }

        return terms;
    }

    private static DeferralTerms Terms(RuleBook book, RuleOutcome outcome) =>
        outcome.Verdict.Kind == VerdictKind.Defer
            ? DeferralFinding.Terms(book, outcome, DeferralSource.Test)
            : DeferralFinding.Terms(
                book,
                outcome with { Verdict = Verdict.Defer("TEST-REVIEW", DeferralEnd.Until("physician reviews the result")) },
                DeferralSource.Test);

    private void Announce(TestingFacts facts, DonationTestingVerdict verdict)
    {
        var subject = facts.Donation.Id.Subject;
        var (id, din) = (facts.Donation.Id.Value, facts.Donation.Din.Value);
        switch (verdict)
        {
            case DonationTestingVerdict.Suitable suitable:
                var rhD = suitable.RhD == RhD.Positive ? "pos" : "neg";
                events.Raise(subject, new DonationFoundSuitable(id, din, $"{suitable.Abo} {rhD}"));
                break;
            case DonationTestingVerdict.Unsuitable unsuitable:
                events.Raise(subject, new DonationFoundUnsuitable(id, din, unsuitable.Because));
                if (unsuitable.AwaitsConfirmation.Count > 0)
                {
                    events.Raise(subject, new ConfirmatoryTestingNeeded(id, din, unsuitable.AwaitsConfirmation));
                }

                break;
            case DonationTestingVerdict.NeedsRepeat repeat:
                events.Raise(subject, new RepeatTestingNeeded(id, din, repeat.TestCodes));
                break;
            case DonationTestingVerdict.Discrepancy discrepancy:
                events.Raise(subject, new AboDiscrepancyFound(id, din, discrepancy.ReasonCode));
                break;
            default:
                break;
        }
    }
}
