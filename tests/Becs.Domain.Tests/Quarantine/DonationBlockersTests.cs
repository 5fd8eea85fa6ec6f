using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Isbt128;
using Becs.Domain.Quarantine;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Tests.Fakes;
using Becs.Domain.Tests.KernelFakes;

namespace Becs.Domain.Tests.Quarantine;

/// <summary>Each blocker on the facts of a real donation: a clear one, and the same with one thing wrong.</summary>
public sealed class DonationBlockersTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly string[] Evaluated =
        ["RB-01", "RB-02", "RB-03", "RB-04", "RB-05", "RB-06", "RB-07", "RB-08", "RB-10", "RB-11", "RB-12", "RB-13", "RB-14", "RB-15", "RB-17"];

    private readonly BloodBank _bank = new();

    [Fact]
    public async Task Evaluate_WhenDonatedCollectedAndTested_ThenEveryBlockerIsClear()
    {
        var donation = await CollectedAsync();
        await _bank.AllNegativeAsync(donation, "R1");

        Assert.Empty(await BlockingAsync(donation));
        Assert.Equal("6200", await GroupAsync(donation));
    }

    [Fact]
    public async Task Evaluate_WhenUntested_ThenTestsAndGroupBlock()
    {
        var donation = await CollectedAsync();

        Assert.Equal(["RB-12", "RB-17"], await BlockingAsync(donation));
        Assert.Null(await GroupAsync(donation));
    }

    [Fact]
    public async Task Evaluate_WhenInitiallyReactive_ThenNotFinal()
    {
        var donation = await TestedAsync("R");

        Assert.Equal(["RB-13"], await BlockingAsync(donation));
    }

    [Fact]
    public async Task Evaluate_WhenRepeatedlyReactive_ThenReactiveAndTheDonorDeferred()
    {
        var donation = await TestedAsync("R");
        await _bank.SendAsync(
            "R9", "lab1", BloodBank.Marker(donation, "HCV-AB", "R", "repeat1"), BloodBank.Marker(donation, "HCV-AB", "NR", "repeat2"));

        var blocking = await BlockingAsync(donation);

        Assert.Contains("RB-14", blocking);
        Assert.Contains("RB-02", blocking);
    }

    [Fact]
    public async Task Evaluate_WhenTheRunIsVoid_ThenInvalidAndMissing()
    {
        var donation = await CollectedAsync();
        await _bank.AllNegativeAsync(donation, "R1");
        var run = (await _bank.Tests.FindRunByNumberAsync(Fakes.TestOperation.Site, "R1-3", Stop))!;
        _bank.Operation.As("lab3", Permissions.TestsResolve, Permissions.TestsVerify, Permissions.TestsEnter);
        await _bank.Invalidate.ExecuteAsync(run.Id, "controls", Stop);
        _bank.Subjects.Commit();

        var blocking = await BlockingAsync(donation);

        Assert.Contains("RB-15", blocking);
        Assert.Contains("RB-12", blocking);
    }

    [Fact]
    public async Task Evaluate_WhenTheGroupsContradict_ThenDiscrepant()
    {
        var donation = await CollectedAsync();
        await _bank.AllNegativeAsync(donation, "R1");
        await _bank.SendAsync("R2", "lab2", BloodBank.Group(donation, antiA: "0", bCells: "0", antiB: "4+", a1: "3+"));

        Assert.Contains("RB-17", await BlockingAsync(donation));
        Assert.Null(await GroupAsync(donation));
    }

    [Fact]
    public async Task Evaluate_WhenTheDonorExcludedTheBlood_ThenBlockedWithoutSayingWhy()
    {
        var donation = await CollectedAsync(choice: SelfExclusionChoice.DoNotUse);
        await _bank.AllNegativeAsync(donation, "R1");
        var vector = await EvaluateAsync(donation);

        Assert.Equal("CONFIDENTIAL", vector["RB-07"].Reason);
        Assert.Equal(["RB-07"], await BlockingAsync(donation));
    }

    [Fact]
    public async Task Evaluate_WhenConsentIsWithdrawn_ThenBlocked()
    {
        var donation = await CollectedAsync();
        await _bank.AllNegativeAsync(donation, "R1");
        _bank.Operation.As("scr1", Permissions.DonorsScreen);
        await _bank.Interview.WithdrawConsentAsync(donation.VisitId, "asked", Stop);
        _bank.Subjects.Commit();

        Assert.Equal(["RB-06"], await BlockingAsync(donation));
    }

    [Fact]
    public async Task Evaluate_WhenTheDonorIsErased_ThenNothingAboutTheDonorIsClear()
    {
        var donation = await CollectedAsync();
        await _bank.AllNegativeAsync(donation, "R1");
        await _bank.Personal.EraseAsync(PersonRef.Of(donation.DonorId), Stop);

        var blocking = await BlockingAsync(donation);

        Assert.Equal(["RB-01", "RB-03", "RB-04", "RB-07"], blocking.Intersect(["RB-01", "RB-03", "RB-04", "RB-07"]));
    }

    [Fact]
    public async Task Evaluate_WhenATubeBearsAnotherNumber_ThenMismatch()
    {
        var donation = await CollectedAsync();
        await _bank.AllNegativeAsync(donation, "R1");
        donation.Add(new Sample(
            _bank.Ids.New(), donation.Id, TubeKind.Serology, DonationNumber.FromValue("W123426999999"), _bank.Operation.Context.NowAt,
            FactStamp.Of(_bank.Operation.Context)));

        Assert.Equal(["RB-11"], await BlockingAsync(donation));
    }

    [Theory]
    [InlineData(ComponentClass.Plasma, true)]
    [InlineData(ComponentClass.Platelets, true)]
    [InlineData(ComponentClass.RedCells, false)]
    public async Task Evaluate_WhenTheBleedTookTooLong_ThenOnlyPlasmaAndPlateletsBlock(ComponentClass componentClass, bool blocks)
    {
        var donation = await CollectedAsync();
        await _bank.AllNegativeAsync(donation, "R1");
        Correct(donation, donation.Start!.StartedAt.AddMinutes(16), 480);

        Assert.Equal(blocks ? ["RB-10"] : [], await BlockingAsync(donation, componentClass));
    }

    [Theory]
    [InlineData(450, false)]
    [InlineData(550, false)]
    [InlineData(449, true)]
    [InlineData(551, true)]
    public async Task Evaluate_WhenTheVolumeIsOutsideTheLimits_ThenBlocked(int volumeMl, bool blocks)
    {
        var donation = await CollectedAsync();
        await _bank.AllNegativeAsync(donation, "R1");
        Correct(donation, donation.Record!.StoppedAt, volumeMl);

        Assert.Equal(blocks ? ["RB-10"] : [], await BlockingAsync(donation));
    }

    [Fact]
    public async Task Evaluate_WhenTheCollectionWasNotRecorded_ThenBlocked()
    {
        var donation = await _bank.LabelledAsync(await _bank.RegisterAsync());

        Assert.Contains("RB-08", await BlockingAsync(donation));
    }

    private async Task<Donation> TestedAsync(string hcv)
    {
        var donation = await CollectedAsync();
        await _bank.SendAsync("R1", "lab1", BloodBank.Group(donation), BloodBank.Marker(donation, "HBC-AB", "NR"),
            BloodBank.Marker(donation, "HCV-AB", hcv), BloodBank.Marker(donation, "HIV-NAT", "NR"));
        await _bank.SendAsync("R2", "lab2", BloodBank.Group(donation));
        return donation;
    }

    private async Task<Donation> CollectedAsync(SelfExclusionChoice choice = SelfExclusionChoice.Use)
    {
        var donor = await _bank.RegisterAsync();
        var donation = await _bank.CollectedAsync(donor);
        if (choice != SelfExclusionChoice.Use)
        {
            _bank.Operation.As("scr1", Permissions.DonorsScreen);
            await _bank.Interview.RecordSelfExclusionAsync(donation.VisitId, choice);
            _bank.Subjects.Commit();
        }

        return donation;
    }

    private void Correct(Donation donation, DateTime stoppedAt, int volumeMl) => donation.End(new CollectionRecord(
        _bank.Ids.New(), donation.Id, donation.Records.Count + 1,
        new CollectionDetails { Outcome = CollectionOutcome.Collected, StoppedAt = stoppedAt, VolumeMl = volumeMl }, 200, 250,
        FactStamp.Of(_bank.Operation.Context)));

    private async Task<List<string>> BlockingAsync(Donation donation, ComponentClass componentClass = ComponentClass.RedCells) =>
        [.. (await EvaluateAsync(donation, componentClass)).Blocking.Select(b => b.Blocker).Where(b => Evaluated.Contains(b))];

    private async Task<BlockerVector> EvaluateAsync(Donation donation, ComponentClass componentClass = ComponentClass.RedCells)
    {
        var (evaluation, unit) = Build(donation, componentClass);
        return (await evaluation.EvaluateAsync(unit.Id, ReleaseStage.LabelClearance, default)).Vector;
    }

    private async Task<string?> GroupAsync(Donation donation)
    {
        var (evaluation, unit) = Build(donation, ComponentClass.RedCells);
        var (_, c) = await evaluation.EvaluateAsync(unit.Id, ReleaseStage.LabelClearance, default);
        return (await Blockers().LabelGroupAsync(c, default))?.Code;
    }

    private DonationBlockers Blockers() => new(_bank.ReadEligibility, _bank.ReadTesting, _bank.DonationStores);

    private (ReleaseEvaluation Evaluation, Unit Unit) Build(Donation donation, ComponentClass componentClass)
    {
        _bank.Operation.As("rel1", Permissions.ComponentsRelease);
        var now = _bank.Operation.Context.NowAt;
        var units = new FakeUnits(_bank.Subjects);
        var quarantine = new FakeQuarantine(_bank.Subjects);
        var unit = new Unit(
            new UnitId(_bank.Ids.New()), donation.Id, componentClass,
            new UnitLabel(_bank.Ids.New(), donation.Din, ProductCode.Parse("E0336V00"), now), 300, now.AddHours(-1),
            new UnitProcessing { MethodCode = "PRP", ProducedAt = now }, now.AddDays(5), "America/New_York", Fakes.TestOperation.Site,
            FactStamp.Of(_bank.Operation.Context));
        units.Add(unit);
        var scopes = new UnitScopes(units, _bank.DonationStores, _bank.DonorStores);
        return (new ReleaseEvaluation(
            scopes, new UnitBlockers(units, units, quarantine, quarantine, quarantine), Blockers(), quarantine, _bank.Subjects, _bank.Operation), unit);
    }
}
