using Becs.Contracts.Workflows;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tests.Fakes;

namespace Becs.Domain.Tests.ChangeControl;

public sealed class ChangeTransitionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["InReview"] = ["accept", "reject", "refuse", "withdraw", "comment"],
        ["Validated"] = ["refuse", "approve", "withdraw", "comment"],
        ["Approved"] = [],
        ["Rejected"] = ["submitAgain", "withdraw", "comment"],
        ["Withdrawn"] = [],
        ["EmergencyInReview"] = ["reject", "refuse", "verify", "withdraw", "comment"],
        ["EmergencyVerified"] = ["reject", "refuse", "approve", "withdraw", "comment"],
        ["EmergencyApproved"] = ["reviewAfterwards", "comment"],
        ["EmergencyReviewed"] = [],
    };

    private static readonly string[] Acts =
        ["submitAgain", "accept", "reject", "refuse", "verify", "approve", "withdraw", "reviewAfterwards", "comment"];

    /// <summary>Every state and every act: what is not listed is refused and changes nothing.</summary>
    public static TheoryData<string, string, bool> Matrix()
    {
        var data = new TheoryData<string, string, bool>();
        foreach (var (state, allowed) in Allowed)
        {
            foreach (var act in Acts)
            {
                data.Add(state, act, allowed.Contains(act));
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void Act_WhenInState_ThenDoneOrRefused(string state, string act, bool allowed)
    {
        var world = ChangeWorld.In(state);
        var (before, steps, package) = (world.Change.State, world.Change.Steps.Count, world.Candidate.State);
        var user = act switch { "reject" when state == "Validated" => "val2", "accept" => "val3", _ => ChangeWorld.Usual(act) };

        if (allowed)
        {
            world.Do(act, user);
            return;
        }

        var refusal = Assert.ThrowsAny<BecsException>(() => world.Do(act, user));
        Assert.StartsWith("CHG-", refusal.Code, StringComparison.Ordinal);
        Assert.True(refusal is ConflictException || refusal.Code == "CHG-002" || refusal.Code == "CHG-021", refusal.Code);
        Assert.Equal((before, steps, package), (world.Change.State, world.Change.Steps.Count, world.Candidate.State));
    }

    /// <summary>What a screen may offer is what the domain would do, for every person in every state.</summary>
    [Theory]
    [MemberData(nameof(Matrix))]
    public void OpenTo_WhenAsked_ThenOffersExactlyWhatWouldBeDone(string state, string act, bool allowed)
    {
        foreach (var user in new[] { "own1", "val1", "qa1", "qa2", "new1" })
        {
            var offered = ChangeWorld.In(state).Change.OpenTo(ChangeWorld.In(state).By(user)).Contains(Enum.Parse<ChangeAct>(act, ignoreCase: true));
            var refusal = Record.Exception(() => ChangeWorld.In(state).Do(act, user));
            Assert.True(offered == refusal is null, $"{user} {act} in {state}: offered {offered}, {refusal?.Message ?? "done"}");
            Assert.True(allowed || !offered);
        }
    }

    [Fact]
    public void Approve_WhenReviewed_ThenItsPackageIsApprovedFromItsTime()
    {
        var world = ChangeWorld.In("Validated");
        var later = world.Clock.UtcNow().AddDays(2);
        world.Change.Approve(world.Candidate, world.Base, world.OnFile, later, "go", world.By("qa1", SignatureMeanings.Approved), world.Ids, world.Events);

        Assert.Equal((ChangeState.Approved, PackageState.Approved), (world.Change.State, world.Candidate.State));
        Assert.Equal((later, later), (world.Change.EffectiveFromAt, world.Candidate.EffectiveFromAt));
        Assert.Equal(TestOperation.UserId("qa1"), world.Candidate.AcceptedById);
        Assert.Equal(later, Assert.Single(world.Events.Of<WorkflowChangeApproved>()).EffectiveFromAt);
        Assert.Equal(["Submitted", "Accepted", "Approved"], world.Change.Steps.Select(s => s.Kind.ToString()));
        Assert.Equal(["authored", "reviewed", "approved"], world.Change.Steps.Select(s => s.Meaning));
        Assert.All(world.Change.Steps, s => Assert.NotNull(s.SignatureId));
    }

    [Fact]
    public void Approve_WhenTheTimeIsPast_ThenRefusedAndNowIsNotPast()
    {
        var world = ChangeWorld.In("Validated");
        Assert.Equal("CHG-046", Assert.Throws<InputException>(() => Approve(world.Clock.UtcNow().AddTicks(-10))).Code);
        Assert.Equal(PackageState.Validated, world.Candidate.State);

        Approve(world.Clock.UtcNow());
        Assert.Equal(world.Clock.UtcNow(), world.Candidate.EffectiveFromAt);

        void Approve(DateTime at) => world.Change.Approve(
            world.Candidate, world.Base, world.OnFile, at, "", world.By("qa1", SignatureMeanings.Approved), world.Ids, world.Events);
    }

    [Fact]
    public void Approve_WhenAnotherVersionIsApprovedSince_ThenRefusedNamingIt()
    {
        var world = ChangeWorld.In("Validated");
        var newer = world.Package(7);
        var refusal = Assert.Throws<RuleException>(() => world.Change.Approve(
            world.Candidate, newer, world.OnFile, null, "", world.By("qa1", SignatureMeanings.Approved), world.Ids, world.Events));
        Assert.Equal(("CHG-020", newer.PackageHash), (refusal.Code, refusal.Facts["approved"]));
        Assert.Equal(PackageState.Validated, world.Candidate.State);
    }

    [Fact]
    public void Open_WhenMadeFromAnOlderVersion_ThenRefused()
    {
        var world = new ChangeWorld();
        var package = world.Package(9, candidate: true);
        Assert.Equal("CHG-020", Assert.Throws<RuleException>(() => ChangeRequest.Open(
            new ChangeId(world.Ids.New()), "CR-2026-0002", ChangeKind.Standard, world.Submission(package), world.Package(8),
            world.By("own1", SignatureMeanings.Authored, package.PackageHash), world.Ids, world.Events)).Code);
    }

    [Fact]
    public void SubmitAgain_WhenRejected_ThenAnotherPackageOfTheSameRequestAndTheFirstStaysRejected()
    {
        var world = ChangeWorld.In("Rejected");
        var first = world.Candidate;
        world.Do("submitAgain", "own1");
        world.Do("accept", "val1"); // who rejected the first may judge the second
        world.Do("approve", "qa1");

        Assert.Equal(PackageState.Rejected, first.State);
        Assert.Equal(PackageState.Approved, world.Candidate.State);
        Assert.Equal([2, 2, 3, 3, 3], world.Change.Steps.Select(s => s.PackageVersion));
        Assert.Equal([1, 2, 3, 4, 5], world.Change.Steps.Select(s => s.Ordinal));
    }

    [Fact]
    public void Verify_WhenTheFirstSubmissionWasVerified_ThenTheSecondStillNeedsIt()
    {
        var world = ChangeWorld.In("EmergencyVerified");
        world.Do("reject", "val1");
        world.Do("submitAgain", "own1");
        Assert.Equal("CHG-021", Assert.Throws<RuleException>(() => world.Do("approve", "qa1")).Code);
        world.Do("verify", "qa2");
        world.Do("approve", "qa1");
    }

    [Fact]
    public void Approve_WhenEmergency_ThenTheReviewStaysOutstandingUntilItIsSigned()
    {
        var world = ChangeWorld.In("EmergencyApproved");
        Assert.Equal(world.Clock.UtcNow() + ChangeRequest.ReviewWithin, world.Change.ReviewDueAt);
        Assert.True(world.Change is { IsReviewOutstanding: true, IsOpen: true });

        world.Clock.Advance(TimeSpan.FromDays(30));
        Assert.True(world.Change.IsReviewOutstanding);
        Assert.Equal("CHG-002", Assert.Throws<RuleException>(() => world.Change.ReviewAfterwards(
            true, "unsigned", null, world.By("val2"), world.Ids, world.Events)).Code);
        world.Do("reviewAfterwards", "val2");
        Assert.True(world.Change is { IsReviewOutstanding: false, IsOpen: false });
    }

    [Theory]
    [InlineData("accept", SignatureMeanings.Approved)]
    [InlineData("accept", null)]
    [InlineData("approve", SignatureMeanings.Reviewed)]
    [InlineData("approve", null)]
    public void Act_WhenNotSignedWithItsMeaning_ThenRefused(string act, string? meaning)
    {
        var world = ChangeWorld.In(act == "accept" ? "InReview" : "Validated");
        var operation = world.By(ChangeWorld.Usual(act), meaning);
        Assert.Equal("CHG-002", Assert.Throws<RuleException>(() => Act(world, act, operation)).Code);
    }

    [Theory]
    [InlineData("accept", SignatureMeanings.Reviewed)]
    [InlineData("approve", SignatureMeanings.Approved)]
    public void Act_WhenAnotherHashWasSigned_ThenRefused(string act, string meaning)
    {
        var world = ChangeWorld.In(act == "accept" ? "InReview" : "Validated");
        var operation = world.By(ChangeWorld.Usual(act), meaning, hash: new string('0', 64));
        Assert.Equal("CHG-410", Assert.Throws<ConflictException>(() => Act(world, act, operation)).Code);
    }

    [Fact]
    public void Act_WhenAnotherPersonsSignatureIsThere_ThenRefused()
    {
        var world = ChangeWorld.In("InReview");
        var operation = world.By("val1", SignatureMeanings.Reviewed);
        operation = operation with { Signature = operation.Signature! with { UserId = TestOperation.UserId("val2") } };
        Assert.Equal("CHG-002", Assert.Throws<RuleException>(() => Act(world, "accept", operation)).Code);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(6, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 6)]
    public void Risk_WhenOutsideItsScale_ThenRefused(int severity, int probability, int detectability) =>
        Assert.Equal("CHG-030", Assert.Throws<InputException>(() => new ChangeRisk(severity, probability, detectability).Check()).Code);

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(5, 5, 5, 125)]
    public void Risk_WhenOnItsScale_ThenIsTheProduct(int severity, int probability, int detectability, int number)
    {
        var risk = new ChangeRisk(severity, probability, detectability);
        risk.Check();
        Assert.Equal(number, risk.Number);
    }

    [Fact]
    public void Comment_WhenAnAnswerIsAnswered_ThenItStaysInOneThreadAtTheStep()
    {
        var world = new ChangeWorld();
        var first = world.Change.Comment("why?", "Step1", null, world.By("val1"), world.Ids);
        var answer = world.Change.Comment("because", null, first, world.By("own1"), world.Ids);
        var third = world.Change.Comment("I see", "Elsewhere", answer, world.By("val1"), world.Ids);
        Assert.Equal((first.Id, "Step1"), (third.ParentId, third.ActivityId));
        Assert.Equal("CHG-033", Assert.Throws<InputException>(() =>
            new ChangeWorld().Change.Comment("x", null, first with { ChangeId = new ChangeId(Guid.Empty) }, world.By("val1"), world.Ids)).Code);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(ChangeComment.Longest, true)]
    [InlineData(ChangeComment.Longest + 1, false)]
    public void Comment_WhenOfSomeLength_ThenTakenWithinTheLimit(int length, bool taken)
    {
        var world = new ChangeWorld();
        void Say() => world.Change.Comment(new string('x', length), null, null, world.By("val1"), world.Ids);
        if (taken)
        {
            Say();
            return;
        }

        Assert.Equal("CHG-032", Assert.Throws<InputException>(Say).Code);
    }

    private static void Act(ChangeWorld world, string act, OperationContext operation)
    {
        if (act == "accept")
        {
            world.Change.Accept(world.Candidate, world.OnFile, "", operation, world.Ids, world.Events);
        }
        else
        {
            world.Change.Approve(world.Candidate, world.Base, world.OnFile, null, "", operation, world.Ids, world.Events);
        }
    }
}
