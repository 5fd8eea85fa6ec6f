using Becs.Contracts.Testing;
using Becs.Domain.Donations;
using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>Orders the panel in force on the day of donation. Ordering again orders only what is not ordered yet.</summary>
public sealed class OrderTests(
    ReadTestingFacts read, ITests tests, ISubjects subjects, IEventSink events, ICurrentOperation operation, IIdGenerator ids)
{
    /// <summary>The order, or null when everything was ordered before.</summary>
    /// <exception cref="RuleException">TST-001 nothing was drawn; RULE-007 no panel.</exception>
    public async Task<TestOrder?> ExecuteAsync(DonationId donationId, CancellationToken cancellationToken = default)
    {
        var facts = await read.OfAsync(donationId, cancellationToken);
        if (facts.Donation.Start is null)
        {
            throw new RuleException("TST-001", $"{donationId.Subject} was not started: there is nothing to test.");
        }

        var ordered = (await tests.OrdersOfAsync(donationId, cancellationToken)).SelectMany(o => o.TestCodes).ToHashSet();
        var codes = facts.Required.Select(t => t.Test).Where(c => !ordered.Contains(c)).ToList();
        if (codes.Count == 0)
        {
            return null;
        }

        var hash = facts.Required.SelectMany(t => t.Because).Select(o => o.PackHash)
            .Order(StringComparer.Ordinal).FirstOrDefault() ?? "";
        var order = new TestOrder(ids.New(), donationId, codes, hash, "panel", FactStamp.Of(operation.Context));
        tests.Add(order);
        subjects.Bump(donationId.Subject);
        events.Raise(donationId.Subject, new TestsOrdered(
            donationId.Value, facts.Donation.Din.Value, order.Id, order.TestCodes, hash));
        return order;
    }
}
