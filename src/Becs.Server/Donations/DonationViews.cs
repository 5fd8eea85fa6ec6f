using Becs.Server.Haemovigilance;
using Becs.Server.Shell.Lists;

namespace Becs.Server.Donations;

/// <summary>One thing in the life of a donation, donor or unit.</summary>
/// <param name="Who">User name, or the system.</param>
public sealed record TimelineEntry(DateTime At, string What, string Detail, string Who, Tone Tone, string? Url = null);

/// <summary>A donation as its page shows it.</summary>
/// <param name="Din">13 characters.</param>
/// <param name="DinShown">With spaces and the boxed check character.</param>
/// <param name="State">Resource suffix of its state: registered, screened, collecting, collected, failed, suitable, unsuitable ….</param>
public sealed record DonationView(
    Guid Id,
    string Din,
    string DinShown,
    string State,
    Tone Tone,
    Guid DonorId,
    string DonorShown,
    string BloodGroup,
    DateTime? CollectedAt,
    IReadOnlyList<TimelineEntry> Timeline,
    IReadOnlyList<TestLine> Tests,
    IReadOnlyList<UnitLine> Units,
    IReadOnlyList<CaseLine> Cases,
    TraceView Trace);

/// <summary>One test of a donation with its results so far.</summary>
public sealed record TestLine(string Code, string Title, string Status, Tone Tone, IReadOnlyList<ResultLine> Results);

/// <summary>One result; a superseded one stays visible.</summary>
public sealed record ResultLine(string Value, string Run, DateTime At, string Who, bool IsSuperseded);

/// <summary>One unit made of a donation.</summary>
public sealed record UnitLine(string Din, string ProductCode, string Product, string State, Tone Tone, DateTime? ExpiresAt);

/// <summary>A workflow case about the record.</summary>
public sealed record CaseLine(Guid InstanceId, string Title, string State);

/// <summary>A donation in a list.</summary>
public sealed record DonationRow(string Din, string DinShown, string State, Tone Tone, DateTime? CollectedAt, int Units);
