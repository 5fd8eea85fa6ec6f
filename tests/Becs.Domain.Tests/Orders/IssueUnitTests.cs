using Becs.Contracts.Orders;
using Becs.Domain.Components;
using Becs.Domain.Gates;
using Becs.Domain.Isbt128;
using Becs.Domain.Orders;
using Becs.Domain.Patients;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tests.KernelFakes;

namespace Becs.Domain.Tests.Orders;

public sealed partial class IssueUnitTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_WhenEveryCheckPasses_ThenIssuedOnceByARecordedDecision()
    {
        var world = await IssueWorld.ReadyAsync();

        var outcome = await world.IssueAsync();

        Assert.NotNull(outcome.Issue);
        Assert.Equal(UnitStatus.Issued, world.Unit.Status);
        Assert.Equal(outcome.DecisionId, world.Unit.IssuedDecisionId);
        Assert.Equal(IssueCodes.ForIssue, outcome.Vector.Results.Select(r => r.Code));
        Assert.Equal(OrderState.Fulfilled, world.Order.State);
        Assert.False(world.Kernel.Events.Single<UnitIssued>().Emergency);
        Assert.Contains(SubjectKinds.Patient, world.Kernel.Quarantine.Decisions[^1].Asserted.Select(a => a.Kind));
    }

    [Fact]
    public async Task RunAsync_WhenIssuedAgain_ThenRefused()
    {
        var world = await IssueWorld.ReadyAsync();
        await world.IssueAsync();

        var again = await world.IssueAsync();

        Assert.Null(again.Issue);
        Assert.Contains(IssueCodes.NotIssued, again.Vector.Failed.Select(f => f.Code));
        Assert.Single(world.Kernel.Orders.Issues);
    }

    [Fact]
    public async Task RunAsync_WhenNotAllocated_ThenRefused()
    {
        var world = await IssueWorld.StartAsync();

        var codes = (await world.IssueAsync()).Vector.Failed.Select(f => f.Code).ToList();

        Assert.Contains(IssueCodes.Released, codes);
        Assert.Contains(IssueCodes.Allocated, codes);
    }

    [Fact]
    public async Task RunAsync_WhenAllocatedToAnotherPatientsOrder_ThenRefused()
    {
        var world = await IssueWorld.ReadyAsync();
        var other = await world.PlaceAsync(OrderUrgency.Routine, ComponentClass.RedCells, 1);

        Assert.Contains(IssueCodes.Allocated, (await world.IssueAsync(r => r with { OrderId = other.Id })).Vector.Failed
            .Select(f => f.Code));
    }

    [Fact]
    public async Task RunAsync_WhenAtAnotherSite_ThenRefused() => await FailsAsync(
        IssueCodes.InStockHere, by: c => c with { SiteId = TestOperation.OtherSite });

    [Fact]
    public async Task RunAsync_WhenHeld_ThenRefused()
    {
        var world = await IssueWorld.ReadyAsync();
        world.Kernel.As("iss1", Permissions.HoldsPlace);
        await world.Kernel.Holds.PlaceAsync(HoldScope.Donor, world.Kernel.Donation.DonorId.Value, HoldReasons.DonorInformation, cancellationToken: Stop);

        await FailsAsync(IssueCodes.NoHold, world);
    }

    [Fact]
    public async Task RunAsync_WhenTooLittleTimeRemains_ThenRefusedAndOneMinuteLessNot()
    {
        var world = await IssueWorld.ReadyAsync();
        var minutes = (int)(world.Unit.ExpiresAt - world.Kernel.Operation.Context.NowAt).TotalMinutes;
        Assert.Equal(
            "too-short-dated", (await world.IssueAsync(r => r with { MinimumRemainingMinutes = minutes })).Vector[IssueCodes.NotExpired].Reason);

        Assert.NotNull((await world.IssueAsync(r => r with { MinimumRemainingMinutes = minutes - 1 })).Issue);
    }

    [Fact]
    public async Task RunAsync_WhenExpired_ThenRefused()
    {
        var world = await IssueWorld.ReadyAsync();
        world.Kernel.Operation.Clock.Advance(TimeSpan.FromDays(41));
        world.Kernel.As("qa1");
        world.Kernel.CoverAll(world.Kernel.Operation.Context.SiteToday.AddDays(30));

        Assert.Equal("expired", (await world.IssueAsync()).Vector[IssueCodes.NotExpired].Reason);
    }

    [Fact]
    public async Task RunAsync_WhenTheGroupNoLongerFits_ThenRefused()
    {
        var world = await IssueWorld.ReadyAsync();
        world.Kernel.Blockers.Group = new(AboGroup.B, RhD.Negative);

        await FailsAsync(IssueCodes.Compatible, world);
    }

    [Fact]
    public async Task RunAsync_WhenThePatientsDeterminationsNowDiffer_ThenOnlyTheUniversalGroupGoesAndTheCrossmatchFails()
    {
        var world = await IssueWorld.ReadyAsync();
        world.Kernel.As("lab2", Permissions.CrossmatchEnter);
        await world.Kernel.Patients.RecordTypingAsync(world.Patient.Id, world.Sample.Id, AboGroup.B, RhD.Positive, false, Stop);

        Assert.Equal("two-determinations-missing", (await world.IssueAsync()).Vector[IssueCodes.Crossmatch].Reason);
    }

    [Fact]
    public async Task RunAsync_WhenANeedArises_ThenRefusedUntilTheBagSatisfiesIt()
    {
        var world = await IssueWorld.ReadyAsync();
        world.Kernel.As("hos1", Permissions.OrdersPlace);
        await world.Kernel.Patients.RecordNeedAsync(world.Patient.Id, SpecialNeedCodes.Irradiated, world.Kernel.Operation.Context.SiteToday, null, Stop);
        await FailsAsync(IssueCodes.SpecialNeeds, world);

        world.Unit.AddAttribute(SpecialNeedCodes.Irradiated);
        Assert.NotNull((await world.IssueAsync()).Issue);
    }

    [Fact]
    public async Task RunAsync_WhenAnAntibodyIsPosted_ThenTheElectronicCrossmatchFails()
    {
        var world = await IssueWorld.ReadyAsync();
        world.Kernel.As("lab2", Permissions.CrossmatchEnter);
        await world.Kernel.Patients.RecordAntibodyAsync(world.Patient.Id, "K", true, true, Stop);

        var failed = (await world.IssueAsync()).Vector;

        Assert.Equal("antibody-history", failed[IssueCodes.Crossmatch].Reason);
        Assert.Equal("antigen-untested:K", failed[IssueCodes.Compatible].Reason);
    }

    [Fact]
    public async Task RunAsync_WhenAntigenNegativeAndFullyCrossmatched_ThenIssued()
    {
        var world = await IssueWorld.StartAsync();
        world.Kernel.As("lab2", Permissions.CrossmatchEnter);
        await world.Kernel.Patients.RecordAntibodyAsync(world.Patient.Id, "K", true, true, Stop);
        world.Unit.AddAttribute("antigen-negative:K");
        await world.AllocateAsync();
        await Assert.ThrowsAsync<RuleException>(() => world.CrossmatchAsync());
        await world.CrossmatchAsync(CrossmatchType.Full);

        Assert.NotNull((await world.IssueAsync()).Issue);
    }

    [Fact]
    public async Task RunAsync_WhenTheSampleEnds_ThenItServesTheThirdDayAndNotTheFourth()
    {
        var world = await IssueWorld.ReadyAsync();
        world.Kernel.Operation.Clock.Advance(TimeSpan.FromDays(3) + TimeSpan.FromHours(13.9));
        world.Kernel.As("iss1");
        Assert.False((await world.IssueAsync(r => r with { IsVisuallyNormal = false })).Vector[IssueCodes.Sample].Fails);

        world.Kernel.Operation.Clock.Advance(TimeSpan.FromHours(0.2));
        var late = (await world.IssueAsync()).Vector;
        Assert.True(late[IssueCodes.Sample].Fails);
        Assert.Equal("crossmatch-outdated", late[IssueCodes.Crossmatch].Reason);
    }

    [Fact]
    public async Task RunAsync_WhenNotCrossmatched_ThenRefused()
    {
        var world = await IssueWorld.StartAsync();
        await world.AllocateAsync();

        Assert.Equal("crossmatch-missing", (await world.IssueAsync()).Vector[IssueCodes.Crossmatch].Reason);
    }

    [Fact]
    public async Task RunAsync_WhenCrossmatchIsIncompatible_ThenRefused()
    {
        var world = await IssueWorld.StartAsync();
        await world.AllocateAsync();
        await world.CrossmatchAsync(CrossmatchType.Full, compatible: false);

        Assert.Equal("incompatible", (await world.IssueAsync()).Vector[IssueCodes.Crossmatch].Reason);
    }

    [Fact]
    public async Task RunAsync_WhenTheBagLooksWrong_ThenRefused() =>
        await FailsAsync(IssueCodes.VisualInspection, with: r => r with { IsVisuallyNormal = false });

    [Fact]
    public async Task RunAsync_WhenTheHospitalNumberDiffers_ThenRefused() =>
        await FailsAsync(IssueCodes.Identifiers, with: r => r with { Slip = IssueWorld.Slip with { HospitalNumber = "H-78" } });

    [Fact]
    public async Task RunAsync_WhenTheBirthDateDiffers_ThenRefused() =>
        await FailsAsync(IssueCodes.Identifiers, with: r => r with { Slip = IssueWorld.Slip with { BirthDate = new(1980, 3, 2) } });

    [Theory]
    [InlineData("")]
    [InlineData("ISS1")]
    public async Task RunAsync_WhenTheReceiverIsMissingOrTheIssuer_ThenRefused(string receiver) =>
        await FailsAsync(IssueCodes.IssuerAndReceiver, with: r => r with { ReceiverCode = receiver });

    [Theory]
    [InlineData("RB-12")]
    [InlineData("RB-14")]
    [InlineData("RB-15")]
    [InlineData("RB-17")]
    public async Task RunAsync_WhenTestingNoLongerHolds_ThenRefused(string blocker)
    {
        var world = await IssueWorld.ReadyAsync();
        world.Kernel.Blockers.Otherwise[blocker] = () => BlockerResult.Blocked(blocker, "late");

        await FailsAsync(IssueCodes.Testing, world);
    }

    [Theory]
    [InlineData("=W12342600000200")]
    [InlineData("=%5100")]
    [InlineData("nonsense")]
    public async Task RunAsync_WhenTheTagIsOfAnotherBag_ThenRefused(string scan) =>
        await FailsAsync(IssueCodes.Tag, with: r => r with { TagScan = scan });

    [Fact]
    public async Task RunAsync_WhenTheWorkflowIsNotApproved_ThenRefused() =>
        await FailsAsync(IssueCodes.WorkflowVersion, by: c => c with { PackageHash = "draft" });

    [Fact]
    public async Task RunAsync_WhenThePersonLacksThePermission_ThenForbidden()
    {
        var world = await IssueWorld.ReadyAsync();

        await Assert.ThrowsAsync<ForbiddenException>(
            () => world.IssueAsync(by: c => c with { Permissions = new HashSet<string> { Permissions.OrdersAllocate } }));
    }

    [Theory]
    [MemberData(nameof(Bumps))]
    public async Task RunAsync_WhenSomethingItReadChangesBeforeTheCommit_ThenTheCommitFails(string kind)
    {
        var world = await IssueWorld.ReadyAsync();
        Assert.NotNull((await world.IssueAsync()).Issue);
        world.Kernel.Subjects.BumpElsewhere(kind switch
        {
            SubjectKinds.Unit => world.Unit.Id.Subject,
            SubjectKinds.Donation => world.Kernel.Donation.Id.Subject,
            SubjectKinds.Donor => world.Kernel.Donation.DonorId.Subject,
            SubjectKinds.Lot => world.Kernel.Donation.Start!.BagLotId.Subject,
            _ => world.Patient.Id.Subject,
        });

        Assert.Throws<StaleDecisionException>(world.Kernel.Subjects.Commit);
    }

    public static TheoryData<string> Bumps =>
        [SubjectKinds.Unit, SubjectKinds.Donation, SubjectKinds.Donor, SubjectKinds.Lot, SubjectKinds.Patient];

    private static async Task FailsAsync(
        string code, IssueWorld? world = null, Func<IssueRequest, IssueRequest>? with = null,
        Func<OperationContext, OperationContext>? by = null)
    {
        world ??= await IssueWorld.ReadyAsync();
        var outcome = await world.IssueAsync(with, by);

        Assert.Equal([code], outcome.Vector.Failed.Select(f => f.Code));
        Assert.Null(outcome.Issue);
        Assert.Equal(UnitStatus.Allocated, world.Unit.Status);
        Assert.Equal(GateVerdict.Blocked, world.Kernel.Quarantine.Decisions[^1].Verdict);
    }
}
