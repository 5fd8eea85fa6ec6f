using Becs.Domain.Donors;
using Becs.Domain.Rules;
using FluentValidation;

namespace Becs.Server.Donors;

/// <summary>Who the donor is. It goes to the erasable store and nowhere else.</summary>
public sealed record RegisterDonorRequest(
    string FamilyName, string GivenName, DateOnly BirthDate, DonorSex Sex, IReadOnlyList<string>? FormerFamilyNames = null,
    string? NationalId = null, string? Address = null, DateOnly? AddressValidUntil = null, string? Phone = null, string? Email = null,
    string? Language = null, Guid? OperationId = null)
{
    public override string ToString() => "donor registration";

    internal DonorIdentity ToIdentity() => new()
    {
        FamilyName = FamilyName.Trim(),
        GivenName = GivenName.Trim(),
        FormerFamilyNames = FormerFamilyNames ?? [],
        BirthDate = BirthDate,
        Sex = Sex,
        NationalId = NationalId,
        Address = Address,
        AddressValidUntil = AddressValidUntil,
        Phone = Phone,
        Email = Email,
        Language = Language ?? "en",
    };
}

public sealed class RegisterDonorRequestValidator : AbstractValidator<RegisterDonorRequest>
{
    public RegisterDonorRequestValidator()
    {
        RuleFor(r => r.FamilyName).NotEmpty().MaximumLength(100);
        RuleFor(r => r.GivenName).NotEmpty().MaximumLength(100);
        RuleFor(r => r.BirthDate).GreaterThan(new DateOnly(1900, 1, 1));
        RuleFor(r => r.Sex).IsInEnum();
        RuleFor(r => r.FormerFamilyNames).Must(n => n is null || n.Count <= 10).WithMessage("At most 10 former names.");
        RuleForEach(r => r.FormerFamilyNames).NotEmpty().MaximumLength(100);
        RuleFor(r => r.NationalId).MaximumLength(40);
        RuleFor(r => r.Address).MaximumLength(500);
        RuleFor(r => r.Phone).MaximumLength(40);
        RuleFor(r => r.Email).MaximumLength(254);
        RuleFor(r => r.Language).Matches("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$").When(r => r.Language is not null)
            .WithMessage("language must be a BCP 47 tag, such as en.");
    }
}

/// <summary>What donors are searched by, at least one field. Sent in a body: names are in no address.</summary>
public sealed record SearchDonorsRequest(
    string? FamilyName = null, string? GivenName = null, DateOnly? BirthDate = null, string? NationalId = null, string? Phone = null)
{
    public override string ToString() => "donor search";
}

public sealed class SearchDonorsRequestValidator : AbstractValidator<SearchDonorsRequest>
{
    public SearchDonorsRequestValidator()
    {
        RuleFor(r => r.FamilyName).MaximumLength(100);
        RuleFor(r => r.GivenName).MaximumLength(100);
        RuleFor(r => r.NationalId).MaximumLength(40);
        RuleFor(r => r.Phone).MaximumLength(40);
        RuleFor(r => r).Must(r => r != new SearchDonorsRequest()).OverridePropertyName("body").WithMessage("Search by at least one field.");
    }
}

/// <summary>A donor came to give.</summary>
/// <param name="DonationType">Such as <c>whole-blood</c>.</param>
public sealed record StartVisitRequest(Guid DonorId, string DonationType, Guid? OperationId = null);

public sealed class StartVisitRequestValidator : AbstractValidator<StartVisitRequest>
{
    public StartVisitRequestValidator()
    {
        RuleFor(r => r.DonorId).NotEmpty();
        RuleFor(r => r.DonationType).NotEmpty().MaximumLength(40);
    }
}
