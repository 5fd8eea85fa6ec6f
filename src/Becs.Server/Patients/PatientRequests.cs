using Becs.Domain.Isbt128;
using Becs.Domain.Patients;
using FluentValidation;

namespace Becs.Server.Patients;

/// <summary>Who the recipient is. It goes to the erasable store and nowhere else.</summary>
/// <param name="HospitalNumber">The number on the wristband.</param>
public sealed record RegisterPatientRequest(
    string FamilyName, string GivenName, DateOnly BirthDate, string HospitalNumber, PatientSex Sex = PatientSex.Unknown,
    Guid? OperationId = null)
{
    public override string ToString() => "patient registration";

    internal PatientIdentity ToIdentity() => new()
    {
        FamilyName = FamilyName.Trim(),
        GivenName = GivenName.Trim(),
        BirthDate = BirthDate,
        Sex = Sex,
        HospitalNumber = HospitalNumber.Trim(),
    };
}

public sealed class RegisterPatientRequestValidator : AbstractValidator<RegisterPatientRequest>
{
    public RegisterPatientRequestValidator()
    {
        RuleFor(r => r.FamilyName).NotEmpty().MaximumLength(100);
        RuleFor(r => r.GivenName).NotEmpty().MaximumLength(100);
        RuleFor(r => r.BirthDate).GreaterThan(new DateOnly(1900, 1, 1));
        RuleFor(r => r.HospitalNumber).NotEmpty().MaximumLength(40);
        RuleFor(r => r.Sex).IsInEnum();
    }
}

/// <summary>What patients are searched by, at least one field. Sent in a body: names are in no address.</summary>
public sealed record SearchPatientsRequest(
    string? FamilyName = null, string? GivenName = null, DateOnly? BirthDate = null, string? HospitalNumber = null)
{
    public override string ToString() => "patient search";
}

public sealed class SearchPatientsRequestValidator : AbstractValidator<SearchPatientsRequest>
{
    public SearchPatientsRequestValidator()
    {
        RuleFor(r => r.FamilyName).MaximumLength(100);
        RuleFor(r => r.GivenName).MaximumLength(100);
        RuleFor(r => r.HospitalNumber).MaximumLength(40);
        RuleFor(r => r).Must(r => r != new SearchPatientsRequest()).OverridePropertyName("body").WithMessage("Search by at least one field.");
    }
}

/// <summary>A pretransfusion sample arrived.</summary>
/// <param name="SampleCode">Number on the tube.</param>
/// <param name="CollectorCode">Staff code of who drew it.</param>
/// <param name="TwoIdentifiersAgree">Both identifiers on tube and request agree.</param>
/// <param name="RecentExposure">Transfused or pregnant in the last 3 months.</param>
public sealed record ReceivePatientSampleRequest(
    string SampleCode, DateTimeOffset DrawnAt, string CollectorCode, bool TwoIdentifiersAgree,
    RecentExposure RecentExposure = RecentExposure.Unknown, Guid? OperationId = null);

public sealed class ReceivePatientSampleRequestValidator : AbstractValidator<ReceivePatientSampleRequest>
{
    public ReceivePatientSampleRequestValidator()
    {
        RuleFor(r => r.SampleCode).NotEmpty().MaximumLength(40);
        RuleFor(r => r.CollectorCode).NotEmpty().MaximumLength(40);
        RuleFor(r => r.RecentExposure).IsInEnum();
    }
}

/// <summary>One determination of ABO and RhD on a sample.</summary>
public sealed record RecordTypingRequest(Guid SampleId, AboGroup Abo, RhD RhD, bool IsWeakD = false, Guid? OperationId = null);

public sealed class RecordTypingRequestValidator : AbstractValidator<RecordTypingRequest>
{
    public RecordTypingRequestValidator()
    {
        RuleFor(r => r.SampleId).NotEmpty();
        RuleFor(r => r.Abo).IsInEnum();
        RuleFor(r => r.RhD).IsInEnum();
    }
}

/// <summary>Result of an antibody screen on a sample.</summary>
public sealed record RecordScreenRequest(Guid SampleId, bool IsPositive, Guid? OperationId = null);

public sealed class RecordScreenRequestValidator : AbstractValidator<RecordScreenRequest>
{
    public RecordScreenRequestValidator() => RuleFor(r => r.SampleId).NotEmpty();
}

/// <summary>An antibody, found now or known from history. It never ends.</summary>
/// <param name="Antigen">What it is against, such as <c>K</c> or <c>Jka</c>.</param>
public sealed record RecordAntibodyRequest(string Antigen, bool IsClinicallySignificant, bool IsHistorical = false, Guid? OperationId = null);

public sealed class RecordAntibodyRequestValidator : AbstractValidator<RecordAntibodyRequest>
{
    public RecordAntibodyRequestValidator() => RuleFor(r => r.Antigen).Matches("^[A-Za-z0-9+-]{1,12}$")
        .WithMessage("antigen is a name such as K or Jka, at most 12 letters, digits, plus or minus.");
}

/// <summary>What blood for the patient must be.</summary>
/// <param name="Code">Such as <c>irradiated</c>.</param>
/// <param name="FromDate">First day; today when left out.</param>
/// <param name="UntilDate">Last day; none when left out.</param>
public sealed record RecordNeedRequest(string Code, DateOnly? FromDate = null, DateOnly? UntilDate = null, Guid? OperationId = null);

public sealed class RecordNeedRequestValidator : AbstractValidator<RecordNeedRequest>
{
    public RecordNeedRequestValidator()
    {
        RuleFor(r => r.Code).Must(SpecialNeedCodes.All.Contains)
            .WithMessage("There is no such special need. Needs: " + string.Join(", ", SpecialNeedCodes.All) + ".");
        RuleFor(r => r.UntilDate).Must((r, until) => until is null || r.FromDate is null || until >= r.FromDate)
            .WithMessage("untilDate must not lie before fromDate.");
    }
}

public sealed record PatientRegisteredAnswer(Guid Id, string PatientNumber);

/// <summary>The fact recorded about the patient.</summary>
public sealed record PatientFactAnswer(Guid PatientId, Guid FactId);
