using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Components;

/// <summary>What a bag was called during a period. (DIN, product code with division) names a bag; the bag itself is its id.</summary>
public sealed class UnitLabel
{
    private UnitLabel()
    {
    }

    internal UnitLabel(Guid id, DonationNumber din, ProductCode productCode, DateTime fromAt)
    {
        Id = id;
        Din = din;
        ProductCode = productCode.Value;
        FromAt = fromAt;
    }

    public Guid Id { get; private set; }

    public DonationNumber Din { get; private set; }

    /// <summary>Eight characters, division included.</summary>
    public string ProductCode { get; private set; } = "";

    public string Division => ProductCode[6..];

    public DateTime FromAt { get; private set; }

    /// <summary>Null while the bag bears it.</summary>
    public DateTime? ToAt { get; private set; }

    public ProductCode Product => Isbt128.ProductCode.Parse(ProductCode);

    internal void End(DateTime atAt) => ToAt = atAt;
}
