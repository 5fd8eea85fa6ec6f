using Becs.Contracts.Testing;
using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>Declares a run invalid: all its results are void, and every verdict that rested on them is settled again in this commit.</summary>
public sealed class InvalidateRun(
    ITests tests,
    IDonations donations,
    IDonors donors,
    SettleTesting settle,
    ISubjects subjects,
    IEventSink events,
    ICurrentOperation operation,
    IIdGenerator ids)
{
    /// <exception cref="NotFoundException">RUN-404.</exception>
    /// <exception cref="RuleException">TST-020 invalid already; TST-022 without a reason.</exception>
    public async Task<TestRunInvalidation> ExecuteAsync(
        TestRunId runId, string reasonCode, CancellationToken cancellationToken = default)
    {
        var context = operation.Context;
        context.Demand(Permissions.TestsVerify);
        context.DemandPerson();
        if (string.IsNullOrWhiteSpace(reasonCode))
        {
            throw new RuleException("TST-022", $"{runId.Subject} is invalidated with a reason.");
        }

        var run = await tests.FindRunAsync(runId, cancellationToken)
            ?? throw new NotFoundException("RUN-404", $"There is no {runId.Subject}.");
        var invalidation = new TestRunInvalidation(ids.New(), runId, reasonCode, FactStamp.Of(context));
        run.Invalidate(invalidation);
        tests.Add(invalidation);
        subjects.Bump(runId.Subject);

        var concerned = (await tests.ResultsOfRunAsync(runId, cancellationToken)).Select(r => r.DonationId).Distinct().ToList();
        foreach (var id in concerned)
        {
            var donation = await donations.FindAsync(id, cancellationToken)
                ?? throw new NotFoundException("DNT-404", $"There is no {id.Subject}.");
            subjects.Bump(id.Subject);
            foreach (var donor in await donors.AliasClosureAsync(donation.DonorId, cancellationToken))
            {
                subjects.Bump(donor.Subject);
            }
        }

        events.Raise(runId.Subject, new TestRunInvalidated(runId.Value, reasonCode, [.. concerned.Select(d => d.Value)]));
        foreach (var id in concerned)
        {
            await settle.ExecuteAsync(id, cancellationToken);
        }

        return invalidation;
    }
}
