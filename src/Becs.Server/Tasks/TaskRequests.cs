using System.Text.Json;
using Becs.Server.Signatures;
using FluentValidation;

namespace Becs.Server.Tasks;

public sealed record ClaimTaskRequest(Guid OperationId, int ExpectedRevision);

public sealed class ClaimTaskRequestValidator : AbstractValidator<ClaimTaskRequest>
{
    public ClaimTaskRequestValidator()
    {
        RuleFor(r => r.OperationId).NotEmpty();
        RuleFor(r => r.ExpectedRevision).GreaterThan(0);
    }
}

/// <param name="OperationId">Chosen by the caller: a repeated call with it returns the first answer.</param>
/// <param name="ExpectedRevision">Revision the person saw.</param>
/// <param name="Outcome">One of the task's outcomes.</param>
/// <param name="Data">The form's answers.</param>
/// <param name="Signature">Where the task asks for one.</param>
public sealed record CompleteTaskRequest(
    Guid OperationId, int ExpectedRevision, string Outcome, JsonElement? Data = null, SignatureRequest? Signature = null);

public sealed class CompleteTaskRequestValidator : AbstractValidator<CompleteTaskRequest>
{
    public CompleteTaskRequestValidator()
    {
        RuleFor(r => r.OperationId).NotEmpty();
        RuleFor(r => r.ExpectedRevision).GreaterThan(0);
        RuleFor(r => r.Outcome).NotEmpty().MaximumLength(100);
        RuleFor(r => r.Data).Must(d => d is null or { ValueKind: JsonValueKind.Object }).WithMessage("data must be an object.");
        RuleFor(r => r.Signature!).SetValidator(new SignatureRequestValidator()).When(r => r.Signature is not null);
    }
}
