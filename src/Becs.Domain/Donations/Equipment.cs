using Becs.Domain.Shared;

namespace Becs.Domain.Donations;

/// <summary>A scale, analyser or bench, with the day until which it is calibrated.</summary>
public sealed class Equipment
{
    private Equipment()
    {
    }

    public Equipment(EquipmentId id, SiteId siteId, string code, string kind, DateOnly calibratedUntil)
    {
        Id = id;
        SiteId = siteId;
        Code = code;
        Kind = kind;
        CalibratedUntil = calibratedUntil;
    }

    public EquipmentId Id { get; private set; }

    public SiteId SiteId { get; private set; }

    /// <summary>Code on the machine, such as <c>SCALE-01</c>; unique at the site.</summary>
    public string Code { get; private set; } = "";

    /// <summary><c>scale</c>, <c>analyser</c> or <c>bench</c>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Last day of use before the next calibration.</summary>
    public DateOnly CalibratedUntil { get; private set; }

    public bool MayBeUsedOn(DateOnly day) => day <= CalibratedUntil;
}
