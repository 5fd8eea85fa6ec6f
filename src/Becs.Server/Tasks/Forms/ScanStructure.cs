namespace Becs.Server.Tasks.Forms;

/// <summary>What a scan field accepts.</summary>
public enum ScanStructure
{
    /// <summary>Any text: lot numbers, equipment tags, barcodes that are not ISBT 128.</summary>
    Any,

    /// <summary>Donation number: scanned, or typed with its check character.</summary>
    Din,
    Product,
    BloodGroup,
    Expiry,
    Collection,

    /// <summary>Container manufacturer's lot number, structure 018, or the printed lot typed.</summary>
    ContainerLot,

    /// <summary>Donation number and blood group in one read: proves both labels are on one bag.</summary>
    DinAndBloodGroup,

    /// <summary>Product and expiry in one read.</summary>
    ProductAndExpiry,

    /// <summary>Donation number and product in one read: one bag.</summary>
    DinAndProduct,
}
