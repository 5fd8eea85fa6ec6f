using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.Tests.ChangeControl;

/// <summary>Separation of duties over the whole history of a request. Everybody here has every permission: only what they did bars them.</summary>
public sealed class ChangePersonsTests
{
    [Theory]
    [InlineData("InReview", "accept", "own1", "CHG-010")]
    [InlineData("InReview", "reject", "own1", "CHG-010")]
    [InlineData("InReview", "refuse", "own1", "CHG-010")]
    [InlineData("Validated", "approve", "own1", "CHG-010")]
    [InlineData("Validated", "refuse", "own1", "CHG-010")]
    [InlineData("Validated", "approve", "val1", "CHG-011")]
    [InlineData("Validated", "refuse", "val1", "CHG-011")]
    [InlineData("Rejected", "submitAgain", "val1", "CHG-011")]
    [InlineData("EmergencyInReview", "verify", "own1", "CHG-010")]
    [InlineData("EmergencyVerified", "approve", "own1", "CHG-010")]
    [InlineData("EmergencyVerified", "approve", "qa2", "CHG-013")]
    [InlineData("EmergencyVerified", "reject", "qa2", "CHG-013")]
    [InlineData("EmergencyVerified", "refuse", "qa2", "CHG-013")]
    [InlineData("EmergencyApproved", "reviewAfterwards", "own1", "CHG-010")]
    [InlineData("EmergencyApproved", "reviewAfterwards", "qa1", "CHG-012")]
    [InlineData("EmergencyApproved", "reviewAfterwards", "qa2", "CHG-013")]
    public void Act_WhenThePersonHadAnotherPart_ThenBarred(string state, string act, string user, string code)
    {
        var world = ChangeWorld.In(state);
        var before = world.Change.State;
        Assert.Equal(code, Assert.Throws<ForbiddenException>(() => world.Do(act, user)).Code);
        Assert.Equal(before, world.Change.State);

        // Somebody else with the same permissions does it.
        world.Do(act, "new1");
    }

    [Fact]
    public void SubmitAgain_WhenByAnotherAuthor_ThenBothAreItsAuthorsForEver()
    {
        var world = ChangeWorld.In("Rejected");
        world.Do("submitAgain", "own2");
        Assert.Equal("CHG-010", Assert.Throws<ForbiddenException>(() => world.Do("accept", "own1")).Code);
        Assert.Equal("CHG-010", Assert.Throws<ForbiddenException>(() => world.Do("accept", "own2")).Code);
        world.Do("accept", "val1");
        Assert.Equal("CHG-010", Assert.Throws<ForbiddenException>(() => world.Do("approve", "own1")).Code);
        Assert.Equal("CHG-010", Assert.Throws<ForbiddenException>(() => world.Do("approve", "own2")).Code);
        world.Do("approve", "qa1");
    }

    [Fact]
    public void Reject_WhenTheApproverDidItToAnEarlierSubmission_ThenTheyMayNeverWriteOrReview()
    {
        var world = ChangeWorld.In("Validated");
        world.Do("refuse", "qa1");
        Assert.Equal("CHG-012", Assert.Throws<ForbiddenException>(() => world.Do("submitAgain", "qa1")).Code);
        world.Do("submitAgain", "own1");
        Assert.Equal("CHG-012", Assert.Throws<ForbiddenException>(() => world.Do("accept", "qa1")).Code);
        world.Do("accept", "val1");
        world.Do("approve", "qa1");
    }

    [Fact]
    public void Submit_WhenTheDraftHoldsSomebodyElsesWork_ThenTheyAreAnAuthorToo()
    {
        var world = ChangeWorld.In("Rejected");
        var package = world.Package(3, candidate: true);
        world.Change.SubmitAgain(
            world.Submission(package, "imp1"), world.Base, world.By("own1", SignatureMeanings.Authored, package.PackageHash), world.Ids, world.Events);
        var evidence = Evidence.Of(world.Change.Id, package.PackageHash);
        var refused = Assert.Throws<ForbiddenException>(() => world.Change.Accept(
            package, evidence, "", world.By("imp1", SignatureMeanings.Reviewed, package.PackageHash), world.Ids, world.Events));
        Assert.Equal("CHG-010", refused.Code);
        world.Change.Accept(package, evidence, "", world.By("val2", SignatureMeanings.Reviewed, package.PackageHash), world.Ids, world.Events);
    }

    [Fact]
    public void Submit_WhenTheDraftHoldsTheWorkOfAReviewer_ThenRefused()
    {
        var world = ChangeWorld.In("Rejected");
        var package = world.Package(3, candidate: true);
        Assert.Equal("CHG-015", Assert.Throws<ForbiddenException>(() => world.Change.SubmitAgain(
            world.Submission(package, "val1"), world.Base, world.By("own1", SignatureMeanings.Authored, package.PackageHash),
            world.Ids, world.Events)).Code);
    }

    [Theory]
    [InlineData("own1", "CHG-010")]
    [InlineData("qa1", "CHG-012")]
    [InlineData("qa2", "CHG-013")]
    public void ReviewAfterwards_WhenADelegateActsForSomebodyBarred_ThenBarredToo(string lender, string code)
    {
        var world = ChangeWorld.In("EmergencyApproved");
        Assert.Equal(code, Assert.Throws<ForbiddenException>(() => world.Do("reviewAfterwards", "val2", onBehalfOf: lender)).Code);
        Assert.True(world.Change.IsReviewOutstanding);
    }

    [Theory]
    [InlineData("own1", "CHG-010")]
    [InlineData("qa1", "CHG-012")]
    [InlineData("qa2", "CHG-013")]
    public void ReviewAfterwards_WhenTheDelegateIsBarred_ThenTheTurnDoesNotHelp(string delegatee, string code)
    {
        var world = ChangeWorld.In("EmergencyApproved");
        Assert.Equal(code, Assert.Throws<ForbiddenException>(() => world.Do("reviewAfterwards", delegatee, onBehalfOf: "val2")).Code);
    }

    [Fact]
    public void ReviewAfterwards_WhenADelegateOfAFreePersonActs_ThenBothAreOnRecord()
    {
        var world = ChangeWorld.In("EmergencyApproved");
        world.Do("reviewAfterwards", "val2", onBehalfOf: "val3");
        var step = world.Change.Steps[^1];
        Assert.Equal((Fakes.TestOperation.UserId("val2"), Fakes.TestOperation.UserId("val3")), (step.UserId, step.OnBehalfOfId!.Value));
    }

    [Theory]
    [InlineData("Rejected", "submitAgain", Permissions.WorkflowsEdit)]
    [InlineData("InReview", "accept", Permissions.WorkflowsValidate)]
    [InlineData("InReview", "reject", Permissions.WorkflowsValidate)]
    [InlineData("InReview", "refuse", Permissions.WorkflowsApprove)]
    [InlineData("Validated", "approve", Permissions.WorkflowsApprove)]
    [InlineData("EmergencyInReview", "verify", Permissions.WorkflowsValidate)]
    [InlineData("EmergencyInReview", "verify", Permissions.WorkflowsApprove)]
    [InlineData("EmergencyApproved", "reviewAfterwards", Permissions.WorkflowsValidate)]
    public void Act_WhenThePermissionIsThere_ThenDoneAndWithoutItForbidden(string state, string act, string permission)
    {
        var others = ChangeWorld.All.Except(act == "verify" ? [Permissions.WorkflowsValidate, Permissions.WorkflowsApprove] : [permission]).ToArray();
        Assert.Equal("CHG-001", Assert.Throws<ForbiddenException>(() => ChangeWorld.In(state).Do(act, "new1", permissions: others)).Code);
        ChangeWorld.In(state).Do(act, "new1", permissions: [permission]);
    }

    [Theory]
    [InlineData("own1", true)]
    [InlineData("own2", false)]
    [InlineData("val1", false)]
    [InlineData("qa1", false)]
    public void Withdraw_WhenTried_ThenOnlyItsAuthorMay(string user, bool may)
    {
        var world = ChangeWorld.In("Validated");
        if (may)
        {
            world.Do("withdraw", user);
            Assert.Equal((ChangeState.Withdrawn, PackageState.Withdrawn), (world.Change.State, world.Candidate.State));
            return;
        }

        Assert.Equal("CHG-014", Assert.Throws<ForbiddenException>(() => world.Do("withdraw", user)).Code);
    }

    [Fact]
    public void Act_WhenTheSystemDoesIt_ThenForbidden()
    {
        var world = ChangeWorld.In("InReview");
        var operation = world.By("val1", SignatureMeanings.Reviewed) with { IsSystem = true };
        Assert.Equal("CHG-001", Assert.Throws<ForbiddenException>(() =>
            world.Change.Accept(world.Candidate, world.OnFile, "", operation, world.Ids, world.Events)).Code);
    }
}
