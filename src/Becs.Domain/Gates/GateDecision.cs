using Becs.Domain.Shared;

namespace Becs.Domain.Gates;

/// <summary>
/// One decision of one gate about one record: what was read, in which version, what each rule said, who asked. Written once, never changed.
/// Only <see cref="DecisionRecorder"/> makes one, and it opens the gate once, in the operation in which it was made.
/// </summary>
public sealed class GateDecision
{
    private bool _spent;

    private GateDecision()
    {
    }

    internal GateDecision(
        Guid id, GateName gate, SubjectRef subject, GateVerdict verdict, string evidence,
        IReadOnlyList<AssertedVersion> asserted, OperationContext operation)
    {
        Id = id;
        Gate = gate;
        SubjectKind = subject.Kind;
        SubjectId = subject.Id;
        Verdict = verdict;
        Evidence = evidence;
        Asserted = asserted;
        OperationId = operation.OperationId;
        DecidedById = operation.UserId;
        DecidedAt = operation.NowAt;
        SiteId = operation.SiteId;
        SignatureId = operation.Signature?.Id;
        PackageHash = operation.PackageHash;
        InstanceId = operation.InstanceId;
    }

    public Guid Id { get; private set; }

    public GateName Gate { get; private set; }

    public string SubjectKind { get; private set; } = "";

    public Guid SubjectId { get; private set; }

    public SubjectRef Subject => new(SubjectKind, SubjectId);

    public GateVerdict Verdict { get; private set; }

    /// <summary>The whole vector with reasons and evidence ids, as canonical JSON: enough to explain and to evaluate again.</summary>
    public string Evidence { get; private set; } = "";

    /// <summary>Every record read, with the version the commit had to find.</summary>
    public IReadOnlyList<AssertedVersion> Asserted { get; private set; } = [];

    public Guid OperationId { get; private set; }

    public Guid DecidedById { get; private set; }

    public DateTime DecidedAt { get; private set; }

    public SiteId SiteId { get; private set; }

    public Guid? SignatureId { get; private set; }

    public string? PackageHash { get; private set; }

    public Guid? InstanceId { get; private set; }

    /// <summary>
    /// Opens the gate. Refuses a decision of another gate, about another record, from another operation, already used, or not clear: then a
    /// caller tries to pass blood by something that is no decision about it.
    /// </summary>
    internal void Spend(GateName gate, SubjectRef subject, OperationContext operation)
    {
        if (Gate != gate || Subject != subject || OperationId != operation.OperationId || _spent || Verdict != GateVerdict.Clear)
        {
            throw new RuleException("GATE-001", $"Decision {Id:D} does not open {gate} for {subject}.", new Dictionary<string, string>
            {
                ["gate"] = Gate.ToString(),
                ["subject"] = Subject.ToString(),
                ["verdict"] = Verdict.ToString(),
                ["spent"] = _spent ? "yes" : "no",
                ["operation"] = OperationId == operation.OperationId ? "this" : "another",
            });
        }

        _spent = true;
    }
}
