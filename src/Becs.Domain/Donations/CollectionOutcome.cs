namespace Becs.Domain.Donations;

/// <summary>What a draw gave.</summary>
public enum CollectionOutcome
{
    Collected,

    /// <summary>Quantity not sufficient: a record and samples, no component. Red-cell loss counts.</summary>
    QuantityNotSufficient,

    /// <summary>No usable blood, whatever was drawn. Red-cell loss counts.</summary>
    Failed,

    /// <summary>The draw never began: nothing was drawn under the number.</summary>
    NotStarted,
}
