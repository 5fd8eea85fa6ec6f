using Becs.Domain.Donations;
using FluentValidation;

namespace Becs.Server.Donations;

/// <summary>A lot arrived.</summary>
/// <param name="Kind">bagKit, reagent or sampleTube.</param>
/// <param name="NominalVolumeMl">Of a bag; nothing else has one.</param>
public sealed record ReceiveLotRequest(
    LotKind Kind, string Number, string Manufacturer, DateOnly ExpiresOn, int? NominalVolumeMl = null, Guid? OperationId = null);

public sealed class ReceiveLotRequestValidator : AbstractValidator<ReceiveLotRequest>
{
    public ReceiveLotRequestValidator()
    {
        RuleFor(r => r.Kind).IsInEnum();
        RuleFor(r => r.Number).NotEmpty().MaximumLength(60);
        RuleFor(r => r.Manufacturer).NotEmpty().MaximumLength(100);
        RuleFor(r => r.NominalVolumeMl).InclusiveBetween(1, 1000).When(r => r.NominalVolumeMl is not null);
    }
}

public sealed record RecallLotRequest(string ReasonCode, Guid? OperationId = null);

public sealed class RecallLotRequestValidator : AbstractValidator<RecallLotRequest>
{
    public RecallLotRequestValidator() => RuleFor(r => r.ReasonCode).NotEmpty().MaximumLength(60);
}

/// <summary>A scale, analyser or bench was put to use.</summary>
/// <param name="Code">Code on the machine, unique at the site.</param>
/// <param name="Kind"><c>scale</c>, <c>analyser</c> or <c>bench</c>.</param>
/// <param name="CalibratedUntil">Last day of use before the next calibration.</param>
public sealed record AddEquipmentRequest(string Code, string Kind, DateOnly CalibratedUntil, Guid? OperationId = null);

public sealed class AddEquipmentRequestValidator : AbstractValidator<AddEquipmentRequest>
{
    public AddEquipmentRequestValidator()
    {
        RuleFor(r => r.Code).Matches("^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$").WithMessage("code is at most 40 letters, digits, dots, hyphens.");
        RuleFor(r => r.Kind).Must(ReceiveMaterial.EquipmentKinds.Contains)
            .WithMessage($"kind is one of {string.Join(", ", ReceiveMaterial.EquipmentKinds)}.");
    }
}

public sealed record LotAnswer(Guid Id, string Kind, string Number, DateOnly ExpiresOn);

public sealed record LotRecalledAnswer(Guid Id, string Number, string ReasonCode);

public sealed record EquipmentAnswer(Guid Id, string Code, string Kind, DateOnly CalibratedUntil);
