using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>
/// Fact: the responsible physician decided on what the rules referred, and signed (meaning <c>medical-decision</c>; not delegable,
/// 21 CFR 630.10, 630.20). It covers only the codes named, and only the answers and examination it was made on.
/// </summary>
public sealed class PhysicianDecision
{
    private PhysicianDecision()
    {
    }

    public PhysicianDecision(
        Guid id, VisitId visitId, int version, bool accepts, IEnumerable<string> codes, DateOnly? deferredUntilOn,
        Guid? answerSetId, Guid? examinationId, Guid signatureId, FactStamp stamp)
    {
        Id = id;
        VisitId = visitId;
        Version = version;
        Accepts = accepts;
        Codes = [.. codes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        DeferredUntilOn = deferredUntilOn;
        AnswerSetId = answerSetId;
        ExaminationId = examinationId;
        SignatureId = signatureId;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public VisitId VisitId { get; private set; }

    public int Version { get; private set; }

    /// <summary>True: may donate in spite of the codes named.</summary>
    public bool Accepts { get; private set; }

    /// <summary>Codes of the findings decided on.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    /// <summary>First day allowed again when deferred; null = until the physician clears.</summary>
    public DateOnly? DeferredUntilOn { get; private set; }

    public Guid? AnswerSetId { get; private set; }

    public Guid? ExaminationId { get; private set; }

    public Guid SignatureId { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;

    public bool Excepts(string code) => Accepts && Codes.Contains(code, StringComparer.Ordinal);
}
