using Becs.Contracts.Donors;
using Becs.Contracts.Testing;
using Becs.Domain.Donations;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Testing;
using Becs.Domain.Tests.Fakes;

namespace Becs.Domain.Tests.Testing;

/// <summary>From results to a verdict, to its effect on the donor, and back when a run is void.</summary>
public class TestingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly BloodBank _bank = new();

    [Fact]
    public async Task Record_WhenEverythingIsNegativeAndTheGroupConfirmed_ThenSuitable()
    {
        var donation = await _bank.CollectedAsync(await _bank.RegisterAsync());

        var recorded = await _bank.AllNegativeAsync(donation, "R1");

        Assert.Equal("suitable", recorded.Verdicts[donation.Din.Value]);
        Assert.Equal("A pos", Assert.Single(_bank.Events.Of<DonationFoundSuitable>()).BloodGroup);
        var facts = await _bank.ReadTesting.OfAsync(donation.Id, Stop);
        Assert.Empty(TestingChecks.NoneMissing(facts));
        Assert.Empty(TestingChecks.AllFinal(facts));
        Assert.Empty(TestingChecks.NoneReactive(facts));
        Assert.Empty(TestingChecks.RunsValid(facts));
        Assert.Empty(TestingChecks.GroupConfirmed(facts));
    }

    [Fact]
    public async Task Record_WhenATestIsMissing_ThenPendingAndBlocked()
    {
        var donation = await _bank.CollectedAsync(await _bank.RegisterAsync());
        await _bank.SendAsync("R1", "lab1", BloodBank.Marker(donation, "HCV-AB", "NR"));

        var facts = await _bank.ReadTesting.OfAsync(donation.Id, Stop);

        Assert.IsType<DonationTestingVerdict.Pending>(TestingVerdicts.Of(facts));
        Assert.Equal(
            ["missing:ABO-RH", "missing:HBC-AB", "missing:HIV-NAT"], TestingChecks.NoneMissing(facts).Select(f => f.Code));
    }

    [Fact]
    public async Task Record_WhenOneOfTwoRepeatsIsReactive_ThenUnsuitableAndTheDonorDeferred()
    {
        var donor = await _bank.RegisterAsync();
        var donation = await _bank.CollectedAsync(donor);
        var first = await _bank.SendAsync("R1", "lab1", BloodBank.Marker(donation, "HCV-AB", "R"));
        Assert.Equal("needs-repeat", first.Verdicts[donation.Din.Value]);
        Assert.Equal(["HCV-AB"], Assert.Single(_bank.Events.Of<RepeatTestingNeeded>()).TestCodes);

        var second = await _bank.SendAsync(
            "R2", "lab1", BloodBank.Marker(donation, "HCV-AB", "NR", "repeat1"), BloodBank.Marker(donation, "HCV-AB", "R", "repeat2"));

        Assert.Equal("unsuitable", second.Verdicts[donation.Din.Value]);
        Assert.Equal(["HCV-AB"], Assert.Single(_bank.Events.Of<ConfirmatoryTestingNeeded>()).TestCodes);
        Assert.Equal("TEST-HCV", Assert.Single(_bank.DonorStores.Deferrals).Code);
        Assert.Equal("CONFIDENTIAL", Assert.Single(_bank.Events.Of<DonorDeferred>()).Code);
        var facts = await _bank.ReadTesting.OfAsync(donation.Id, Stop);
        Assert.NotEmpty(TestingChecks.NoneReactive(facts));

        // A negative confirmation tells about the donor; the donation stays unsuitable.
        var third = await _bank.SendAsync("R3", "lab1", BloodBank.Marker(donation, "HCV-AB", "NR", "confirmatory"));
        Assert.Equal("unsuitable", third.Verdicts[donation.Din.Value]);
    }

    [Fact]
    public async Task Record_WhenBothRepeatsAreNegative_ThenSuitable()
    {
        var donation = await _bank.CollectedAsync(await _bank.RegisterAsync());
        await _bank.AllNegativeAsync(donation, "R1");
        var other = await _bank.SendAsync("R2", "lab1", BloodBank.Marker(donation, "HCV-AB", "R"));
        Assert.Equal("needs-repeat", other.Verdicts[donation.Din.Value]);

        var repeated = await _bank.SendAsync(
            "R3", "lab1", BloodBank.Marker(donation, "HCV-AB", "NR", "repeat1"), BloodBank.Marker(donation, "HCV-AB", "NR", "repeat2"));

        Assert.Equal("suitable", repeated.Verdicts[donation.Din.Value]);
        Assert.Empty(_bank.DonorStores.Deferrals);
    }

    [Fact]
    public async Task Record_WhenAntiHbcIsReactiveOnce_ThenUnsuitableWithoutDeferral_AndTwiceDeferred()
    {
        var donor = await _bank.RegisterAsync();
        var first = await _bank.CollectedAsync(donor);
        await ReactiveAsync(first, "A", "HBC-AB");
        Assert.Empty(_bank.DonorStores.Deferrals);

        _bank.Clock.Advance(TimeSpan.FromDays(60));
        var second = await _bank.CollectedAsync(donor);
        await ReactiveAsync(second, "B", "HBC-AB");

        Assert.Equal("TEST-HBC2", Assert.Single(_bank.DonorStores.Deferrals).Code);
    }

    [Fact]
    public async Task Group_WhenAFirstTimeDonorHasOneDetermination_ThenASecondPersonOrSampleIsNeeded()
    {
        var donation = await _bank.CollectedAsync(await _bank.RegisterAsync());
        await _bank.SendAsync("R1", "lab1", BloodBank.Group(donation));
        await _bank.SendAsync("R2", "lab1", BloodBank.Group(donation));
        Assert.Equal("ABO-SECOND-DETERMINATION", Assert.Single(await GroupAsync(donation)).Code);

        await _bank.SendAsync("R3", "lab2", BloodBank.Group(donation));

        Assert.Empty(await GroupAsync(donation));
    }

    [Theory]
    [InlineData("4+", "0", "0", "0", "ABO-PATTERN")]
    [InlineData("1+", "0", "0", "3+", "ABO-WEAK")]
    [InlineData("mf", "0", "0", "3+", "ABO-MIXED-FIELD")]
    public async Task Group_WhenForwardAndReverseContradict_ThenDiscrepancy(
        string antiA, string antiB, string a1, string bCells, string reason)
    {
        var donation = await _bank.CollectedAsync(await _bank.RegisterAsync());

        var recorded = await _bank.SendAsync("R1", "lab1", BloodBank.Group(donation, antiA, bCells, antiB, a1));

        Assert.Equal("abo-discrepancy", recorded.Verdicts[donation.Din.Value]);
        Assert.Equal(reason, Assert.Single(_bank.Events.Of<AboDiscrepancyFound>()).ReasonCode);
        Assert.NotEmpty(await GroupAsync(donation));
    }

    [Fact]
    public async Task Group_WhenItDiffersFromHistory_ThenMismatch_AndWhenEqualOneDeterminationSuffices()
    {
        var donor = await _bank.RegisterAsync();
        await _bank.AllNegativeAsync(await _bank.CollectedAsync(donor), "R1");
        _bank.Clock.Advance(TimeSpan.FromDays(60));
        var second = await _bank.CollectedAsync(donor);
        await _bank.SendAsync("R2", "lab1", BloodBank.Group(second));
        Assert.Empty(await GroupAsync(second));

        _bank.Clock.Advance(TimeSpan.FromDays(60));
        var third = await _bank.CollectedAsync(donor);
        await _bank.SendAsync("R3", "lab1", BloodBank.Group(third, antiA: "0", bCells: "0", antiB: "4+", a1: "3+"));

        Assert.Equal("ABO-HIST-MISMATCH", Assert.Single(await GroupAsync(third)).Code);
    }

    [Fact]
    public async Task Invalidate_WhenARunIsVoid_ThenItsResultsAreNoNegatives()
    {
        var donation = await _bank.CollectedAsync(await _bank.RegisterAsync());
        await _bank.AllNegativeAsync(donation, "R1");
        var run = await _bank.Tests.FindRunByNumberAsync(TestOperation.Site, "R1-3", Stop);
        _bank.Operation.As("lab2", Permissions.TestsVerify);

        await _bank.Invalidate.ExecuteAsync(run!.Id, "control-drift", Stop);

        var facts = await _bank.ReadTesting.OfAsync(donation.Id, Stop);
        Assert.IsType<DonationTestingVerdict.Pending>(TestingVerdicts.Of(facts));
        Assert.Equal(["missing:HIV-NAT"], TestingChecks.NoneMissing(facts).Select(f => f.Code));
        Assert.Equal(["run-invalid:HIV-NAT"], TestingChecks.RunsValid(facts).Select(f => f.Code));
        Assert.Contains(donation.Id.Subject, _bank.Subjects.Bumped);
        Assert.Contains(donation.DonorId.Subject, _bank.Subjects.Bumped);
        Assert.Equal([donation.Id.Value], Assert.Single(_bank.Events.Of<TestRunInvalidated>()).DonationIds);
    }

    [Fact]
    public async Task Recall_WhenAReagentLotIsRecalled_ThenTheVerdictAnnouncedNoLongerHolds()
    {
        var donation = await _bank.CollectedAsync(await _bank.RegisterAsync());
        await _bank.AllNegativeAsync(donation, "R1");
        _bank.Operation.As("qa1", Permissions.HoldsPlace);
        await new RecallLot(_bank.DonationStores, _bank.Subjects, _bank.Events, _bank.Operation)
            .ExecuteAsync(_bank.ReagentLot.Id, "maker", Stop);

        var facts = await _bank.ReadTesting.OfAsync(donation.Id, Stop);

        Assert.Contains("verdict-disagrees", TestingChecks.AllFinal(facts).Select(f => f.Code));
        Assert.Contains(_bank.ReagentLot.Id.Subject, facts.Reads);
    }

    [Fact]
    public async Task Typed_WhenTwoPeopleEnterTheSame_ThenItCounts_AndNotBefore()
    {
        var donation = await _bank.CollectedAsync(await _bank.RegisterAsync());
        await TypeAsync(donation, "lab1", "NR");
        Assert.Equal(TestProgress.AwaitsSecondEntry, await ProgressAsync(donation, "HCV-AB"));
        Assert.Null(Assert.Single(_bank.Events.Of<TestResultRecorded>()).Interpretation);
        Assert.Equal("TST-011", Assert.Single((await TypeAsync(donation, "lab1", "R")).Errors).Code);

        await TypeAsync(donation, "lab2", "NR");

        Assert.Equal(TestProgress.Negative, await ProgressAsync(donation, "HCV-AB"));
    }

    [Fact]
    public async Task Typed_WhenTwoPeopleDisagree_ThenAThirdResolvesWithASignature()
    {
        var donation = await _bank.CollectedAsync(await _bank.RegisterAsync());
        await TypeAsync(donation, "lab1", "NR");
        await TypeAsync(donation, "lab2", "R");
        Assert.Equal(TestProgress.AwaitsResolution, await ProgressAsync(donation, "HCV-AB"));
        Assert.Single(_bank.Events.Of<ManualEntriesDisagree>());
        await Assert.ThrowsAsync<ForbiddenException>(() => TypeAsync(donation, "lab3", "R"));

        _bank.Operation.As("lab3", Permissions.TestsEnter, Permissions.TestsResolve);
        _bank.Operation.Sign(SignatureMeanings.Verified);
        await _bank.Results.ExecuteAsync(Typed(donation, "R"), Stop);

        Assert.Equal(TestProgress.AwaitsRepeat, await ProgressAsync(donation, "HCV-AB"));
    }

    [Fact]
    public async Task Record_WhenTheSameFileComesAgain_ThenNothingIsWrittenTwice()
    {
        var donation = await _bank.CollectedAsync(await _bank.RegisterAsync());
        await _bank.SendAsync("R1", "lab1", BloodBank.Marker(donation, "HCV-AB", "NR"));

        var again = await _bank.SendAsync("R1", "lab1", BloodBank.Marker(donation, "HCV-AB", "NR"));

        Assert.Equal((0, 1, 0), (again.Recorded.Count, again.AlreadyRecorded, again.Errors.Count));
        var changed = await _bank.SendAsync("R1", "lab1", BloodBank.Marker(donation, "HCV-AB", "R"));
        Assert.Equal("TST-010", Assert.Single(changed.Errors).Code);
        Assert.Single(_bank.Tests.Results);
    }

    [Fact]
    public async Task Record_WhenRowsAreWrong_ThenEachIsNamedAndNothingIsWritten()
    {
        var donation = await _bank.CollectedAsync(await _bank.RegisterAsync());
        var good = BloodBank.Marker(donation, "HCV-AB", "NR");

        var recorded = await _bank.SendAsync(
            "R1", "lab1", good, good with { Din = "W123426000099" }, good with { TestCode = "NOPE" }, good with { Interpretation = "ok" },
            good with { Din = "W12" }, good with { Role = "again" }, good with { TestCode = "ABO-RH" });

        Assert.Equal(
            [(2, "TST-002"), (3, "TST-003"), (4, "TST-005"), (5, "ISBT-002"), (6, "TST-004"), (7, "TST-005")],
            recorded.Errors.Select(e => (e.Row, e.Code == "ISBT-001" ? "ISBT-002" : e.Code)));
        Assert.Empty(_bank.Tests.Results);
    }

    [Fact]
    public async Task Record_WhenTheRunIsInTheFutureOrItsLotUnknown_ThenItIsRefused()
    {
        var donation = await _bank.CollectedAsync(await _bank.RegisterAsync());
        _bank.Operation.As("lab1", Permissions.TestsEnter);
        var batch = _bank.Batch("R1", BloodBank.Marker(donation, "HCV-AB", "NR"));

        var future = await _bank.Results.ExecuteAsync(batch with { RanAt = batch.RanAt.AddSeconds(1) }, Stop);
        var unknown = await _bank.Results.ExecuteAsync(batch with { ReagentLots = ["X"] }, Stop);

        Assert.Equal("TST-007", Assert.Single(future.Errors).Code);
        Assert.Equal("TST-013", Assert.Single(unknown.Errors).Code);
        Assert.Empty(_bank.Tests.Results);
    }

    [Fact]
    public async Task Record_WhenControlsWereOut_ThenTheResultsAreKeptAndVoid()
    {
        var donation = await _bank.CollectedAsync(await _bank.RegisterAsync());
        _bank.Operation.As("lab1", Permissions.TestsEnter);

        await _bank.Results.ExecuteAsync(_bank.Batch("R1", BloodBank.Marker(donation, "HCV-AB", "NR")) with { ControlsInRange = false }, Stop);

        Assert.Single(_bank.Tests.Results);
        Assert.Equal(TestProgress.Missing, await ProgressAsync(donation, "HCV-AB"));
    }

    private async Task ReactiveAsync(Donation donation, string run, string test)
    {
        await _bank.SendAsync(run + "1", "lab1", BloodBank.Marker(donation, test, "R"));
        await _bank.SendAsync(
            run + "2", "lab1", BloodBank.Marker(donation, test, "R", "repeat1"), BloodBank.Marker(donation, test, "R", "repeat2"));
    }

    private async Task<IReadOnlyList<TestingFinding>> GroupAsync(Donation donation) =>
        TestingChecks.GroupConfirmed(await _bank.ReadTesting.OfAsync(donation.Id));

    private async Task<TestProgress> ProgressAsync(Donation donation, string test) =>
        TestingVerdicts.Standings(await _bank.ReadTesting.OfAsync(donation.Id)).Tests.Single(t => t.TestCode == test).Progress;

    private ResultBatch Typed(Donation donation, string interpretation)
    {
        var din = donation.Din.Value + donation.Din.CheckCharacter;
        var batch = _bank.Batch("T1", BloodBank.Marker(donation, "HCV-AB", interpretation) with { Din = din });
        return batch with { IsTyped = true };
    }

    private async Task<RecordedResults> TypeAsync(Donation donation, string user, string interpretation)
    {
        _bank.Operation.As(user, Permissions.TestsEnter);
        var recorded = await _bank.Results.ExecuteAsync(Typed(donation, interpretation));
        _bank.Subjects.Commit();
        return recorded;
    }
}
