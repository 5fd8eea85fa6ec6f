using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>
/// One analytical run. Its results count only while it is valid: controls in range and not invalidated. Void is not negative.
/// </summary>
public sealed class TestRun
{
    private TestRun()
    {
    }

    public TestRun(
        TestRunId id,
        string number,
        string method,
        EquipmentId? equipmentId,
        IEnumerable<LotId> reagentLotIds,
        DateTime ranAt,
        bool controlsInRange,
        FactStamp stamp)
    {
        Id = id;
        SiteId = stamp.SiteId;
        Number = number;
        Method = method;
        EquipmentId = equipmentId;
        ReagentLotIds = [.. reagentLotIds.Distinct()];
        RanAt = ranAt;
        ControlsInRange = controlsInRange;
        Stamp = stamp;
    }

    public TestRunId Id { get; private set; }

    public SiteId SiteId { get; private set; }

    /// <summary>The laboratory's run number; unique at the site.</summary>
    public string Number { get; private set; } = "";

    /// <summary>Analyser or bench method.</summary>
    public string Method { get; private set; } = "";

    public EquipmentId? EquipmentId { get; private set; }

    public IReadOnlyList<LotId> ReagentLotIds { get; private set; } = [];

    public DateTime RanAt { get; private set; }

    public bool ControlsInRange { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;

    /// <summary>Who declared it invalid and why; null while it stands.</summary>
    public TestRunInvalidation? Invalidation { get; private set; }

    public bool IsValid => ControlsInRange && Invalidation is null;

    internal void Invalidate(TestRunInvalidation invalidation) => Invalidation = Invalidation is null
        ? invalidation
        : throw new RuleException("TST-020", $"{Id.Subject} is already invalid ({Invalidation.ReasonCode}).");
}
