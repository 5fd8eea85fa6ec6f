using Becs.Domain.Audit;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Server.Operations;
using Becs.Server.Signatures;
using FluentValidation;

namespace Becs.Server.Audit;

/// <summary>A person states what broken places of the audit trail concern.</summary>
/// <param name="BreakIds">The broken places looked into.</param>
/// <param name="Kept">Records that stay blocked, each as kind and id: <c>unit:01900000-...</c>.</param>
/// <param name="Statement">What was found out and why the rest may go on; no names of donors or patients.</param>
/// <param name="Signature">Meaning <c>reviewed</c>, on the hash that POST /api/integrity/proposal gave.</param>
public sealed record OpenIntegrityRequest(
    IReadOnlyList<Guid> BreakIds, IReadOnlyList<string> Kept, string Statement, SignatureRequest Signature, Guid? OperationId = null);

/// <summary>What an incident would say.</summary>
public sealed record ProposeIntegrityRequest(IReadOnlyList<Guid> BreakIds, IReadOnlyList<string> Kept, string Statement);

/// <summary>A second person signs an incident.</summary>
/// <param name="Signature">Meaning <c>approved</c>, on the incident's hash.</param>
public sealed record ConfirmIntegrityRequest(SignatureRequest Signature, Guid? OperationId = null);

/// <summary>An incident as stored, with the hash its second signature signs.</summary>
public sealed record IntegrityAnswer(Guid IncidentId, string SignedHash);

public sealed class ProposeIntegrityRequestValidator : AbstractValidator<ProposeIntegrityRequest>
{
    internal const int MostBreaks = 500;
    internal const int LongestStatement = 2000;

    public ProposeIntegrityRequestValidator()
    {
        RuleFor(r => r.BreakIds).NotEmpty().Must(b => b.Count <= MostBreaks);
        RuleFor(r => r.Kept).NotNull();
        RuleForEach(r => r.Kept).Must(IntegrityDesk.IsRecord).WithMessage("A record is its kind and its id, such as unit:01900000-0000-7000-8000-000000000000.");
        RuleFor(r => r.Statement).NotEmpty().MaximumLength(LongestStatement);
    }
}

public sealed class OpenIntegrityRequestValidator : AbstractValidator<OpenIntegrityRequest>
{
    public OpenIntegrityRequestValidator()
    {
        RuleFor(r => new ProposeIntegrityRequest(r.BreakIds, r.Kept, r.Statement)).SetValidator(new ProposeIntegrityRequestValidator())
            .OverridePropertyName("");
        RuleFor(r => r.Signature).NotNull();
    }
}

public sealed class ConfirmIntegrityRequestValidator : AbstractValidator<ConfirmIntegrityRequest>
{
    public ConfirmIntegrityRequestValidator() => RuleFor(r => r.Signature).NotNull();
}

/// <summary>Opens and confirms integrity incidents, for API and page.</summary>
public sealed class IntegrityDesk(OperationRunner runner)
{
    /// <summary>Hash of what an incident says: what both persons sign.</summary>
    public static string HashOf(IEnumerable<Guid> breakIds, IEnumerable<string> kept, string statement) => new CanonicalRecord()
        .Add("record", "integrity-incident").Add("breaks", string.Join(' ', breakIds.Distinct().Order().Select(b => b.ToString("D"))))
        .Add("kept", string.Join(' ', kept.Select(Read).Distinct().Order())).Add("statement", statement.Trim()).Hash();

    public Task<OperationAnswer<IntegrityAnswer>> OpenAsync(OperationRequest operation, OpenIntegrityRequest request, CancellationToken cancellationToken) =>
        runner.RunAsync(operation with { Permission = Permissions.IntegrityLimit }, async (scope, token) =>
        {
            var hash = HashOf(request.BreakIds, request.Kept, request.Statement);
            SignatureDesk.Demand(scope.GetRequiredService<ICurrentOperation>().Context, hash, SignatureMeanings.Reviewed);
            var incident = await scope.GetRequiredService<IntegrityRegister>().OpenAsync(
                request.BreakIds, [.. request.Kept.Select(Read)], request.Statement, token);
            return new IntegrityAnswer(incident.Id, hash);
        }, cancellationToken);

    public Task<OperationAnswer<IntegrityAnswer>> ConfirmAsync(
        OperationRequest operation, Guid incidentId, CancellationToken cancellationToken) =>
        runner.RunAsync(operation with { Permission = Permissions.IntegrityLimit }, async (scope, token) =>
        {
            var incident = await scope.GetRequiredService<IIntegrity>().FindIncidentAsync(incidentId, token)
                ?? throw new NotFoundException("INT-404", $"There is no integrity incident {incidentId:D}.");
            var hash = HashOf(incident.BreakIds, incident.Kept, incident.Statement);
            SignatureDesk.Demand(scope.GetRequiredService<ICurrentOperation>().Context, hash, SignatureMeanings.Approved);
            await scope.GetRequiredService<IntegrityRegister>().ConfirmAsync(incidentId, token);
            return new IntegrityAnswer(incidentId, hash);
        }, cancellationToken);

    internal static bool IsRecord(string text) =>
        text?.Split(':') is [{ Length: > 0 } kind, var id] && SubjectKinds.Versioned.Contains(kind) && Guid.TryParseExact(id, "D", out _);

    private static SubjectRef Read(string text) => text.Split(':') is [var kind, var id] && Guid.TryParseExact(id, "D", out var read)
        ? new SubjectRef(kind, read)
        : throw new InputException("INT-005", "kept", $"'{text}' is no record: give its kind and id.");
}
