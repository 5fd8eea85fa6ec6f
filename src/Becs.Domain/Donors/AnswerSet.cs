using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>
/// Fact: the donor answered the questionnaire. The answers themselves are sealed in the donor's erasable store. A correction is a new
/// set with the next version; the signatures on the old one do not carry over.
/// </summary>
public sealed class AnswerSet
{
    private AnswerSet()
    {
    }

    public AnswerSet(
        Guid id, VisitId visitId, int version, string formKey, int formVersion, string packHash, bool isComplete,
        bool donorAcknowledged, DateOnly answeredOn, FactStamp stamp)
    {
        Id = id;
        VisitId = visitId;
        Version = version;
        FormKey = formKey;
        FormVersion = formVersion;
        PackHash = packHash;
        IsComplete = isComplete;
        DonorAcknowledged = donorAcknowledged;
        AnsweredOn = answeredOn;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public VisitId VisitId { get; private set; }

    /// <summary>From 1; the highest counts.</summary>
    public int Version { get; private set; }

    public string FormKey { get; private set; } = "";

    public int FormVersion { get; private set; }

    /// <summary>Rule pack whose questionnaire was asked.</summary>
    public string PackHash { get; private set; } = "";

    /// <summary>Projection of the completeness rule, for lists: gates evaluate the sealed answers again.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The donor declared the answers true and signed.</summary>
    public bool DonorAcknowledged { get; private set; }

    public DateOnly AnsweredOn { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}
