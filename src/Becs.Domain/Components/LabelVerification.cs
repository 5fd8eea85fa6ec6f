using Becs.Domain.Shared;

namespace Becs.Domain.Components;

/// <summary>Fact: a second person scanned the label on the bag; what was read, and whether it equals the record.</summary>
public sealed class LabelVerification
{
    private List<string> _mismatches = [];

    private LabelVerification()
    {
    }

    internal LabelVerification(
        Guid id, LabelPrint print, string scannedDin, string scannedBloodGroup, string scannedProductCode, string scannedExpiry,
        bool isConcatenated, IReadOnlyList<string> mismatches, FactStamp stamp)
    {
        Id = id;
        PrintId = print.Id;
        UnitId = print.UnitId;
        ScannedDin = scannedDin;
        ScannedBloodGroup = scannedBloodGroup;
        ScannedProductCode = scannedProductCode;
        ScannedExpiry = scannedExpiry;
        IsConcatenated = isConcatenated;
        _mismatches = [.. mismatches];
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public Guid PrintId { get; private set; }

    public UnitId UnitId { get; private set; }

    public string ScannedDin { get; private set; } = "";

    public string ScannedBloodGroup { get; private set; } = "";

    public string ScannedProductCode { get; private set; } = "";

    public string ScannedExpiry { get; private set; } = "";

    /// <summary>True when one read carried several structures: proof that they are on one bag.</summary>
    public bool IsConcatenated { get; private set; }

    /// <summary>Fields that differ from the record; empty when all agree.</summary>
    public IReadOnlyList<string> Mismatches => _mismatches;

    public bool Matches => _mismatches.Count == 0;

    public FactStamp Stamp { get; private set; } = null!;
}
