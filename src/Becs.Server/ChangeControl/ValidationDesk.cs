using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.Keys;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Operations;

namespace Becs.Server.ChangeControl;

/// <summary>Gives validation packages out; who took which is on the trail.</summary>
internal sealed class ValidationDesk(OperationRunner runner, IAuditReads signatures, ExportSigner signer)
{
    public async Task<(string Number, byte[] Content)> ExportAsync(OperationRequest operation, ChangeId id, bool isReport, CancellationToken ct)
    {
        byte[] content = [];
        var answer = await runner.RunAsync(operation with { Permission = Permissions.WorkflowsRead }, async (scope, token) =>
        {
            var facts = await FactsAsync(scope, id, token);
            content = isReport ? ValidationReport.Of(facts) : ValidationArchive.Of(facts, signer);
            if (content.Length > StoredZip.MostBytes)
            {
                throw new ConflictException("CHG-437", $"The archive of {facts.Change.Number} is longer than {StoredZip.MostBytes} bytes, which verify-package would not take.");
            }

            scope.GetRequiredService<IAuditTrail>().Record(
                id.Subject, isReport ? "change.report-exported" : "change.archive-exported", null, ValidationArchive.Hash(content));
            return facts.Change.Number;
        }, ct);
        return (answer.Value!, content);
    }

    /// <param name="atOnce">Instances of a plan in one part of the archive.</param>
    public async Task<ValidationFacts> FactsAsync(IServiceProvider scope, ChangeId id, CancellationToken ct, int atOnce = PlanDone.AtOnce)
    {
        var changes = scope.GetRequiredService<IChanges>();
        var change = await changes.FindAsync(id, ct) ?? throw new NotFoundException("CHG-404", $"There is no change {id.Value:D}.");
        var records = scope.GetRequiredService<IPackageRecords>();
        var packages = new SortedDictionary<string, PackageRecord>(StringComparer.Ordinal);
        foreach (var hash in change.Steps.SelectMany(s => new[] { s.PackageHash, s.BaseHash }).OfType<string>().Distinct())
        {
            packages[hash] = await records.FindAsync(hash, ct) ?? throw new ConflictException("CHG-410", $"Package {hash} of {change.Number} is not stored here.");
        }

        var justifications = await changes.JustificationsAsync(id, ct);
        var plans = scope.GetRequiredService<IMigrationPlans>();
        var done = new List<PlanDone>();
        foreach (var plan in await plans.OfChangeAsync(id, ct))
        {
            done.Add(await PlanDone.ReadAsync(plans, plan, atOnce, ct));
        }

        return new ValidationFacts(
            change, packages,
            await signatures.SignaturesAsync([.. change.Steps.Select(s => s.SignatureId).OfType<Guid>().Concat(justifications.Select(j => j.SignatureId)).Distinct()], ct),
            [.. (await changes.EvidenceAsync(id, ct)).OrderBy(e => e.Kind, StringComparer.Ordinal).ThenBy(e => e.PackageHash, StringComparer.Ordinal)
                .ThenBy(e => e.ContentHash, StringComparer.Ordinal)],
            justifications, await changes.CommentsAsync(id, ct), done);
    }
}

internal static class ValidationEndpoints
{
    public static void MapValidation(this IEndpointRouteBuilder api)
    {
        var changes = api.MapGroup("/changes").WithTags("changes");
        changes.MapGet("/{id:guid}/validation-archive", async (Guid id, ValidationDesk desk, HttpContext http, CancellationToken ct) =>
            {
                var (number, content) = await desk.ExportAsync(http.Operation("change.export-archive"), new ChangeId(id), isReport: false, ct);
                return Results.File(content, "application/zip", $"{number}.zip");
            }).RequirePermission(Permissions.WorkflowsRead)
            .WithSummary("Everything about a change, signed by the establishment: verify-package verifies it without the database.").ProducesProblem(404);
        changes.MapGet("/{id:guid}/validation-report", async (Guid id, ValidationDesk desk, HttpContext http, CancellationToken ct) =>
            {
                var (number, content) = await desk.ExportAsync(http.Operation("change.export-report"), new ChangeId(id), isReport: true, ct);
                return Results.File(content, "application/pdf", $"{number}.pdf");
            }).RequirePermission(Permissions.WorkflowsRead).WithSummary("The validation package of a change as a PDF.").ProducesProblem(404);
        changes.MapGet("/signing-key", (ExportSigner signer) => Results.Text(signer.PublicKey() + "\n", "application/x-pem-file"))
            .RequirePermission(Permissions.WorkflowsRead).WithSummary("The public key that verifies what the establishment signs, as PEM.").Produces<string>();
    }
}
