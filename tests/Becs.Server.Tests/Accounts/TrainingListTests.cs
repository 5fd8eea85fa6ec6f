using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Server.Accounts;

namespace Becs.Server.Tests.Accounts;

public sealed class TrainingListTests
{
    private static readonly DateOnly Day = new(2027, 6, 9);
    private static readonly OperationContext Keeper = new()
    {
        OperationId = Guid.Empty,
        Action = "test",
        UserId = new Guid(1, 0, 0, new byte[8]),
        UserName = "qa1",
        PrintedName = "Quinn Quality",
        Permissions = new HashSet<string> { Permissions.TrainingKeep },
        SiteId = default,
        SiteTimeZone = TimeZoneInfo.Utc,
        NowAt = new DateTime(2027, 6, 9, 12, 0, 0, DateTimeKind.Utc),
    };

    private readonly List<TrainingRecord> _records = [];
    private readonly List<TrainingGate> _gates = [];
    private int _ids;

    [Theory]
    [InlineData(null, TrainingStanding.Missing)]
    [InlineData(-1, TrainingStanding.Expired)]
    [InlineData(0, TrainingStanding.EndsSoon)]
    [InlineData(29, TrainingStanding.EndsSoon)]
    [InlineData(30, TrainingStanding.Valid)]
    public void Of_WhenTheLastDayIsAtALimit_ThenStandsSo(int? days, TrainingStanding standing)
    {
        var rel = Person("rel1", Roles.Release);
        Gate(Permissions.ComponentsRelease);
        if (days is { } left)
        {
            Give(rel, Permissions.ComponentsRelease, left);
        }

        var line = Assert.Single(TrainingList.Of([rel], _gates, _records, Day));
        Assert.Equal((standing, true), (line.Standing, line.IsNeeded));
    }

    [Fact]
    public void Of_WhenSeveral_ThenMissingAndExpiredFirstAndWhatIsNeededBeforeWhatIsNot()
    {
        var (one, two) = (Person("rel1", Roles.Release), Person("rel2", Roles.Release));
        Gate(Permissions.ComponentsRelease);
        Give(one, Permissions.ComponentsRelease, -5);
        Give(one, Permissions.HoldsLift, -90); // expired for longer, and nobody asks for it
        Give(one, Permissions.TestsEnter, 5);
        Give(one, Permissions.LabelsVerify, 300);
        Assert.Equal(
            ["rel2 components.release Missing", "rel1 components.release Expired", "rel1 holds.lift Expired", "rel1 tests.enter EndsSoon", "rel1 labels.verify Valid"],
            TrainingList.Of([one, two], _gates, _records, Day).Select(l => $"{l.UserName} {l.Permission} {l.Standing}"));
    }

    [Fact]
    public void Of_WhenTrainedAgain_ThenTheRecordThatLastsLongestCounts()
    {
        var rel = Person("rel1", Roles.Release);
        Give(rel, Permissions.ComponentsRelease, 300);
        Give(rel, Permissions.ComponentsRelease, -5);
        var line = Assert.Single(TrainingList.Of([rel], _gates, _records, Day));
        Assert.Equal((TrainingStanding.Valid, Day.AddDays(300), false), (line.Standing, line.ValidUntil, line.IsNeeded));
    }

    [Fact]
    public void Of_WhenTheRoleDoesNotGrantItOrTheGateWasLifted_ThenNothingIsMissing()
    {
        Gate(Permissions.ComponentsRelease);
        var lifted = Gate(Permissions.TestsEnter);
        Assert.Equal(Permissions.TestsEnter, Assert.Single(TrainingList.Of([Person("lab1", Roles.Laboratory)], _gates, _records, Day)).Permission);
        lifted.Set(false, Keeper);
        Assert.Empty(TrainingList.Of([Person("lab1", Roles.Laboratory)], _gates, _records, Day));
    }

    private static readonly DateTime Made = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private Account Person(string user, string role)
    {
        var account = new Account(Next(), user, user, Made);
        account.SetRoles([role]);
        return account;
    }

    private TrainingGate Gate(string permission)
    {
        var gate = new TrainingGate(Next(), permission);
        gate.Set(true, Keeper);
        _gates.Add(gate);
        return gate;
    }

    private void Give(Account account, string permission, int daysLeft) => _records.Add(TrainingRecord.Give(
        Next(), account.Id, permission, Day.AddDays(-400), Day.AddDays(daysLeft), "SOP-1", Keeper));

    private Guid Next() => new(100 + ++_ids, 0, 0, new byte[8]);
}
