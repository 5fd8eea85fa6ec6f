namespace Becs.Domain.Donors;

/// <summary>How far a visit is, for lists only: no gate reads it.</summary>
public enum VisitStatus
{
    Open,
    Referred,
    Accepted,
    Deferred,
}
