using FluentValidation;

namespace Becs.Server.Components;

/// <summary>Puts a bag somewhere.</summary>
/// <param name="StorageCode">Refrigerator, freezer or shelf.</param>
/// <param name="SiteCode">Another site; without it the bag stays at this one.</param>
public sealed record MoveUnitRequest(string StorageCode, string? SiteCode = null, Guid? OperationId = null);

public sealed class MoveUnitRequestValidator : AbstractValidator<MoveUnitRequest>
{
    public MoveUnitRequestValidator()
    {
        RuleFor(r => r.StorageCode).NotEmpty().MaximumLength(40);
        RuleFor(r => r.SiteCode).Matches("^[A-Za-z0-9]{2,8}$").When(r => r.SiteCode is not null);
    }
}
