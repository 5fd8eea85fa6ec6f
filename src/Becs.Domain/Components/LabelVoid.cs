using Becs.Domain.Shared;

namespace Becs.Domain.Components;

/// <summary>Fact: a printed label no longer counts, though no newer one was printed. It must be destroyed.</summary>
public sealed class LabelVoid
{
    private LabelVoid()
    {
    }

    internal LabelVoid(Guid id, LabelPrint print, string reasonCode, FactStamp stamp)
    {
        Id = id;
        PrintId = print.Id;
        UnitId = print.UnitId;
        ReasonCode = reasonCode;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public Guid PrintId { get; private set; }

    public UnitId UnitId { get; private set; }

    public string ReasonCode { get; private set; } = "";

    public FactStamp Stamp { get; private set; } = null!;
}
