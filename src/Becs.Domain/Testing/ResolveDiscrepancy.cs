using Becs.Contracts.Testing;
using Becs.Domain.Donors;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.Testing;

/// <summary>
/// Two people settle a blood group discrepancy (domain handbook 6.3, 7.2): one names the group with the runs that show it, or that there is
/// none; another, who entered none of the results, signs. The strictest reading holds: the group rests on independent determinations of this
/// donation, at least one of them newer than what it contradicts; a contradiction with an earlier donation is settled by nobody.
/// </summary>
public sealed class ResolveDiscrepancy(
    ReadTestingFacts read, ITests tests, IDonors donors, SettleTesting settle, ISubjects subjects, IIdGenerator ids, IEventSink events,
    ICurrentOperation operation)
{
    /// <summary>Causes that can be named.</summary>
    public static readonly IReadOnlyList<string> Causes = ["sample-mix-up", "typing-error", "weak-reaction", "donor-mix-up", "not-found"];

    private OperationContext Operation => operation.Context;

    /// <summary>The first person's finding. Needs <see cref="Permissions.TestsResolve"/>.</summary>
    /// <param name="donationId">A donation whose grouping is discrepant.</param>
    /// <param name="causeCode">One of <see cref="Causes"/>.</param>
    /// <param name="group">The group; null when it cannot be settled and the donation is unsuitable.</param>
    /// <param name="evidenceRuns">Numbers of the runs whose determinations show the group.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<DiscrepancyFinding> ProposeAsync(
        DonationId donationId, string causeCode, BloodGroup? group, IReadOnlyCollection<string> evidenceRuns,
        CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.TestsResolve);
        Operation.DemandPerson();
        if (!Causes.Contains(causeCode))
        {
            throw new InputException("TST-040", "cause", $"{donationId.Subject}: name one of the causes there are.");
        }

        var facts = await read.OfAsync(donationId, cancellationToken);
        if (TestingVerdicts.Of(facts) is not DonationTestingVerdict.Discrepancy)
        {
            throw new RuleException("TST-041", $"{donationId.Subject} has no blood group discrepancy.");
        }

        var grouping = DiscrepancyCase.Of(facts);
        var evidence = group is null ? [] : grouping.EvidenceFor(group, evidenceRuns);
        var finding = new DiscrepancyFinding(
            ids.New(), donationId, causeCode, group, evidence.SelectMany(d => d.ResultIds),
            group is null ? [] : grouping.Against(group).SelectMany(d => d.ResultIds), FactStamp.Of(Operation));
        tests.Add(finding);
        subjects.Bump(donationId.Subject);
        return finding;
    }

    /// <summary>
    /// The second person signs the latest finding: needs <see cref="Permissions.TestsResolve"/> and a signature <c>reviewed</c> of this
    /// operation. The evidence is looked at again as it is now.
    /// </summary>
    public async Task<DiscrepancyFinding> SignAsync(DonationId donationId, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.TestsResolve);
        Operation.DemandPerson();
        var signature = Operation.DemandSignature(SignatureMeanings.Reviewed);
        var facts = await read.OfAsync(donationId, cancellationToken);
        var finding = facts.Findings.Count > 0 && facts.Findings[^1] is { Resolution: null } latest
            ? latest
            : throw new RuleException("TST-042", $"{donationId.Subject} has no finding to sign.");
        var grouping = DiscrepancyCase.Of(facts);
        if (finding.Stamp.UserId == Operation.UserId || grouping.EnteredBy(Operation.UserId))
        {
            throw new RuleException("TST-043", $"{donationId.Subject}: whoever found or measured the group may not sign for it.");
        }

        if (finding.Group is { } group)
        {
            grouping.Demand(group, grouping.Of(finding.EvidenceIds), finding.SetAsideIds);
        }

        var resolution = new DiscrepancyResolution(ids.New(), finding.Id, signature.Id, FactStamp.Of(Operation));
        finding.Sign(resolution);
        tests.Add(resolution);
        subjects.Bump(donationId.Subject);
        foreach (var donor in await donors.AliasClosureAsync(facts.Donation.DonorId, cancellationToken))
        {
            // What was set aside no longer counts in the history of later donations either.
            subjects.Bump(donor.Subject);
        }

        events.Raise(donationId.Subject, new AboDiscrepancyResolved(
            donationId.Value, facts.Donation.Din.Value, finding.Id, finding.CauseCode, finding.Group is not null));
        await settle.ExecuteAsync(donationId, cancellationToken);
        return finding;
    }
}
