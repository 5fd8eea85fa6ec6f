using System.Globalization;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Server.Signatures;

namespace Becs.Server.Quarantine;

internal static class CoverEndpoints
{
    public static void MapCovers(this IEndpointRouteBuilder api)
    {
        var covers = api.MapGroup("/covers").WithTags("covers");
        covers.MapGet("/", ListAsync).RequirePermission(Permissions.ComponentsRead)
            .WithSummary("Manual covers of the site that stand today; all=true for every one.").Produces<PageOf<CoverRow>>();
        covers.MapGet("/proposal", ProposeAsync).RequirePermission(Permissions.QualityAccept)
            .WithSummary("What a cover would say, with the hash to sign.").Produces<CoverProposal>();
        covers.MapPost("/", SignAsync).RequirePermission(Permissions.QualityAccept).Validate<SignCoverRequest>()
            .WithSummary("Quality signs that a named procedure covers a blocker until a day.")
            .Produces<CoverAnswer>(StatusCodes.Status201Created).ProducesProblem(409).ProducesProblem(422);
        covers.MapPost("/{id:guid}/revoke", RevokeAsync).RequirePermission(Permissions.QualityAccept)
            .OfSite((sites, id, ct) => sites.OfCoverAsync(id, ct))
            .Validate<RevokeCoverRequest>()
            .WithSummary("Ends a cover early: the blocker blocks again.").Produces<CoverRevokedAnswer>().ProducesProblem(404);
    }

    /// <summary>Hash of what a cover says: what the person sees is what is signed.</summary>
    internal static string HashOf(string siteCode, string blockerCode, string procedureCode, DateOnly validUntil) => new CanonicalRecord()
        .Add("record", "manual-cover").Add("site", siteCode).Add("blocker", blockerCode).Add("procedure", procedureCode)
        .Add("validUntil", validUntil.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).Hash();

    private static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, bool? all, QuarantineQueries covers, HttpContext http, CancellationToken ct)
    {
        DateOnly? day = all == true ? null : await http.SiteTodayAsync();
        var found = await covers.CoversAsync((await http.SiteAsync()).Id, day, paging.Skip, paging.Size, ct);
        return Results.Ok(paging.Of(found.Items, found.TotalCount));
    }

    private static async Task<IResult> ProposeAsync(string blockerCode, string procedureCode, DateOnly validUntil, HttpContext http)
    {
        var site = (await http.SiteAsync()).Code;
        return ReleaseBlockers.Find(blockerCode) is null
            ? throw new InputException("COV-001", "blockerCode", $"There is no release blocker '{blockerCode}'.")
            : Results.Ok(new CoverProposal(
                blockerCode, procedureCode, validUntil, site, SignatureMeanings.AcceptedForUse,
                HashOf(site, blockerCode, procedureCode, validUntil)));
    }

    private static async Task<IResult> SignAsync(SignCoverRequest request, OperationRunner runner, HttpContext http, CancellationToken ct)
    {
        var site = (await http.SiteAsync()).Code;
        var operation = http.Operation(
            "cover.sign", request.OperationId, signature: request.Signature,
            body: new { request.BlockerCode, request.ProcedureCode, request.ValidUntil });
        return (await runner.RunAsync(operation with { Permission = Permissions.QualityAccept }, (scope, _) =>
        {
            SignatureDesk.Demand(
                scope.GetRequiredService<ICurrentOperation>().Context,
                HashOf(site, request.BlockerCode, request.ProcedureCode, request.ValidUntil), SignatureMeanings.AcceptedForUse);
            var cover = scope.GetRequiredService<CoverRegister>().Sign(request.BlockerCode, request.ProcedureCode, request.ValidUntil);
            return Task.FromResult(new CoverAnswer(cover.Id, cover.BlockerCode, cover.ProcedureCode, cover.ValidFrom, cover.ValidUntil));
        }, ct)).ToResult(answer => Results.Created($"/api/covers/{answer.CoverId:D}", answer));
    }

    private static async Task<IResult> RevokeAsync(
        Guid id, RevokeCoverRequest request, OperationRunner runner, HttpContext http, CancellationToken ct)
    {
        var operation = http.Operation("cover.revoke", request.OperationId, request.ReasonCode, body: new { id, request.ReasonCode });
        return (await runner.RunAsync(operation with { Permission = Permissions.QualityAccept }, async (scope, token) =>
        {
            var cover = await scope.GetRequiredService<IManualCovers>().FindAsync(id, token);
            if (cover?.SiteId != scope.GetRequiredService<ICurrentOperation>().Context.SiteId)
            {
                throw new NotFoundException("COV-404", $"There is no manual cover {id:D} at this site.");
            }

            await scope.GetRequiredService<CoverRegister>().RevokeAsync(id, request.ReasonCode, token);
            return new CoverRevokedAnswer(id, request.ReasonCode);
        }, ct)).ToResult();
    }
}
