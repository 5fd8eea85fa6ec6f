using Becs.Server.Donations;
using Becs.Server.Shell.Lists;

namespace Becs.Server.Donors;

/// <summary>What a donor is searched by. It goes to the server in a post or a circuit, never in an address.</summary>
public sealed record DonorSearch(string DonorNumber = "", string FamilyName = "", string GivenName = "", DateOnly? BirthDate = null)
{
    public bool IsEmpty => this == new DonorSearch();
}

/// <summary>A donor found: enough to tell two people apart, shown only to those who may read donors.</summary>
public sealed record DonorRow(Guid Id, string DonorNumber, string Name, DateOnly? BirthDate, DateOnly? LastDonationOn, bool IsDeferred);

/// <summary>A donor as the page shows it. Name and birth date are null when the person was erased.</summary>
/// <param name="EligibleFrom">First day they may donate again, as far as is known now; null: not limited.</param>
public sealed record DonorView(
    Guid Id,
    string DonorNumber,
    string? Name,
    DateOnly? BirthDate,
    string BloodGroup,
    DateOnly? EligibleFrom,
    IReadOnlyList<DeferralLine> Deferrals,
    IReadOnlyList<DonationRow> Donations,
    IReadOnlyList<TimelineEntry> Timeline,
    IReadOnlyList<CaseLine> Cases)
{
    public bool IsErased => Name is null;
}

/// <summary>One deferral. The reason's text is confidential; without that permission only the code is given.</summary>
public sealed record DeferralLine(string Code, string Reason, DateOnly From, DateOnly? Until, bool IsPermanent, bool IsActive, Tone Tone);
