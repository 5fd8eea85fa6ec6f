using Becs.Domain.Shared;

namespace Becs.Domain.Gates;

/// <summary>The only maker of gate decisions. Asserts everything the gate read, so that the commit fails if any of it changed meanwhile.</summary>
public sealed class DecisionRecorder(
    IGateDecisions decisions, ISubjects subjects, ICurrentOperation operation, IIdGenerator ids, IAuditTrail audit)
{
    /// <summary>Records what the gate said. Callable from this assembly only: a workflow cannot state a verdict. The evidence is JSON, ids and codes only.</summary>
    internal async Task<GateDecision> RecordAsync(
        GateName gate, SubjectRef subject, IEnumerable<SubjectRef> reads, GateVerdict verdict, string evidence,
        CancellationToken cancellationToken = default)
    {
        var asserted = new List<AssertedVersion>();
        foreach (var read in reads.Append(subject).Distinct().Order())
        {
            // A first touch here would come after the facts were read and prove nothing, but stores touch before they read.
            var version = await subjects.TouchAsync(read, cancellationToken);
            subjects.Assert(read);
            asserted.Add(new AssertedVersion(read.Kind, read.Id, version));
        }

        var decision = new GateDecision(ids.New(), gate, subject, verdict, evidence, asserted, operation.Context);
        decisions.Add(decision);
        audit.Record(subject, $"gate.{gate}", null, $"{verdict} {decision.Id:D}");
        return decision;
    }
}
