using Becs.Contracts.Donors;
using Becs.Domain.Donors;
using Becs.Domain.Shared;
using Becs.Domain.Tests.Fakes;

namespace Becs.Domain.Tests.Donors;

public class RegisterDonorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly BloodBank _bank = new();

    [Fact]
    public async Task Register_WhenThePersonIsNew_ThenADonorAndItsEventExist()
    {
        var donor = await _bank.RegisterAsync();

        var raised = Assert.Single(_bank.Events.Of<DonorRegistered>());
        Assert.Equal(donor.Value, raised.DonorId);
        Assert.DoesNotContain("Lindqvist", raised.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_WhenThePersonCertainlyExists_ThenItIsRefusedWithTheRecord()
    {
        var donor = await _bank.RegisterAsync();

        var refused = await Assert.ThrowsAsync<RuleException>(() => _bank.RegisterAsync(BloodBank.Ann with { NationalId = null }));

        Assert.Equal("DON-001", refused.Code);
        Assert.Equal(donor.Value.ToString("D"), refused.Facts["donorId"]);
        Assert.DoesNotContain("Lindqvist", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_WhenDayAndMonthAreSwapped_ThenItIsACandidateNotARefusal()
    {
        var donor = await _bank.RegisterAsync();
        _bank.Operation.As("reg1", Permissions.DonorsRegister);

        var registered = await _bank.Register.ExecuteAsync(BloodBank.Ann with { BirthDate = new DateOnly(1990, 4, 3), NationalId = null }, Stop);

        var candidate = Assert.Single(registered.Candidates);
        Assert.Equal(donor, candidate.DonorId);
        Assert.Contains("birth-date-swapped", candidate.Features);
    }

    [Fact]
    public async Task Register_WhenOneDigitOfTheNationalIdDiffers_ThenItIsACandidate()
    {
        await _bank.RegisterAsync();
        _bank.Operation.As("reg1", Permissions.DonorsRegister);

        var registered = await _bank.Register.ExecuteAsync(BloodBank.Ann with { GivenName = "Anna", NationalId = "900304-1235" }, Stop);

        Assert.Contains("national-id-one-off", Assert.Single(registered.Candidates).Features);
    }

    [Fact]
    public async Task Register_WhenThePersonIsAnother_ThenThereIsNoCandidate()
    {
        await _bank.RegisterAsync();
        _bank.Operation.As("reg1", Permissions.DonorsRegister);

        var registered = await _bank.Register.ExecuteAsync(new DonorIdentity
        {
            FamilyName = "Okafor",
            GivenName = "Ben",
            BirthDate = new DateOnly(1971, 1, 9),
            Sex = Domain.Rules.DonorSex.Male,
        }, Stop);

        Assert.Empty(registered.Candidates);
    }

    [Theory]
    [InlineData(0, "DON-003")]
    [InlineData(-1, null)]
    public async Task Register_WhenTheBirthDateIsInTheFuture_ThenItIsRefused(int daysFromTomorrow, string? code)
    {
        var today = _bank.Operation.Context.SiteToday;
        var identity = BloodBank.Ann with { BirthDate = today.AddDays(1 + daysFromTomorrow) };

        var thrown = await Record.ExceptionAsync(() => _bank.RegisterAsync(identity));

        Assert.Equal(code, (thrown as BecsException)?.Code);
    }

    [Fact]
    public async Task Register_WhenThePermissionIsMissing_ThenItIsForbidden()
    {
        _bank.Operation.As("phl1");

        await Assert.ThrowsAsync<ForbiddenException>(() => _bank.Register.ExecuteAsync(BloodBank.Ann, Stop));
    }

    [Theory]
    [InlineData("Ann Lindqvist", true)]
    [InlineData("LINDQVIST, ann", true)]
    [InlineData("Anna Lindqvist", false)]
    public void Agrees_WhenNamesAreCompared_ThenOrderAndCaseDoNotMatter(string given, bool expected)
    {
        var donor = new Donor(new DonorId(Guid.Empty), "D1", FactStamp.Of(_bank.Operation.Context));

        Assert.Equal(expected, IdentityComparison.Agrees(IdentifierKinds.FullName, given, donor, BloodBank.Ann));
    }
}
