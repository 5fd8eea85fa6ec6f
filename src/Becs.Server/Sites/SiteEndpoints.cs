using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using FluentValidation;

namespace Becs.Server.Sites;

public sealed record CreateSiteRequest(string Code, string Name, string FacilityNumber, string TimeZoneId, Guid? OperationId = null);

public sealed class CreateSiteRequestValidator : AbstractValidator<CreateSiteRequest>
{
    public CreateSiteRequestValidator()
    {
        RuleFor(r => r.Code).Matches("^[A-Z0-9]{2,8}$").WithMessage("code must be 2 to 8 capital letters or digits.");
        RuleFor(r => r.Name).NotEmpty().MaximumLength(100);
        RuleFor(r => r.FacilityNumber).Matches("^[A-NP-Z1-9][0-9]{4}$")
            .WithMessage("facilityNumber must be an ISBT 128 facility number: a letter or digit, then four digits.");
        RuleFor(r => r.TimeZoneId).Must(z => TimeZoneInfo.TryFindSystemTimeZoneById(z, out _)).WithMessage("There is no such IANA time zone.");
    }
}

internal static class SiteEndpoints
{
    public static void MapSites(this IEndpointRouteBuilder api)
    {
        var sites = api.MapGroup("/sites").WithTags("sites").RequirePermission(Permissions.SitesManage);
        sites.MapGet("/", async ([AsParameters] Paging paging, ISites all, CancellationToken ct) =>
                Results.Ok(paging.Cut((await all.AllAsync(ct)).Select(SiteView.Of).ToList())))
            .WithSummary("The sites of the installation.").Produces<PageOf<SiteView>>();
        sites.MapPost("/", CreateAsync).Validate<CreateSiteRequest>().WithSummary("Adds a site.")
            .Produces<SiteView>(StatusCodes.Status201Created).ProducesProblem(409);
    }

    private static async Task<IResult> CreateAsync(CreateSiteRequest request, OperationRunner runner, HttpContext http, CancellationToken ct) =>
        (await runner.RunAsync(
            http.Operation("site.create", request.OperationId, body: request) with { Permission = Permissions.SitesManage },
            async (scope, token) =>
            {
                var sites = scope.GetRequiredService<ISites>();
                if ((await sites.AllAsync(token)).Any(s => s.Code == request.Code || s.FacilityNumber == request.FacilityNumber))
                {
                    throw new ConflictException("SIT-409", $"There is already a site {request.Code} or one with that facility number.");
                }

                var site = new Site(
                    new SiteId(scope.GetRequiredService<IIdGenerator>().New()), request.Code, request.Name, request.FacilityNumber, request.TimeZoneId);
                sites.Add(site);
                scope.GetRequiredService<IAuditTrail>().Record(site.Id.Subject, "site.created", @new: request.Code);
                return SiteView.Of(site);
            }, ct)).ToResult(view => Results.Created($"/api/sites/{view.Id:D}", view));
}

public sealed record SiteView(Guid Id, string Code, string Name, string FacilityNumber, string TimeZoneId, IReadOnlyList<string> RulePacks)
{
    public static SiteView Of(Site site) =>
        new(site.Id.Value, site.Code, site.Name, site.FacilityNumber, site.TimeZoneId, site.RulePacks);
}
