using Becs.Domain.Shared;

namespace Becs.Domain.Sites;

/// <summary>A place that works under this system, with its facility number, time zone and rule packs.</summary>
public sealed class Site
{
    private Site()
    {
    }

    public Site(SiteId id, string code, string name, string facilityNumber, string timeZoneId, IReadOnlyList<string>? rulePacks = null)
    {
        Id = id;
        Code = code;
        Name = name;
        FacilityNumber = facilityNumber;
        TimeZoneId = TimeZoneInfo.FindSystemTimeZoneById(timeZoneId).Id;
        RulePacks = rulePacks ?? RulePacks;
    }

    public SiteId Id { get; private set; }

    /// <summary>Short code staff know, such as <c>NOR</c>.</summary>
    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>ISBT 128 facility identification number (FIN): 5 characters, first part of every DIN assigned here.</summary>
    public string FacilityNumber { get; private set; } = "";

    /// <summary>IANA time zone: day rules and printed times use it.</summary>
    public string TimeZoneId { get; private set; } = "";

    /// <summary>Jurisdictions whose law packs apply here, such as <c>us</c>.</summary>
    public IReadOnlyList<string> RulePacks { get; private set; } = ["us", "centre"];

    public TimeZoneInfo TimeZone => TimeZoneInfo.FindSystemTimeZoneById(TimeZoneId);
}
