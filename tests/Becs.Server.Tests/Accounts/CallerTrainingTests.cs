using System.Security.Claims;
using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Persistence.Accounts;
using Becs.Server.Accounts;

namespace Becs.Server.Tests.Accounts;

/// <summary>What a caller may do at an instant: a record counts to the last second of its last day at the site where the person works.</summary>
public sealed class CallerTrainingTests
{
    private static readonly DateOnly Last = new(2027, 6, 9);
    private static readonly Guid York = new(1, 0, 0, new byte[8]);
    private static readonly Guid Kolkata = new(2, 0, 0, new byte[8]);

    [Theory]
    [InlineData("YRK", "2027-06-10T03:59:59Z", true)] // 23:59:59 of the last day in New York
    [InlineData("YRK", "2027-06-10T04:00:00Z", false)] // it ended a second ago
    [InlineData("KOL", "2027-06-09T18:29:59Z", true)]
    [InlineData("KOL", "2027-06-09T18:30:00Z", false)]
    [InlineData("KOL", "2027-06-10T03:59:59Z", false)] // the same person, still trained at the other site
    [InlineData(null, "2027-06-10T04:00:00Z", false)] // the first site granted
    public void Of_WhenTheLastDayEndsAtTheSite_ThenHeldToItsLastSecond(string? site, string nowAt, bool isHeld)
    {
        var caller = At(site, nowAt, Permissions.ComponentsRelease, new TrainingPeriod(Last.AddDays(-30), Last));
        Assert.Equal(
            (isHeld, !isHeld, true),
            (caller.May(Permissions.ComponentsRelease), caller.Untrained.Contains(Permissions.ComponentsRelease), caller.May(Permissions.TasksWork)));
        Assert.Equal("TRN-409", isHeld ? "TRN-409" : caller.Refusal(Permissions.ComponentsRelease).Code);
        Assert.Equal("ACC-403", caller.Refusal(Permissions.AccountsManage).Code);
    }

    [Theory]
    [InlineData("YRK", "2027-06-09T03:59:59Z", false)]
    [InlineData("YRK", "2027-06-09T04:00:00Z", true)]
    [InlineData("KOL", "2027-06-08T18:30:00Z", true)]
    public void Of_WhenTheFirstDayBeginsAtTheSite_ThenHeldFromItsFirstSecond(string site, string nowAt, bool isHeld) =>
        Assert.Equal(isHeld, At(site, nowAt, Permissions.ComponentsRelease, new TrainingPeriod(Last, Last)).May(Permissions.ComponentsRelease));

    [Fact]
    public void Of_WhenEmergencyIssueIsGatedAndNobodyRecordedATraining_ThenHeldAndTold()
    {
        var caller = At("YRK", "2027-06-09T12:00:00Z", Permissions.UnitsIssueEmergency);
        Assert.Equal((true, true), (caller.May(Permissions.UnitsIssueEmergency), caller.Untrained.Contains(Permissions.UnitsIssueEmergency)));
    }

    private static Caller At(string? site, string nowAt, string gated, params TrainingPeriod[] periods)
    {
        var account = new CallerAccount(
            York, "rel1", "Ray Release", "stamp", false,
            new HashSet<string> { Permissions.ComponentsRelease, Permissions.UnitsIssueEmergency, Permissions.TasksWork }, [York, Kolkata], null)
        {
            Gated = [new GatedPermission(gated, periods)],
        };
        Site[] sites =
        [
            new(new SiteId(York), "YRK", "York", "W0001", "America/New_York", []), new(new SiteId(Kolkata), "KOL", "Kolkata", "W0002", "Asia/Kolkata", []),
        ];
        return CallerReader.Of(
            new CallerRecords(account, sites, null), new ClaimsPrincipal(new ClaimsIdentity([new Claim(Caller.StampClaim, "stamp")])), site,
            DateTimeOffset.Parse(nowAt, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime, new EndedSessions(TimeProvider.System))!;
    }
}
