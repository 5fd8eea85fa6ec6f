using System.Security.Cryptography;
using System.Text;
using Becs.Domain.Shared;
using Becs.Server.Signatures;
using FluentValidation;

namespace Becs.Server.Operations;

public enum BulkIncidentAction
{
    Retry,
    Cancel,
}

/// <summary>What to do with all open incidents of a kind.</summary>
/// <param name="DryRun">Only says how many there are, and what to sign.</param>
/// <param name="ExpectedCount">How many the dry run said; other incidents meanwhile refuse the run.</param>
/// <param name="ExceptionType">Only these; all when null.</param>
/// <param name="ActivityId">Only of this step.</param>
/// <param name="PackageHash">Only of this package.</param>
/// <param name="Signature">Needed to cancel: of the dry run's hash.</param>
/// <param name="Ids">Only these; all of the kind when null.</param>
public sealed record BulkIncidentsRequest(
    BulkIncidentAction Action, bool DryRun, int? ExpectedCount = null, string? ExceptionType = null, string? ActivityId = null,
    string? PackageHash = null, string? Reason = null, SignatureRequest? Signature = null, Guid? OperationId = null,
    IReadOnlyList<Guid>? Ids = null);

public sealed class BulkIncidentsRequestValidator : AbstractValidator<BulkIncidentsRequest>
{
    public BulkIncidentsRequestValidator()
    {
        RuleFor(r => r.Action).IsInEnum();
        RuleFor(r => r.Reason).MaximumLength(500);
        RuleFor(r => r.Reason).NotEmpty().When(r => r is { DryRun: false, Action: BulkIncidentAction.Retry });
        RuleFor(r => r.Ids).Must(ids => ids is null or { Count: > 0 and <= IncidentDesk.MostShown })
            .WithMessage($"ids names 1 to {IncidentDesk.MostShown} incidents.");
        RuleFor(r => r.ExpectedCount).NotNull().When(r => !r.DryRun);
        RuleFor(r => r.Signature!).NotNull().When(r => r is { DryRun: false, Action: BulkIncidentAction.Cancel });
        RuleFor(r => r.Signature!).SetValidator(new SignatureRequestValidator()).When(r => r.Signature is not null);
    }
}

/// <param name="Count">Incidents of the kind.</param>
/// <param name="SignedHash">To send back with the signature that cancels them.</param>
/// <param name="Done">Closed by this run.</param>
/// <param name="Failed">Still open, with the code of the reason.</param>
public sealed record BulkIncidentsAnswer(int Count, string SignedHash, int Done, IReadOnlyDictionary<Guid, string> Failed);

/// <summary>Does with many incidents what a person could do with each: every one is an operation, commit and audit row of its own.</summary>
public sealed class IncidentBulk(IncidentDesk desk, OperationRunner runner)
{
    public async Task<BulkIncidentsAnswer> RunAsync(
        OperationRequest operation, IReadOnlyCollection<Guid> siteIds, BulkIncidentsRequest request, CancellationToken cancellationToken)
    {
        var chosen = (await desk.ListAsync(siteIds, isOpen: true, cancellationToken))
            .Where(i => (request.ExceptionType is null || i.ExceptionType == request.ExceptionType)
                && (request.ActivityId is null || i.ActivityId == request.ActivityId)
                && (request.PackageHash is null || i.PackageHash == request.PackageHash)
                && (request.Ids is null || request.Ids.Contains(i.Id)))
            .OrderBy(i => i.Id).ToList();
        var hash = HashOf(request.Action, chosen);
        if (request.DryRun)
        {
            return new BulkIncidentsAnswer(chosen.Count, hash, 0, new Dictionary<Guid, string>());
        }

        if (chosen.Count != request.ExpectedCount)
        {
            throw new ConflictException(
                "INC-413", $"There are {chosen.Count} such incidents, not {request.ExpectedCount}. Look again and decide again.");
        }

        var failed = new Dictionary<Guid, string>();
        foreach (var incident in chosen)
        {
            // The same bulk operation sent again repeats the operations of its incidents, and nothing else.
            var own = operation with { OperationId = OperationIdOf(operation.OperationId, incident.Id), Body = new { incident.Id } };
            try
            {
                var answer = request.Action == BulkIncidentAction.Retry
                    ? await desk.RetryAsync(runner, own, incident.Id, cancellationToken)
                    : await desk.CancelAsync(runner, own, incident.Id, cancellationToken, hash);
                if (!answer.Applied)
                {
                    failed[incident.Id] = "INC-202";
                }
            }
            catch (BecsException refused) when (refused is not InputException and not SignatureRefusedException)
            {
                failed[incident.Id] = refused.Code;
            }
        }

        return new BulkIncidentsAnswer(chosen.Count, hash, chosen.Count - failed.Count, failed);
    }

    private static string HashOf(BulkIncidentAction action, IEnumerable<IncidentView> chosen) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{action}|{string.Join('|', chosen.Select(i => i.SignedHash))}")));

    private static Guid OperationIdOf(Guid bulk, Guid incident) => Guid.ParseExact(
        StimulusTarget.StartedBy(bulk.ToString("D"), incident.ToString("D"), "incident"), "D");
}
