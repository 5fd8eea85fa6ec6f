using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.Tests.ChangeControl;

/// <summary>A plan for running instances is signed by the persons the whole request keeps apart, and runs only while all of it is signed.</summary>
public sealed class MigrationPlanTests
{
    private readonly ChangeWorld _world = ChangeWorld.In("Approved");
    private readonly MigrationPlan _plan;

    public MigrationPlanTests()
    {
        _plan = Plan(1);
        _world.Change.ProposePlan(_plan, "why", By("own1", SignatureMeanings.Authored), _world.Ids);
    }

    [Fact]
    public void Plan_WhenSignedByThree_ThenItMayBeCarriedOutByWhoMayApprove()
    {
        Assert.Equal("CHG-431", Assert.Throws<ConflictException>(() => Run("qa1")).Code);
        _world.Change.AcceptPlan(_plan, "", By("val1", SignatureMeanings.Reviewed), _world.Ids);
        Assert.Equal("CHG-431", Assert.Throws<ConflictException>(() => Run("qa1")).Code);
        _world.Change.ApprovePlan(_plan, "", By("qa1", SignatureMeanings.Approved), _world.Ids);

        Run("qa2");
        Assert.Equal("CHG-001", Assert.Throws<ForbiddenException>(() => Run("own1", Permissions.WorkflowsEdit)).Code);
        Assert.Equal(["PlanProposed", "PlanAccepted", "PlanApproved"], _world.Change.Steps.TakeLast(3).Select(s => s.Kind.ToString()));
        Assert.All(_world.Change.Steps.TakeLast(3), s => Assert.Equal(_plan.PlanHash, s.PlanHash));
        Assert.Equal(("b", 1), (_plan.Mapping()["a"], _plan.Mapping().Count));

        // Of another package, or one that is not approved, nothing goes over.
        Assert.Equal("CHG-433", Assert.Throws<ConflictException>(() => _plan.DemandRunnable(
            _world.Change, _world.Base, _world.Package(5), By("qa1", null))).Code);
        Assert.Equal("CHG-433", Assert.Throws<ConflictException>(() => _plan.DemandRunnable(
            _world.Change, _world.Package(1), _world.Candidate, By("qa1", null))).Code);
    }

    [Theory]
    [InlineData("accept", "own1", "CHG-010")]
    [InlineData("accept", "qa1", "CHG-012")]
    [InlineData("approve", "own1", "CHG-010")]
    [InlineData("approve", "val1", "CHG-011")]
    public void Sign_WhenThePersonHadAnotherPart_ThenBarred(string act, string user, string code)
    {
        if (act == "approve")
        {
            _world.Change.AcceptPlan(_plan, "", By("val1", SignatureMeanings.Reviewed), _world.Ids);
        }

        Assert.Equal(code, Assert.Throws<ForbiddenException>(() => Act(act, user)).Code);
        Assert.DoesNotContain(act == "accept" ? PlanAct.Accept : PlanAct.Approve, _world.Change.PlanActs(_plan, By(user, null)));
        Act(act, "new1");
    }

    /// <summary>Who only wrote a plan is an author of the request like any other.</summary>
    [Fact]
    public void Propose_WhenBySomebodyNew_ThenTheyMayNotSignAnyOther()
    {
        var second = Plan(2);
        _world.Change.ProposePlan(second, "why", By("own2", SignatureMeanings.Authored, second), _world.Ids);
        Assert.Equal("CHG-010", Assert.Throws<ForbiddenException>(() => Act("accept", "own2")).Code);
        Assert.Equal("CHG-011", Assert.Throws<ForbiddenException>(() => _world.Change.ProposePlan(Plan(3), "x", By("val1", SignatureMeanings.Authored, Plan(3)), _world.Ids)).Code);
    }

    [Fact]
    public void Sign_WhenAnotherHashOrMeaning_ThenRefused()
    {
        Assert.Equal("CHG-410", Assert.Throws<ConflictException>(() => _world.Change.AcceptPlan(
            _plan, "", _world.By("val1", SignatureMeanings.Reviewed), _world.Ids)).Code);
        Assert.Equal("CHG-002", Assert.Throws<RuleException>(() => _world.Change.AcceptPlan(_plan, "", By("val1", SignatureMeanings.Approved), _world.Ids)).Code);
        Assert.Equal("CHG-002", Assert.Throws<RuleException>(() => _world.Change.AcceptPlan(_plan, "", By("val1", null), _world.Ids)).Code);
        Assert.NotEqual(_plan.PlanHash, Plan(1, "c").PlanHash);
        Assert.NotEqual(_plan.PlanHash, Plan(2).PlanHash);
    }

    /// <summary>What may be passed by, and why, is signed: another reason is another plan.</summary>
    [Fact]
    public void PassesBy_WhenNamed_ThenPartOfTheContentAndItsHash()
    {
        var plan = Plan(1, "b", ("Second", "checked on paper"), ("First", "seen"));

        Assert.Equal(["First: seen", "Second: checked on paper"], plan.PassesBy().Select(p => $"{p.Key}: {p.Value}"));
        Assert.Contains("\"because\":[\"seen\",\"checked on paper\"]", plan.Content, StringComparison.Ordinal);
        Assert.Empty(_plan.PassesBy());
        Assert.Equal(4, new[] { _plan, plan, Plan(1, "b", ("First", "seen"), ("Second", "else")), Plan(1, "b", ("First", "seen")) }.DistinctBy(p => p.PlanHash).Count());
        Assert.Equal("CHG-032", Assert.Throws<InputException>(() => Plan(1, "b", ("First", " "))).Code);
    }

    [Fact]
    public void Reject_WhenGivenBack_ThenNothingMoreHappensToIt()
    {
        Assert.Equal("CHG-032", Assert.Throws<InputException>(() => _world.Change.RejectPlan(_plan, " ", By("val1", SignatureMeanings.Reviewed), _world.Ids)).Code);
        _world.Change.RejectPlan(_plan, "no", By("val1", SignatureMeanings.Reviewed), _world.Ids);
        Assert.Equal("CHG-409", Assert.Throws<ConflictException>(() => Act("accept", "val1")).Code);
        Assert.Equal("CHG-431", Assert.Throws<ConflictException>(() => Run("qa1")).Code);
        Assert.Empty(_world.Change.PlanActs(_plan, By("qa1", null)));
    }

    [Fact]
    public void Propose_WhenTheChangeTakesNoPlanOrItIsAboutAnotherPackage_ThenRefused()
    {
        foreach (var state in new[] { "Rejected", "Withdrawn" })
        {
            var other = ChangeWorld.In(state);
            var plan = new MigrationPlan(other.Ids.New(), other.Change, 1, other.Base, other.Candidate, new Dictionary<string, string>(), new Dictionary<string, string>(), null, other.Clock.UtcNow());
            Assert.Equal("CHG-430", Assert.Throws<ConflictException>(() => other.Change.ProposePlan(
                plan, "x", other.By("own1", SignatureMeanings.Authored, plan.PlanHash), other.Ids)).Code);
        }

        var elsewhere = new MigrationPlan(
            _world.Ids.New(), _world.Change, 2, _world.Base, _world.Package(6), new Dictionary<string, string>(), new Dictionary<string, string>(), null, _world.Clock.UtcNow());
        Assert.Equal("CHG-430", Assert.Throws<ConflictException>(() => _world.Change.ProposePlan(
            elsewhere, "x", By("own1", SignatureMeanings.Authored, elsewhere), _world.Ids)).Code);
    }

    private void Act(string act, string user)
    {
        if (act == "accept")
        {
            _world.Change.AcceptPlan(_plan, "", By(user, SignatureMeanings.Reviewed), _world.Ids);
        }
        else
        {
            _world.Change.ApprovePlan(_plan, "", By(user, SignatureMeanings.Approved), _world.Ids);
        }
    }

    private void Run(string user, params string[] permissions) => _plan.DemandRunnable(
        _world.Change, _world.Base, _world.Candidate, _world.By(user, permissions: permissions.Length == 0 ? null : permissions));

    private OperationContext By(string user, string? meaning, MigrationPlan? plan = null) => _world.By(user, meaning, (plan ?? _plan).PlanHash);

    private MigrationPlan Plan(int number, string to = "b", params (string Step, string Reason)[] passesBy) => new(
        _world.Ids.New(), _world.Change, number, _world.Base, _world.Candidate, new Dictionary<string, string> { ["a"] = to },
        passesBy.ToDictionary(p => p.Step, p => p.Reason), null, _world.Clock.UtcNow());
}
