using Becs.Domain.Donations;
using Becs.Domain.Donors.Eligibility;
using Becs.Domain.Isbt128;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Testing;

namespace Becs.Domain.Quarantine;

/// <summary>
/// The blockers that look at the donation the bag came from. They call the same pure functions over primary facts as the gates at the chair;
/// no conclusion anybody stored is read. Not sealed for the tests of the gates; its members are internal, so nothing outside can replace it.
/// </summary>
public class DonationBlockers(ReadEligibilityFacts readEligibility, ReadTestingFacts readTesting, ILots lots)
{
    /// <summary>RB-01 to RB-08, 10 to 15 and 17.</summary>
    internal virtual async Task<BlockerResult> EvaluateAsync(string blocker, ReleaseCase c, CancellationToken cancellationToken)
    {
        var donation = c.Scope.Donation;
        return blocker switch
        {
            "RB-01" => Of(c, EligibilityChecks.Identified(await EligibilityAsync(c, cancellationToken))),
            "RB-02" => Of(c, EligibilityChecks.NotDeferred(await EligibilityAsync(c, cancellationToken))),
            "RB-03" => Of(c, EligibilityChecks.QuestionnaireInOrder(await EligibilityAsync(c, cancellationToken))),
            "RB-04" => Of(c, EligibilityChecks.ExaminationInLimits(await EligibilityAsync(c, cancellationToken))),
            "RB-05" => Of(c, EligibilityChecks.IntervalKept(await EligibilityAsync(c, cancellationToken))),
            "RB-06" => Of(c, EligibilityChecks.ConsentGiven(await EligibilityAsync(c, cancellationToken))),
            "RB-07" => Of(c, EligibilityChecks.NotSelfExcluded(await EligibilityAsync(c, cancellationToken))),
            "RB-08" => Of(blocker, CollectionChecks.RecordComplete(donation)),
            "RB-10" => await LimitsAsync(c, cancellationToken),
            "RB-11" => Of(blocker, CollectionChecks.LabelsAgree(donation)),
            "RB-12" => Of(blocker, TestingChecks.NoneMissing(await TestingAsync(c, cancellationToken))),
            "RB-13" => Of(blocker, TestingChecks.AllFinal(await TestingAsync(c, cancellationToken))),
            "RB-14" => Of(blocker, TestingChecks.NoneReactive(await TestingAsync(c, cancellationToken))),
            "RB-15" => Of(blocker, TestingChecks.RunsValid(await TestingAsync(c, cancellationToken))),
            "RB-17" => Of(blocker, TestingChecks.GroupConfirmed(await TestingAsync(c, cancellationToken))),
            _ => BlockerResult.NotEvaluated(blocker),
        };
    }

    /// <summary>The group the label must state; null while it is not confirmed.</summary>
    internal async Task<BloodGroupCode?> LabelGroupAsync(ReleaseCase c, CancellationToken cancellationToken) =>
        await GroupAsync(c, cancellationToken) is { } group ? BloodGroupCode.From(group.Abo, group.RhD) : null;

    /// <summary>The confirmed group of the donation; null while it is not confirmed.</summary>
    internal virtual async Task<BloodGroup?> GroupAsync(ReleaseCase c, CancellationToken cancellationToken) =>
        TestingVerdicts.Standings(await TestingAsync(c, cancellationToken)).Group.Group;

    /// <summary>Lots of the reagents this donation was tested with: a hold on one holds what it tested.</summary>
    internal virtual async Task<IReadOnlyList<SubjectRef>> ReagentLotsAsync(ReleaseCase c, CancellationToken cancellationToken) =>
        [.. (await TestingAsync(c, cancellationToken)).Runs.SelectMany(r => r.ReagentLotIds).Select(l => l.Subject).Distinct()];

    private async Task<BlockerResult> LimitsAsync(ReleaseCase c, CancellationToken cancellationToken)
    {
        var facts = await EligibilityAsync(c, cancellationToken);
        var lot = c.Scope.Donation.Start is { } start ? await lots.FindAsync(start.BagLotId, cancellationToken) : null;
        return Of("RB-10", CollectionChecks.WithinLimits(
            facts.Book, c.Scope.Donation, lot, facts.Measurements?.WeightTenthsKg, c.Unit.ComponentClass));
    }

    private async Task<EligibilityFacts> EligibilityAsync(ReleaseCase c, CancellationToken cancellationToken)
    {
        if (c.Eligibility is null)
        {
            c.Eligibility = await readEligibility.ForDonationAsync(c.Scope.Donation, cancellationToken);
            c.Read(c.Eligibility.Reads);
        }

        return c.Eligibility;
    }

    private async Task<TestingFacts> TestingAsync(ReleaseCase c, CancellationToken cancellationToken)
    {
        if (c.Testing is null)
        {
            c.Testing = await readTesting.OfAsync(c.Scope.Donation.Id, cancellationToken);
            c.Read(c.Testing.Reads);
        }

        return c.Testing;
    }

    // The donation was allowed without this component, or not at all: both block this bag.
    private static BlockerResult Of(ReleaseCase c, EligibilityCheck check)
    {
        if (check.Findings is [var finding, ..])
        {
            return BlockerResult.Blocked(check.Blocker, finding.PublicCode, finding.EvidenceId);
        }

        return check.ExcludedProducts?.Contains(ScopeOf(c.Unit.ComponentClass)) == true
            ? BlockerResult.Blocked(check.Blocker, "component-excluded", c.Scope.Donation.Id.Value)
            : BlockerResult.Clear(check.Blocker);
    }

    private static BlockerResult Of(string blocker, IReadOnlyList<CollectionFinding> findings) => findings is [var first, ..]
        ? BlockerResult.Blocked(blocker, first.Code, first.EvidenceId, first.RuleId)
        : BlockerResult.Clear(blocker);

    private static BlockerResult Of(string blocker, IReadOnlyList<TestingFinding> findings) => findings is [var first, ..]
        ? BlockerResult.Blocked(blocker, first.Code, first.EvidenceId)
        : BlockerResult.Clear(blocker);

    private static DeferralScope ScopeOf(ComponentClass componentClass) => componentClass switch
    {
        ComponentClass.Platelets => DeferralScope.Platelets,
        ComponentClass.Plasma or ComponentClass.Cryo => DeferralScope.Plasma,
        ComponentClass.RedCells => DeferralScope.RedCells,
        _ => DeferralScope.All,
    };
}
