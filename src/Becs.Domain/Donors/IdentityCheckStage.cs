namespace Becs.Domain.Donors;

/// <summary>When the donor was identified.</summary>
public enum IdentityCheckStage
{
    AtRegistration,
    BeforeVenipuncture,
}
