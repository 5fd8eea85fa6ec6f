using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>Fact: the person present was compared with the record. Holds which identifiers agreed, never their values.</summary>
public sealed class IdentityCheck
{
    /// <summary>How many independent identifiers must agree.</summary>
    public const int Needed = 2;

    private IdentityCheck()
    {
    }

    public IdentityCheck(
        Guid id, VisitId visitId, int order, IdentityCheckStage stage, IEnumerable<string> matched, IEnumerable<string> mismatched, FactStamp stamp)
    {
        Id = id;
        VisitId = visitId;
        Order = order;
        Stage = stage;
        Matched = [.. matched.Distinct(StringComparer.Ordinal)];
        Mismatched = [.. mismatched.Distinct(StringComparer.Ordinal)];
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public VisitId VisitId { get; private set; }

    /// <summary>Position among the checks of the visit, from 1; the highest counts.</summary>
    public int Order { get; private set; }

    public IdentityCheckStage Stage { get; private set; }

    /// <summary>Kinds (<see cref="IdentifierKinds"/>) whose value agreed.</summary>
    public IReadOnlyList<string> Matched { get; private set; } = [];

    public IReadOnlyList<string> Mismatched { get; private set; } = [];

    public FactStamp Stamp { get; private set; } = null!;

    public bool Passed => Mismatched.Count == 0 && Matched.Count >= Needed;
}
