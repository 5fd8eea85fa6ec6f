namespace Becs.Domain.Donations;

/// <summary>What carries the label that was scanned. Bag, tubes and record must each be scanned and all be equal.</summary>
public enum LabelTarget
{
    Bag,
    Tubes,
    Record,
}
