namespace Becs.Domain.Orders;

/// <summary>The checks before a bag is reserved or issued (domain.md 8.5). Stored: frozen.</summary>
public static class IssueCodes
{
    /// <summary>Released by a decision, and in the status that must precede.</summary>
    public const string Released = "ISS-001";

    /// <summary>In stock at this site.</summary>
    public const string InStockHere = "ISS-002";

    /// <summary>
    /// No open hold or recall on it, its donation, donor, lots or relatives; and, but in an emergency, no break of the audit trail that one of
    /// them depends on.
    /// </summary>
    public const string NoHold = "ISS-003";

    /// <summary>Not expired, to the minute, and with the remaining time asked for.</summary>
    public const string NotExpired = "ISS-004";

    /// <summary>Allocated to this patient's order.</summary>
    public const string Allocated = "ISS-005";

    /// <summary>Compatible with the patient as determined now.</summary>
    public const string Compatible = "ISS-006";

    public const string SpecialNeeds = "ISS-007";

    /// <summary>The patient's sample serves.</summary>
    public const string Sample = "ISS-008";

    public const string Crossmatch = "ISS-009";

    /// <summary>The bag was looked at and is normal.</summary>
    public const string VisualInspection = "ISS-010";

    /// <summary>Two identifiers on the pick-up slip are the patient's.</summary>
    public const string Identifiers = "ISS-011";

    /// <summary>Who issues and who receives are recorded and two people.</summary>
    public const string IssuerAndReceiver = "ISS-012";

    /// <summary>The donation's tests, the donor's consent and the confidential self-exclusion, evaluated again.</summary>
    public const string Testing = "ISS-013";

    /// <summary>Not already issued, no fate.</summary>
    public const string NotIssued = "ISS-014";

    /// <summary>The compatibility tag on the bag names this bag.</summary>
    public const string Tag = "ISS-015";

    /// <summary>The order is open and still asks for such a bag.</summary>
    public const string OrderOpen = "ISS-016";

    /// <summary>The workflow version this happens under is approved and effective.</summary>
    public const string WorkflowVersion = "ISS-017";

    public static IReadOnlyList<string> ForIssue { get; } =
    [
        Released, InStockHere, NoHold, NotExpired, Allocated, Compatible, SpecialNeeds, Sample, Crossmatch, VisualInspection, Identifiers,
        IssuerAndReceiver, Testing, NotIssued, Tag, OrderOpen, WorkflowVersion,
    ];

    /// <summary>Checks of what is stated at the issue desk; nothing can be said of them before.</summary>
    public static IReadOnlyList<string> AtTheDesk { get; } = [VisualInspection, Identifiers, IssuerAndReceiver, Tag];

    public static IReadOnlyList<string> ForAllocation { get; } =
    [
        Released, InStockHere, NoHold, NotExpired, Compatible, SpecialNeeds, Testing, NotIssued, OrderOpen, WorkflowVersion,
    ];
}
