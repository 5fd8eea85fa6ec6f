using Becs.Server.Donations;
using Becs.Server.Haemovigilance;
using Becs.Server.Hosting;
using Becs.Server.Quarantine;
using Becs.Server.Shell.Lists;

namespace Becs.Server.Components;

/// <summary>A unit as its page shows it.</summary>
/// <param name="State">Resource suffix: created, quarantined, labelled, released, allocated, issued, transfused, discarded ….</param>
/// <param name="Labels">History of its labels, newest first.</param>
/// <param name="Vector">Null once the unit has left stock for good.</param>
public sealed record UnitView(
    Guid Id,
    string Din,
    string DinShown,
    string ProductCode,
    string Product,
    string State,
    Tone Tone,
    string BloodGroup,
    string BloodGroupCode,
    int VolumeMl,
    DateTime? ExpiresAt,
    bool IsExpired,
    string Location,
    IReadOnlyList<LabelLine> Labels,
    IReadOnlyList<HoldLine> Holds,
    BlockerVectorView? Vector,
    IReadOnlyList<TimelineEntry> Timeline,
    IReadOnlyList<CaseLine> Cases,
    TraceView Trace);

/// <summary>One label the bag has carried.</summary>
/// <param name="Group">Blood group it states, in words; <paramref name="GroupCode"/> is the code in its barcode.</param>
/// <param name="Expires">Expiry it states: local time of the site that printed it.</param>
public sealed record LabelLine(
    string ProductCode, string State, Tone Tone, DateTime PrintedAt, string PrintedBy, string? VerifiedBy, string Group = "", string GroupCode = "",
    string Expires = "");

/// <summary>One hold on the unit, its donation, donor or lot.</summary>
public sealed record HoldLine(Guid Id, string Reason, string Scope, DateTime PlacedAt, string PlacedBy, bool IsOpen);

/// <summary>A unit in a list.</summary>
/// <param name="IsExpired">It is past its expiry and still here.</param>
/// <param name="IsHeld">A hold lies on it or on what it came from.</param>
public sealed record UnitRow(
    string Din, string DinShown, string ProductCode, string Product, string BloodGroup, string State, Tone Tone, DateTime? ExpiresAt,
    bool IsExpired = false, bool IsHeld = false);

/// <summary>Seam between the unit pages and the read model.</summary>
public interface IUnitPages
{
    Task<PageOf<UnitRow>> ListAsync(string search, string state, int page, int pageSize, CancellationToken cancellationToken = default);

    Task<UnitView?> FindAsync(string din, string productCode, CancellationToken cancellationToken = default);
}
