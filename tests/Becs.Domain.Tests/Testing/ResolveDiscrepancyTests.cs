using Becs.Contracts.Testing;
using Becs.Domain.Donations;
using Becs.Domain.Isbt128;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Testing;
using Becs.Domain.Tests.Fakes;

namespace Becs.Domain.Tests.Testing;

/// <summary>A discrepancy is settled by two people on results of this donation, and by nothing less.</summary>
public class ResolveDiscrepancyTests
{
    private static readonly BloodGroup _aPositive = new(AboGroup.A, RhD.Positive);

    private readonly BloodBank _bank = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sign_WhenAnotherPersonSignsWhatTwoRunsShow_ThenTheDonationIsSuitable()
    {
        var donation = await DiscrepantAsync();
        await RegroupAsync(donation);
        await ProposeAsync(donation, "lab2", _aPositive, "R1-1", "R3");
        Assert.NotEmpty(await GroupAsync(donation));

        await SignAsync(donation, "lab3");

        Assert.Empty(await GroupAsync(donation));
        Assert.IsType<DonationTestingVerdict.Suitable>(await VerdictAsync(donation));
        Assert.True(Assert.Single(_bank.Events.Of<AboDiscrepancyResolved>()).IsSettled);
        Assert.Contains(donation.DonorId.Subject, _bank.Subjects.Bumped);
    }

    [Theory]
    [InlineData("lab2", "TST-043")]
    [InlineData("lab1", "TST-043")]
    public async Task Sign_WhenThePersonFoundOrMeasuredIt_ThenRefused(string signer, string code)
    {
        var donation = await DiscrepantAsync();
        await RegroupAsync(donation);
        await ProposeAsync(donation, "lab2", _aPositive, "R1-1", "R3");

        Assert.Equal(code, (await Assert.ThrowsAsync<RuleException>(() => SignAsync(donation, signer))).Code);
        Assert.NotEmpty(await GroupAsync(donation));
    }

    [Fact]
    public async Task Sign_WithoutSignatureOrPermission_ThenRefused()
    {
        var donation = await DiscrepantAsync();
        await RegroupAsync(donation);
        await ProposeAsync(donation, "lab2", _aPositive, "R1-1", "R3");
        _bank.Operation.As("lab3", Permissions.TestsResolve);
        await Assert.ThrowsAsync<RuleException>(() => Resolve().SignAsync(donation.Id, Stop));
        _bank.Operation.As("lab3", Permissions.TestsVerify);
        _bank.Operation.Sign(SignatureMeanings.Reviewed);
        await Assert.ThrowsAsync<ForbiddenException>(() => Resolve().SignAsync(donation.Id, Stop));
    }

    [Fact]
    public async Task Propose_WhenTheEvidenceIsOneDeterminationOrOld_ThenRefused()
    {
        var donation = await DiscrepantAsync();
        Assert.Equal("TST-044", await RefusedAsync(donation, _aPositive, "R1-1"));
        Assert.Equal("TST-044", await RefusedAsync(donation, _aPositive, "R1-1", "R2"));
        Assert.Equal("TST-044", await RefusedAsync(donation, _aPositive));
        Assert.Equal("TST-046", await RefusedAsync(donation, _aPositive, "R1-1", "R1-2"));
        await RegroupAsync(donation);
        Assert.Equal("TST-044", await RefusedAsync(donation, new BloodGroup(AboGroup.B, RhD.Positive), "R1-1", "R3"));

        await ProposeAsync(donation, "lab2", _aPositive, "R1-1", "R3");
    }

    [Fact]
    public async Task Propose_WhenAnEarlierDonationContradicts_ThenRefused()
    {
        var donor = await _bank.RegisterAsync();
        await _bank.AllNegativeAsync(await _bank.CollectedAsync(donor), "H1");
        _bank.Clock.Advance(TimeSpan.FromDays(60));
        var donation = await _bank.CollectedAsync(donor);
        await _bank.SendAsync("R2", "lab1", Other(donation));
        await _bank.SendAsync("R3", "lab2", Other(donation));

        Assert.Equal("TST-045", await RefusedAsync(donation, new BloodGroup(AboGroup.B, RhD.Positive), "R2", "R3"));
    }

    [Fact]
    public async Task Resolution_WhenALaterResultContradictsOrTheEvidenceIsVoid_ThenBlocksAgain()
    {
        var donation = await DiscrepantAsync();
        await RegroupAsync(donation);
        await ProposeAsync(donation, "lab2", _aPositive, "R1-1", "R3");
        await SignAsync(donation, "lab3");
        await _bank.SendAsync("R4", "lab1", Other(donation));
        Assert.IsType<DonationTestingVerdict.Discrepancy>(await VerdictAsync(donation));
        await VoidAsync("R4");
        Assert.IsType<DonationTestingVerdict.Suitable>(await VerdictAsync(donation));

        await VoidAsync("R3");

        Assert.IsType<DonationTestingVerdict.Discrepancy>(await VerdictAsync(donation));
    }

    [Fact]
    public async Task Sign_WhenTheGroupCannotBeSettled_ThenTheDonationIsUnsuitableForGood()
    {
        var donation = await DiscrepantAsync();
        await ProposeAsync(donation, "lab2", null);
        Assert.IsType<DonationTestingVerdict.Discrepancy>(await VerdictAsync(donation));

        await SignAsync(donation, "lab3");

        Assert.Equal(["ABO-UNRESOLVED"], (await VerdictAsync(donation)).Reasons);
        Assert.Equal("ABO-UNRESOLVED", Assert.Single(await GroupAsync(donation)).Code);
        Assert.Single(_bank.Events.Of<DonationFoundUnsuitable>());
        Assert.Equal("TST-041", await RefusedAsync(donation, null));
    }

    [Fact]
    public async Task History_WhenAContradictionWasSetAside_ThenTheNextDonationIsNotDiscrepant()
    {
        var donor = await _bank.RegisterAsync();
        var donation = await DiscrepantAsync(donor);
        await RegroupAsync(donation);
        await ProposeAsync(donation, "lab2", _aPositive, "R1-1", "R3");
        await SignAsync(donation, "lab3");
        _bank.Clock.Advance(TimeSpan.FromDays(60));
        var next = await _bank.CollectedAsync(donor);

        await _bank.SendAsync("N1", "lab1", BloodBank.Group(next));

        Assert.Empty(await GroupAsync(next));
    }

    private static ResultRow Other(Donation donation) => BloodBank.Group(donation, antiA: "0", bCells: "0", antiB: "4+", a1: "3+");

    private ResolveDiscrepancy Resolve() => new(
        _bank.ReadTesting, _bank.Tests, _bank.DonorStores, _bank.Settle, _bank.Subjects, _bank.Ids, _bank.Events, _bank.Operation);

    /// <summary>All markers negative; one grouping says A, another person's says B.</summary>
    private async Task<Donation> DiscrepantAsync(DonorId? donor = null)
    {
        var donation = await _bank.CollectedAsync(donor ?? await _bank.RegisterAsync());
        await _bank.AllNegativeAsync(donation, "R1");
        await _bank.SendAsync("R2", "lab2", Other(donation));
        Assert.IsType<DonationTestingVerdict.Discrepancy>(await VerdictAsync(donation));
        return donation;
    }

    private Task RegroupAsync(Donation donation) => _bank.SendAsync("R3", "lab2", BloodBank.Group(donation));

    private async Task ProposeAsync(Donation donation, string user, BloodGroup? group, params string[] runs)
    {
        _bank.Operation.As(user, Permissions.TestsResolve);
        await Resolve().ProposeAsync(donation.Id, "typing-error", group, runs, Stop);
    }

    private async Task<string> RefusedAsync(Donation donation, BloodGroup? group, params string[] runs) =>
        (await Assert.ThrowsAsync<RuleException>(() => ProposeAsync(donation, "lab2", group, runs))).Code;

    private async Task SignAsync(Donation donation, string user)
    {
        _bank.Operation.As(user, Permissions.TestsResolve);
        _bank.Operation.Sign(SignatureMeanings.Reviewed);
        await Resolve().SignAsync(donation.Id, Stop);
    }

    private async Task VoidAsync(string number)
    {
        var run = (await _bank.Tests.FindRunByNumberAsync(TestOperation.Site, number, Stop))!;
        _bank.Operation.As("qa1", Permissions.TestsVerify);
        await _bank.Invalidate.ExecuteAsync(run.Id, "controls", Stop);
    }

    private async Task<DonationTestingVerdict> VerdictAsync(Donation donation) =>
        TestingVerdicts.Of(await _bank.ReadTesting.OfAsync(donation.Id, Stop));

    private async Task<IReadOnlyList<TestingFinding>> GroupAsync(Donation donation) =>
        TestingChecks.GroupConfirmed(await _bank.ReadTesting.OfAsync(donation.Id, Stop));
}
