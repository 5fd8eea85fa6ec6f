using Becs.Contracts.Orders;
using Becs.Domain.Patients;
using Becs.Domain.Shared;

namespace Becs.Domain.Orders;

/// <summary>Records compatibility of a reserved bag with a patient's sample.</summary>
public sealed class RecordCrossmatch(
    IOrders orders, IssueCases cases, CompatibilityCheck compatibility, ISubjects subjects, IEventSink events, IIdGenerator ids,
    ICurrentOperation current)
{
    private OperationContext Operation => current.Context;

    /// <summary>
    /// Needs <see cref="Permissions.CrossmatchEnter"/>. An electronic crossmatch is computed here: the result given is ignored, and it fails
    /// when its prerequisites do not hold at this moment.
    /// </summary>
    /// <exception cref="RuleException">XM-001 not allocated to this order; XM-002 sample does not serve; XM-003 this type may not be used.
    /// </exception>
    public async Task<Crossmatch> RunAsync(
        OrderId orderId, UnitId unitId, Guid sampleId, CrossmatchType type, bool isCompatible, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.CrossmatchEnter);
        Operation.DemandPerson();
        var c = await cases.LoadAsync(orderId, unitId, null, false, 0, cancellationToken);
        var allocation = await orders.OpenAllocationAsync(unitId, cancellationToken);
        if (allocation?.OrderId != orderId && !await IsIssuedUncrossmatchedAsync(orderId, unitId, cancellationToken))
        {
            throw new RuleException("XM-001", $"{unitId.Subject} is not allocated to {orderId.Subject}.");
        }

        var sample = c.Patient.Samples.FirstOrDefault(s => s.Id == sampleId)
            ?? throw new NotFoundException("PAT-404", $"{c.Patient.Id.Subject} has no sample {sampleId:D}.");
        if (!sample.ServesAt(Operation.NowAt, Operation.SiteTimeZone))
        {
            throw new RuleException("XM-002", $"Sample {sampleId:D} does not serve: its identifiers differ or it is too old.");
        }

        if (CrossmatchRules.Obstacle(type, c.Patient, sampleId) is { } obstacle)
        {
            throw new RuleException("XM-003", $"A {type} crossmatch may not be used for {c.Patient.Id.Subject}: {obstacle}.",
                new Dictionary<string, string> { ["obstacle"] = obstacle });
        }

        var result = type == CrossmatchType.Electronic
            ? await compatibility.ObstacleAsync(c, cancellationToken) is null
            : isCompatible;
        if (type == CrossmatchType.Electronic)
        {
            // It rests on facts that could change before the commit: assert what the computation read.
            foreach (var read in c.Reads.Distinct())
            {
                await subjects.TouchAsync(read, cancellationToken);
                subjects.Assert(read);
            }
        }

        var crossmatch = new Crossmatch(
            ids.New(), unitId, orderId, c.Patient.Id, sampleId, type, result, sample.EndsAt(Operation.SiteTimeZone),
            FactStamp.Of(Operation));
        orders.Add(crossmatch);
        subjects.Bump(unitId.Subject);
        events.Raise(unitId.Subject, new CrossmatchRecorded(
            crossmatch.Id, unitId.Value, orderId.Value, c.Patient.Id.Value, type.ToString(), result, crossmatch.ValidUntilAt));
        return crossmatch;
    }

    // An emergency issue is crossmatched after it (21 CFR 606.160(b)(3)(v); domain.md 8.4): the bag is no longer allocated then.
    private async Task<bool> IsIssuedUncrossmatchedAsync(OrderId orderId, UnitId unitId, CancellationToken cancellationToken) =>
        (await orders.IssuesOfUnitAsync(unitId, cancellationToken)).MaxBy(i => i.Number) is { IsEmergency: true } issue
        && issue.OrderId == orderId;
}
