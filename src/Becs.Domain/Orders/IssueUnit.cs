using Becs.Contracts.Orders;
using Becs.Domain.Gates;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.Orders;

/// <summary>The gate between stock and patient: every check of domain.md 8.5 at this moment, one decision, one issue.</summary>
public sealed class IssueUnit(
    IOrders orders, IssueCases cases, IssueChecks checks, DecisionRecorder recorder, ISubjects subjects, IEventSink events,
    IIdGenerator ids, ICurrentOperation current)
{
    private OperationContext Operation => current.Context;

    /// <summary>
    /// Issues the bag if every check passes. Needs <see cref="Permissions.UnitsIssue"/>, for an emergency also
    /// <see cref="Permissions.UnitsIssueEmergency"/> and an emergency order. The physician's signature may be given with it (meaning
    /// <c>emergency-request</c>) or later; it never blocks.
    /// </summary>
    public async Task<IssueOutcome> RunAsync(IssueRequest request, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.UnitsIssue);
        Operation.DemandPerson();
        var allocation = await orders.OpenAllocationAsync(request.UnitId, cancellationToken);
        var line = allocation is not null && allocation.OrderId == request.OrderId ? allocation.LineNumber : (int?)null;
        var c = await cases.LoadAsync(
            request.OrderId, request.UnitId, line, request.IsEmergency, request.MinimumRemainingMinutes, cancellationToken);
        var vector = await checks.EvaluateAsync(GateName.Issue, c, request, cancellationToken);
        var decision = await recorder.RecordAsync(
            GateName.Issue, request.UnitId.Subject, c.Reads, vector.IsClear ? GateVerdict.Clear : GateVerdict.Blocked, vector.ToJson(),
            cancellationToken);
        if (!vector.IsClear)
        {
            return new IssueOutcome(null, vector, decision.Id);
        }

        var issue = await IssueAsync(c, allocation!, decision, request, cancellationToken);
        return new IssueOutcome(issue, vector, decision.Id);
    }

    /// <summary>
    /// The requesting physician signs an emergency issue after it (21 CFR 606.160(b)(3)(v)). Needs
    /// <see cref="Permissions.UnitsIssueEmergency"/> and a signature of this operation with the meaning <c>emergency-request</c>.
    /// </summary>
    public async Task SignEmergencyAsync(Guid issueId, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.UnitsIssueEmergency);
        Operation.DemandPerson();
        var signature = Operation.DemandSignature(SignatureMeanings.EmergencyRequest);
        var issue = await orders.FindIssueAsync(issueId, cancellationToken)
            ?? throw new NotFoundException("ISS-404", $"There is no issue {issueId:D}.");
        if (!issue.IsEmergency || issue.PhysicianSignatureId is not null
            || await orders.EmergencySignatureAsync(issueId, cancellationToken) is not null)
        {
            throw new ConflictException("ISS-409", $"Issue {issueId:D} asks for no physician's signature.");
        }

        orders.Add(new EmergencySignature(issueId, signature.Id, FactStamp.Of(Operation)));
    }

    private async Task<UnitIssue> IssueAsync(
        IssueCase c, Allocation allocation, GateDecision decision, IssueRequest request, CancellationToken cancellationToken)
    {
        c.Unit.Issue(decision, Operation);
        allocation.Close(Operation.NowAt, null);
        var earlier = await orders.IssuesOfUnitAsync(request.UnitId, cancellationToken);
        var physician = Operation.Signature is { Meaning: SignatureMeanings.EmergencyRequest } signature ? signature.Id : (Guid?)null;
        var issue = new UnitIssue(
            ids.New(), allocation, earlier.Count + 1, c.IsEmergency, request.ReceiverCode.Trim(), decision.Id, physician,
            FactStamp.Of(Operation));
        orders.Add(issue);
        subjects.Bump(request.UnitId.Subject);
        events.Raise(request.UnitId.Subject, new UnitIssued(
            issue.Id, request.UnitId.Value, c.Unit.DonationId.Value, c.Order.Id.Value, c.Patient.Id.Value, c.IsEmergency,
            c.IsEmergency && physician is null, decision.Id));
        await FulfilAsync(c.Order, issue, cancellationToken);
        return issue;
    }

    private async Task FulfilAsync(Order order, UnitIssue added, CancellationToken cancellationToken)
    {
        var issued = (await orders.IssuesOfAsync(order.Id, cancellationToken)).Where(i => i.Id != added.Id).Append(added).ToList();
        var open = new Dictionary<int, int>();
        foreach (var issue in issued)
        {
            var returned = (await orders.ReturnsOfUnitAsync(issue.UnitId, cancellationToken)).Any(r => r.IssueId == issue.Id);
            open[issue.LineNumber] = open.GetValueOrDefault(issue.LineNumber) + (returned ? 0 : 1);
        }

        order.TakeUp();
        if (order.Lines.All(l => open.GetValueOrDefault(l.Number) >= l.Quantity))
        {
            order.Fulfil(Operation.NowAt);
            events.Raise(order.Id.Subject, new OrderFulfilled(order.Id.Value, order.PatientId.Value));
        }
    }
}
