using Becs.Domain.Shared;

namespace Becs.Domain.Components;

/// <summary>One edge of the trace: this bag was made from that one.</summary>
public sealed class UnitParent
{
    private UnitParent()
    {
    }

    internal UnitParent(UnitId unitId, UnitId parentId)
    {
        UnitId = unitId;
        ParentId = parentId;
    }

    public UnitId UnitId { get; private set; }

    public UnitId ParentId { get; private set; }
}
