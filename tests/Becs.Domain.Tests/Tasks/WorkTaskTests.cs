using Becs.Contracts.Tasks;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tasks;
using Becs.Domain.Tests.KernelFakes;

namespace Becs.Domain.Tests.Tasks;

public sealed class WorkTaskTests
{
    private readonly TestOperation _operation = new();
    private readonly RecordingEventSink _events = new();

    [Fact]
    public void Complete_WhenPermittedAndRevisionSeen_ThenItIsDone()
    {
        var task = Make();
        var op = Worker("lbl1");
        task.Claim(op, 1, _events);

        task.Complete(op, "ok", 2, _events);

        Assert.Equal(TaskState.Completed, task.State);
        Assert.Equal("ok", _events.Single<TaskCompleted>().Outcome);
        Assert.Equal(op.UserId, task.CompletedById);
    }

    [Fact]
    public void Complete_WhenRevisionIsStale_ThenConflict()
    {
        var task = Make();
        var op = Worker("lbl1");
        task.Claim(op, 1, _events);

        Assert.Equal("TSK-409", Assert.Throws<ConflictException>(() => task.Complete(op, "ok", 1, _events)).Code);
        Assert.Equal(TaskState.Claimed, task.State);
    }

    [Fact]
    public void Complete_WhenAlreadyCompleted_ThenConflict()
    {
        var task = Make();
        var op = Worker("lbl1");
        task.Complete(op, "ok", 1, _events);

        Assert.Equal("TSK-409", Assert.Throws<ConflictException>(() => task.Complete(op, "ok", task.Revision, _events)).Code);
    }

    [Fact]
    public void Complete_WhenOutcomeIsUnknown_ThenRefused() =>
        Assert.Equal("TSK-004", Assert.Throws<InputException>(() => Make().Complete(Worker("lbl1"), "maybe", 1, _events)).Code);

    [Theory]
    [InlineData("lbl1", Permissions.LabelsVerify, "TSK-010")]
    [InlineData("lbl1", Permissions.TasksWork, "TSK-011")]
    public void Claim_WhenAPermissionIsMissing_ThenForbidden(string user, string only, string code) =>
        Assert.Equal(code, Assert.Throws<ForbiddenException>(() => Make().Claim(_operation.As(user, only), 1, _events)).Code);

    [Fact]
    public void Claim_WhenTheSiteIsAnother_ThenForbidden()
    {
        Worker("lbl1");
        var op = _operation.With(c => c with { SiteId = TestOperation.OtherSite });

        Assert.Equal("TSK-010", Assert.Throws<ForbiddenException>(() => Make().Claim(op, 1, _events)).Code);
    }

    [Fact]
    public void Claim_WhenThePersonIsExcluded_ThenForbidden()
    {
        var task = Make(s => s with { ExcludedUserIds = [TestOperation.IdOf("lbl1")] });

        Assert.Equal("TSK-013", Assert.Throws<ForbiddenException>(() => task.Claim(Worker("lbl1"), 1, _events)).Code);
        task.Claim(Worker("lbl2"), 1, _events);
    }

    [Fact]
    public void Claim_WhenAnotherHoldsIt_ThenConflict()
    {
        var task = Make();
        task.Claim(Worker("lbl1"), 1, _events);

        Assert.Throws<ConflictException>(() => task.Claim(Worker("lbl2"), 2, _events));
        Assert.Equal("TSK-012", Assert.Throws<ForbiddenException>(() => task.Complete(Worker("lbl2"), "ok", 2, _events)).Code);
    }

    [Fact]
    public void Claim_WhenTheSystemTries_ThenForbidden()
    {
        Worker("lbl1");
        Assert.Throws<ForbiddenException>(() => Make().Claim(_operation.With(c => c with { IsSystem = true }), 1, _events));
    }

    [Fact]
    public void Claim_WhenOnlyARoleIsNamed_ThenItsHoldersMay()
    {
        var task = Make(s => s with { CandidatePermission = null, CandidateRoles = [Roles.Labels] });

        Assert.Throws<ForbiddenException>(() => task.Claim(Worker("cmp1"), 1, _events));
        task.Claim(_operation.As("lbl1", [.. Roles.All[Roles.Labels]]), 1, _events);
    }

    [Fact]
    public void Complete_WhenSignatureIsDemanded_ThenOnlyTheHashShownIsTaken()
    {
        var task = Make(s => s with { SignatureMeanings = [SignatureMeanings.Released] });
        Worker("rel1");
        Assert.Equal("TSK-005", Assert.Throws<RuleException>(() => task.Complete(_operation.Context, "ok", 1, _events)).Code);

        _operation.Sign(SignatureMeanings.Reviewed, task.Id.Subject.ToString(), task.RecordHash());
        Assert.Equal("TSK-005", Assert.Throws<RuleException>(() => task.Complete(_operation.Context, "ok", 1, _events)).Code);

        _operation.Sign(SignatureMeanings.Released, task.Id.Subject.ToString(), "another");
        Assert.Equal("TSK-410", Assert.Throws<ConflictException>(() => task.Complete(_operation.Context, "ok", 1, _events)).Code);

        var signature = _operation.Sign(SignatureMeanings.Released, task.Id.Subject.ToString(), task.RecordHash());
        task.Complete(_operation.Context, "ok", 1, _events);
        Assert.Equal(signature.Id, task.SignatureId);
    }

    [Fact]
    public void Assign_WhenAssigned_ThenOnlyThatPersonMay()
    {
        var task = Make();
        Assert.Throws<ForbiddenException>(() => task.Assign(Worker("lbl1"), TestOperation.IdOf("lbl2"), "cover", 1, _events));
        task.Assign(_operation.As("qa1", Permissions.TasksReassign), TestOperation.IdOf("lbl2"), "cover", 1, _events);

        Assert.Equal("TSK-012", Assert.Throws<ForbiddenException>(() => task.Claim(Worker("lbl1"), 2, _events)).Code);
        task.Claim(Worker("lbl2"), 2, _events);
    }

    [Fact]
    public void Delegate_WhenThePeriodHasEnded_ThenTheDelegateMayNoLonger()
    {
        var task = Make();
        var now = _operation.Context.NowAt;
        task.Assign(_operation.As("qa1", Permissions.TasksReassign), TestOperation.IdOf("lbl1"), "cover", 1, _events);
        task.Delegate(_operation.As("qa1", Permissions.TasksReassign), TestOperation.IdOf("lbl2"), now, now.AddHours(1), 2, _events);
        Assert.True(task.MayBeWorkedOnBy(Worker("lbl2")));

        _operation.Clock.Advance(TimeSpan.FromHours(1));

        Assert.False(task.MayBeWorkedOnBy(Worker("lbl2")));
        Assert.True(task.MayBeWorkedOnBy(Worker("lbl1")));
    }

    [Fact]
    public void Escalate_WhenDue_ThenRaisedOnceWithoutANewRevision()
    {
        var task = Make(s => s with { EscalationAt = _operation.Context.NowAt.AddHours(1) });
        task.Escalate(_operation.As("timer"), null, _events);
        Assert.Equal(0, task.EscalationLevel);

        _operation.Clock.Advance(TimeSpan.FromHours(1));
        task.Escalate(_operation.As("timer"), null, _events);
        task.Escalate(_operation.As("timer"), null, _events);

        Assert.Equal(1, task.EscalationLevel);
        Assert.Equal(TaskPriority.High, task.Priority);
        Assert.Equal(1, task.Revision);
    }

    [Fact]
    public void Cancel_WhenClosed_ThenNothingChanges()
    {
        var task = Make();
        task.Cancel(_operation.As("system"), "moved-on", _events);
        task.Cancel(_operation.As("system"), "again", _events);

        Assert.Equal("moved-on", task.CancelReasonCode);
        Assert.Throws<ConflictException>(() => task.Complete(Worker("lbl1"), "ok", task.Revision, _events));
    }

    [Fact]
    public void RecordHash_WhenWhatIsShownChanges_ThenTheHashChanges()
    {
        var task = Make();
        var before = task.RecordHash();

        task.Claim(Worker("lbl1"), 1, _events);

        Assert.Equal(64, before.Length);
        Assert.NotEqual(before, task.RecordHash());
    }

    [Fact]
    public void Complete_WhenWhatStandsBesideItIsNoLongerWhatWasSigned_ThenRefused()
    {
        var task = Make(s => s with { SignatureMeanings = [SignatureMeanings.Released] });
        task.ShownWith("clear");
        Worker("rel1");
        _operation.Sign(SignatureMeanings.Released, task.Id.Subject.ToString(), task.RecordHash());

        task.ShownWith("blocked");
        Assert.Equal("TSK-410", Assert.Throws<ConflictException>(() => task.Complete(_operation.Context, "ok", 1, _events)).Code);

        task.ShownWith("clear");
        task.Complete(_operation.Context, "ok", 1, _events);
        Assert.Equal(TaskState.Completed, task.State);
    }

    [Fact]
    public void Create_WhenNobodyCouldDoIt_ThenRefused() =>
        Assert.Equal("TSK-002", Assert.Throws<RuleException>(() => Make(s => s with { CandidatePermission = null })).Code);

    private OperationContext Worker(string user) => _operation.As(user, Permissions.TasksWork, Permissions.LabelsVerify);

    private WorkTask Make(Func<TaskSpecification, TaskSpecification>? with = null)
    {
        var specification = new TaskSpecification
        {
            SiteId = TestOperation.Site,
            Process = "component-release",
            TitleKey = "task.verify-label",
            FormKey = "verify-label",
            FormVersion = 1,
            CandidatePermission = Permissions.LabelsVerify,
            Outcomes = ["ok", "failed"],
        };
        return WorkTask.Create(
            new TaskId(_operation.Ids.New()), with is null ? specification : with(specification), _operation.Context, _events);
    }
}
