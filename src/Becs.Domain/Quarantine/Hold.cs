using Becs.Domain.Shared;

namespace Becs.Domain.Quarantine;

/// <summary>
/// Blood may not move while a hold on it is open. Any staff may place one; it ends only when one person proposes how, with a finding, and
/// another person signs it. Holds are separate records: a bag is free when none is open on it, its donation, donor, lots or relatives.
/// </summary>
public sealed class Hold
{
    private Hold()
    {
    }

    internal Hold(HoldId id, HoldScope scope, Guid scopeId, string reasonCode, string? noteCode, FactStamp placed, bool bySystem)
    {
        Id = id;
        Scope = scope;
        ScopeId = scopeId;
        ReasonCode = reasonCode;
        NoteCode = noteCode;
        Placed = placed;
        PlacedBySystem = bySystem;
    }

    public HoldId Id { get; private set; }

    public HoldScope Scope { get; private set; }

    public Guid ScopeId { get; private set; }

    public string ReasonCode { get; private set; } = "";

    /// <summary>A code of the site's list that says more; free text is not stored here, it could name a person.</summary>
    public string? NoteCode { get; private set; }

    public FactStamp Placed { get; private set; } = null!;

    public bool PlacedBySystem { get; private set; }

    /// <summary>What the investigation found.</summary>
    public string? FindingCode { get; private set; }

    public HoldDecision? Proposal { get; private set; }

    public Guid? ProposedById { get; private set; }

    public DateTime? ProposedAt { get; private set; }

    public HoldDecision? ClosedAs { get; private set; }

    public Guid? ClosedById { get; private set; }

    public DateTime? ClosedAt { get; private set; }

    public Guid? SignatureId { get; private set; }

    /// <summary>Row version against lost updates.</summary>
    public int Revision { get; private set; }

    public bool IsOpen => ClosedAt is null;

    public SubjectRef ScopeSubject => SubjectOf(Scope, ScopeId);

    public static SubjectRef SubjectOf(HoldScope scope, Guid id) => new(
        scope switch
        {
            HoldScope.Donor => SubjectKinds.Donor,
            HoldScope.Donation => SubjectKinds.Donation,
            HoldScope.Unit => SubjectKinds.Unit,
            HoldScope.Lot => SubjectKinds.Lot,
            _ => throw new ArgumentOutOfRangeException(nameof(scope)),
        },
        id);

    internal void Propose(HoldDecision proposal, string findingCode, OperationContext operation)
    {
        DemandOpen();
        FindingCode = findingCode;
        Proposal = proposal;
        ProposedById = operation.UserId;
        ProposedAt = operation.NowAt;
        Revision++;
    }

    internal void Close(OperationContext operation)
    {
        DemandOpen();
        if (Proposal is not { } proposal)
        {
            throw new RuleException("HLD-002", $"{Id.Subject} has no finding and no proposal yet.");
        }

        if (ProposedById == operation.UserId)
        {
            throw new ForbiddenException("HLD-003", $"{Id.Subject} must be signed by somebody other than who proposed its end.");
        }

        ClosedAs = proposal;
        ClosedById = operation.UserId;
        ClosedAt = operation.NowAt;
        SignatureId = operation.Signature?.Id;
        Revision++;
    }

    private void DemandOpen()
    {
        if (!IsOpen)
        {
            throw new ConflictException("HLD-409", $"{Id.Subject} is closed already.");
        }
    }
}
