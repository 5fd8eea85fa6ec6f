using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tasks;
using Becs.Domain.Tests.KernelFakes;

namespace Becs.Domain.Tests.ChangeControl;

public sealed class TrainingNeedTests
{
    private readonly TestOperation _operation = new();

    [Theory]
    [InlineData(Permissions.ComponentsRelease, Roles.Release, true)]
    [InlineData(Permissions.ComponentsRelease, Roles.Labels, false)] // the role could not do it anyway
    [InlineData(Permissions.LabelsVerify, Roles.Labels, true)]
    public void Demand_WhenTheRoleDoesSuchTasks_ThenTheTrainingIsNeeded(string permission, string role, bool isStopped)
    {
        var need = Need(role);
        var person = Of(role, Roles.Release);
        var task = Task(s => s with { CandidatePermission = permission });
        if (!isStopped)
        {
            Assert.Empty(TrainingNeed.Demand([need], task, person));
            return;
        }

        var refused = Assert.Throws<ForbiddenException>(() => TrainingNeed.Demand([need], task, person));
        Assert.Equal(("TRN-408", "/training", need.Id.ToString("D")), (refused.Code, refused.Facts["acknowledgeAt"], refused.Facts["training"]));
        Assert.Empty(TrainingNeed.Demand([], task, person));
    }

    [Fact]
    public void Demand_WhenThePersonIsOfAnotherRole_ThenNotNeeded() =>
        Assert.Empty(TrainingNeed.Demand([Need(Roles.Release)], Task(s => s with { CandidatePermission = Permissions.LabelsVerify }), Of(Roles.Labels)));

    [Fact]
    public void Demand_WhenTheTaskNamesRoles_ThenOnlyTheirs()
    {
        var task = Task(s => s with { CandidatePermission = null, CandidateRoles = [Roles.Labels] });
        Assert.Empty(TrainingNeed.Demand([Need(Roles.Release)], task, Of(Roles.Labels, Roles.Release)));
        Assert.Throws<ForbiddenException>(() => TrainingNeed.Demand([Need(Roles.Labels)], task, Of(Roles.Labels)));
    }

    [Fact]
    public void Demand_WhenItIsAnEmergencyIssue_ThenLetThroughAndTold()
    {
        var need = Need(Roles.Issue);
        Assert.Same(need, Assert.Single(TrainingNeed.Demand([need], Task(s => s with { CandidatePermission = Permissions.UnitsIssueEmergency }), Of(Roles.Issue))));
        Assert.Throws<ForbiddenException>(() => TrainingNeed.Demand([need], Task(s => s with { CandidatePermission = Permissions.UnitsIssue }), Of(Roles.Issue)));
    }

    [Fact]
    public void Acknowledge_WhenSignedByThatRoleOnThatTraining_ThenItCountsAndElseNot()
    {
        var need = Need(Roles.Release);
        _operation.With(_ => Of(Roles.Labels));
        Assert.Equal("TRN-407", Assert.Throws<ForbiddenException>(() => need.Acknowledge(Guid.Empty, Signed(need, SignatureMeanings.Acknowledged))).Code);
        _operation.With(_ => Of(Roles.Release));
        Assert.Equal("TRN-012", Assert.Throws<RuleException>(() => need.Acknowledge(Guid.Empty, _operation.Context)).Code);
        Assert.Equal("TRN-012", Assert.Throws<RuleException>(() => need.Acknowledge(Guid.Empty, Signed(need, SignatureMeanings.Reviewed))).Code);
        Assert.Equal("TRN-411", Assert.Throws<ConflictException>(() => need.Acknowledge(Guid.Empty, Signed(Need(Roles.Release), SignatureMeanings.Acknowledged))).Code);
        var another = Signed(need, SignatureMeanings.Acknowledged) with { UserId = TestOperation.IdOf("another") };
        Assert.Equal("TRN-012", Assert.Throws<RuleException>(() => need.Acknowledge(Guid.Empty, another)).Code);
        Assert.Equal((need.Id, _operation.Context.UserId), (need.Acknowledge(Guid.Empty, Signed(need, SignatureMeanings.Acknowledged)) is var a ? a.NeedId : default, _operation.Context.UserId));
    }

    [Fact]
    public void Claim_WhenTheRightIsMissingForWantOfTraining_ThenTheRefusalSaysSo()
    {
        var task = Task(s => s with { CandidatePermission = Permissions.LabelsVerify });
        var untrained = _operation.As("lbl1", Permissions.TasksWork) with { Untrained = new HashSet<string> { Permissions.LabelsVerify } };
        Assert.Equal("TRN-409", Assert.Throws<ForbiddenException>(() => task.Claim(untrained, 1, new RecordingEventSink())).Code);
    }

    [Fact]
    public void Claim_WhenDelegatedToSomebodyUntrained_ThenTheTurnIsLentAndNeverTheAuthority()
    {
        var task = Task(s => s with { CandidatePermission = Permissions.LabelsVerify });
        var (keeper, events, now) = (_operation.As("qa1", Permissions.TasksReassign), new RecordingEventSink(), _operation.Context.NowAt);
        task.Assign(keeper, TestOperation.IdOf("lbl1"), "cover", 1, events);
        task.Delegate(keeper, TestOperation.IdOf("lbl2"), now, now.AddHours(1), 2, events);
        var untrained = _operation.As("lbl2", Permissions.TasksWork) with { Roles = [Roles.Labels], Untrained = new HashSet<string> { Permissions.LabelsVerify } };
        Assert.Equal("TRN-409", Assert.Throws<ForbiddenException>(() => task.Claim(untrained, 3, events)).Code);
        var unread = _operation.As("lbl2", Permissions.TasksWork, Permissions.LabelsVerify) with { Roles = [Roles.Labels] };
        Assert.Equal("TRN-408", Assert.Throws<ForbiddenException>(() => TrainingNeed.Demand([Need(Roles.Labels)], task, unread)).Code);
        task.Claim(unread, 3, events);
    }

    [Fact]
    public void Lacking_WhenAsked_ThenOnlyOfTheRolesOfThePersonThatDoSuchTasks()
    {
        var task = Task(s => s with { CandidatePermission = Permissions.LabelsVerify });
        var (labels, release) = (Need(Roles.Labels), Need(Roles.Release));
        Assert.Equal([labels], TrainingNeed.Lacking([labels, release], task, Of(Roles.Labels, Roles.Laboratory)));
        Assert.Empty(TrainingNeed.Lacking([labels, release], task, Of(Roles.Laboratory)));
        Assert.Equal([release], TrainingNeed.Lacking([labels, release], Task(s => s with { CandidatePermission = null, CandidateRoles = [Roles.Release] }), Of(Roles.Labels, Roles.Release)));
    }

    [Theory]
    [InlineData("none", "Title", "SOP-1", "TRN-005")]
    [InlineData(Roles.Release, " ", "SOP-1", "TRN-006")]
    [InlineData(Roles.Release, "Title", "", "TRN-006")]
    public void New_WhenItSaysNothing_ThenRefused(string role, string title, string document, string code) => Assert.Equal(
        code, Assert.Throws<InputException>(() => new TrainingNeed(Guid.Empty, new ChangeId(Guid.Empty), "p", role, title, document, DateTime.UnixEpoch)).Code);

    private TrainingNeed Need(string role) => new(_operation.Ids.New(), new ChangeId(_operation.Ids.New()), "package", role, "The new label", "SOP-7 v3", DateTime.UnixEpoch);

    private OperationContext Of(params string[] roles) => _operation.As("person", Permissions.TasksWork) with { Roles = roles };

    private OperationContext Signed(TrainingNeed need, string meaning)
    {
        _operation.Sign(meaning, "training", need.SignedHash());
        return _operation.Context;
    }

    private WorkTask Task(Func<TaskSpecification, TaskSpecification> with) => WorkTask.Create(
        new TaskId(_operation.Ids.New()),
        with(new TaskSpecification { SiteId = TestOperation.Site, Process = "p", TitleKey = "t", FormKey = "f", FormVersion = 1, Outcomes = ["ok"] }),
        _operation.As("maker"), new RecordingEventSink());
}
