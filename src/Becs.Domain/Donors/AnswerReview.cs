using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>Fact: a member of staff went through one version of the answers with the donor, the same day, and signed.</summary>
public sealed class AnswerReview
{
    private AnswerReview()
    {
    }

    public AnswerReview(Guid id, VisitId visitId, Guid answerSetId, DateOnly reviewedOn, Guid signatureId, FactStamp stamp)
    {
        Id = id;
        VisitId = visitId;
        AnswerSetId = answerSetId;
        ReviewedOn = reviewedOn;
        SignatureId = signatureId;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public VisitId VisitId { get; private set; }

    public Guid AnswerSetId { get; private set; }

    public DateOnly ReviewedOn { get; private set; }

    public Guid SignatureId { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}
