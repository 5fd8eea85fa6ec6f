using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Tests.KernelFakes;

namespace Becs.Domain.Tests.Accounts;

public sealed class TrainingTests
{
    private static readonly DateOnly Day = new(2026, 6, 10);
    private readonly TestOperation _operation = new();
    private readonly Guid _trained = TestOperation.IdOf("rel1");

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void On_WhenTheDayIsAtALimit_ThenHeldFromTheFirstToTheLastDay(int days, bool isHeld)
    {
        var gated = new GatedPermission(Permissions.ComponentsRelease, [new(Day, Day.AddDays(30))]);
        var (held, untrained) = GatedPermission.On(new HashSet<string> { Permissions.ComponentsRelease, Permissions.TasksRead }, [gated], Day.AddDays(days));
        Assert.Equal((isHeld, !isHeld, true), (held.Contains(Permissions.ComponentsRelease), untrained.Contains(Permissions.ComponentsRelease), held.Contains(Permissions.TasksRead)));
    }

    [Fact]
    public void On_WhenAnotherRecordCoversTheDay_ThenHeld()
    {
        var gated = new GatedPermission(Permissions.ComponentsRelease, [new(Day.AddDays(-60), Day.AddDays(-31)), new(Day, Day)]);
        Assert.Empty(GatedPermission.On(new HashSet<string> { Permissions.ComponentsRelease }, [gated], Day).Untrained);
    }

    [Fact]
    public void On_WhenEmergencyIssueHasNoTraining_ThenHeldAndFlagged()
    {
        var (held, untrained) = GatedPermission.On(new HashSet<string> { Permissions.UnitsIssueEmergency }, [new(Permissions.UnitsIssueEmergency, [])], Day);
        Assert.Contains(Permissions.UnitsIssueEmergency, held);
        Assert.Contains(Permissions.UnitsIssueEmergency, untrained);
    }

    [Fact]
    public void On_WhenARoleDoesNotGrantIt_ThenTrainingGrantsNothing() =>
        Assert.Empty(GatedPermission.On(new HashSet<string>(), [new(Permissions.ComponentsRelease, [new(Day, Day)])], Day).Held);

    [Theory]
    [InlineData(Permissions.TasksWork)]
    [InlineData(Permissions.OrdersPlace)]
    [InlineData(Permissions.PatientsRead)]
    [InlineData(Permissions.TrainingKeep)]
    [InlineData(Permissions.AccountsManage)]
    public void Gate_WhenItCouldStopAnEmergencyOrEverybody_ThenRefused(string permission) =>
        Assert.Equal("TRN-011", Assert.Throws<RuleException>(() => new TrainingGate(Guid.Empty, permission)).Code);

    [Fact]
    public void Gate_WhenSetTwice_ThenSaysSo()
    {
        var gate = new TrainingGate(Guid.Empty, Permissions.ComponentsRelease);
        Assert.Equal((true, false, true), (gate.Set(true, _operation.Context), gate.Set(true, _operation.Context), gate.Set(false, _operation.Context)));
        Assert.Equal("TRN-001", Assert.Throws<InputException>(() => new TrainingGate(Guid.Empty, "none")).Code);
    }

    [Theory]
    [InlineData("qa1", Permissions.ComponentsRelease, 0, 365, "SOP-12", null)]
    [InlineData("rel1", Permissions.ComponentsRelease, 0, 365, "SOP-12", "TRN-010")]
    [InlineData("qa1", "none", 0, 365, "SOP-12", "TRN-001")]
    [InlineData("qa1", Permissions.ComponentsRelease, 1, 365, "SOP-12", "TRN-002")]
    [InlineData("qa1", Permissions.ComponentsRelease, 0, 0, "SOP-12", null)]
    [InlineData("qa1", Permissions.ComponentsRelease, 0, -1, "SOP-12", "TRN-003")]
    [InlineData("qa1", Permissions.ComponentsRelease, 0, 3653, "SOP-12", null)]
    [InlineData("qa1", Permissions.ComponentsRelease, 0, 3654, "SOP-12", "TRN-003")]
    [InlineData("qa1", Permissions.ComponentsRelease, 0, 365, " ", "TRN-004")]
    public void Give_WhenRecorded_ThenOnlyBySomebodyElseWithinTheDays(string by, string permission, int trained, int until, string evidence, string? code)
    {
        var operation = _operation.As(by, Permissions.TrainingKeep);
        TrainingRecord Make() => TrainingRecord.Give(Guid.Empty, _trained, permission, Day.AddDays(trained), Day.AddDays(until), evidence, operation);
        Assert.Equal(code, code is null ? Make().EndsRecordId?.ToString() : Assert.ThrowsAny<BecsException>(Make).Code);
    }

    [Fact]
    public void Give_WhenThePersonMayNot_ThenForbidden() => Assert.Equal("TRN-403", Assert.Throws<ForbiddenException>(() =>
        TrainingRecord.Give(Guid.Empty, _trained, Permissions.ComponentsRelease, Day, Day, "x", _operation.As("own1", Permissions.TasksRead))).Code);

    [Fact]
    public void End_WhenEnded_ThenOnceAndNotByThePerson()
    {
        var record = TrainingRecord.Give(_operation.Ids.New(), _trained, Permissions.ComponentsRelease, Day, Day, "x", _operation.As("qa1", Permissions.TrainingKeep));
        Assert.Equal("TRN-010", Assert.Throws<RuleException>(() => record.End(Guid.Empty, "wrong", _operation.As("rel1", Permissions.TrainingKeep))).Code);
        var end = record.End(_operation.Ids.New(), "wrong", _operation.As("qa1", Permissions.TrainingKeep));
        Assert.Equal((record.Id, "wrong"), (end.EndsRecordId, end.Evidence));
        Assert.Equal("TRN-410", Assert.Throws<ConflictException>(() => end.End(Guid.Empty, "again", _operation.Context)).Code);
    }
}
