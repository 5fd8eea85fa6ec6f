using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Operations;

namespace Becs.Server.Accounts;

internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var accounts = api.MapGroup("/accounts").WithTags("accounts").RequirePermission(Permissions.AccountsManage).ServesWhileWaiting();
        accounts.MapGet("/", ListAsync).WithSummary("All accounts, by user name.").Produces<PageOf<AccountView>>();
        accounts.MapGet("/{id:guid}", GetAsync).WithSummary("One account.").Produces<AccountView>().ProducesProblem(404);
        accounts.MapPost("/", CreateAsync).Validate<CreateAccountRequest>().WithSummary("Makes an account.")
            .Produces<AccountView>(StatusCodes.Status201Created).ProducesProblem(409);
        accounts.MapPost("/{id:guid}/lock", LockAsync).Validate<LockAccountRequest>().WithSummary("Locks an account; its sessions end.")
            .Produces<AccountView>();
        accounts.MapPost("/{id:guid}/unlock", UnlockAsync).Validate<LockAccountRequest>().WithSummary("Unlocks an account.")
            .Produces<AccountView>();
        accounts.MapPut("/{id:guid}/end", EndAsync).Validate<EndAccountRequest>()
            .WithSummary("Says from when on the account may neither sign in nor sign; null takes the end back.").Produces<AccountView>();
        accounts.MapPut("/{id:guid}/roles", RolesAsync).Validate<AccountRolesRequest>().WithSummary("Replaces the roles of an account.")
            .Produces<AccountView>();
        accounts.MapPut("/{id:guid}/sites", SitesAsync).Validate<AccountSitesRequest>().WithSummary("Replaces the site grants of an account.")
            .Produces<AccountView>();
        accounts.MapPost("/{id:guid}/reset-password", ResetAsync).Validate<ResetPasswordRequest>()
            .WithSummary("Sets a new password and unlocks the account.").Produces<AccountView>();
    }

    private static async Task<IResult> ListAsync([AsParameters] Paging paging, IAccounts accounts, ISites sites, CancellationToken ct)
    {
        var (items, total) = await accounts.PageAsync(paging.Skip, paging.Size, ct);
        var all = await sites.AllAsync(ct);
        return Results.Ok(paging.Of(items.Select(a => AccountView.Of(a, all)).ToList(), total));
    }

    private static async Task<IResult> GetAsync(Guid id, IAccounts accounts, ISites sites, CancellationToken ct) =>
        await accounts.FindAsync(id, ct) is { } account
            ? Results.Ok(AccountView.Of(account, await sites.AllAsync(ct)))
            : throw new NotFoundException("ACC-404", $"There is no account {id:D}.");

    private static async Task<IResult> CreateAsync(CreateAccountRequest request, AccountDesk desk, HttpContext http, CancellationToken ct)
    {
        var operation = http.Operation("account.create", request.OperationId, body: request with { Password = "" });
        return (await desk.CreateAsync(operation, request, ct)).ToResult(view => Results.Created($"/api/accounts/{view.Id:D}", view));
    }

    private static async Task<IResult> LockAsync(Guid id, LockAccountRequest request, AccountDesk desk, HttpContext http, CancellationToken ct) =>
        (await desk.LockAsync(http.Operation("account.lock", request.OperationId, request.Reason, body: new { id, request }), id, ct)).ToResult();

    private static async Task<IResult> UnlockAsync(Guid id, LockAccountRequest request, AccountDesk desk, HttpContext http, CancellationToken ct) =>
        (await desk.UnlockAsync(http.Operation("account.unlock", request.OperationId, request.Reason, body: new { id, request }), id, ct)).ToResult();

    private static async Task<IResult> EndAsync(Guid id, EndAccountRequest request, AccountDesk desk, HttpContext http, CancellationToken ct) =>
        (await desk.EndAsync(
            http.Operation("account.set-end", request.OperationId, request.Reason, body: new { id, request }), id, request.EndsAt, ct)).ToResult();

    private static async Task<IResult> RolesAsync(Guid id, AccountRolesRequest request, AccountDesk desk, HttpContext http, CancellationToken ct) =>
        (await desk.SetRolesAsync(
            http.Operation("account.set-roles", request.OperationId, request.Reason, body: new { id, request }), id, request.Roles, ct)).ToResult();

    private static async Task<IResult> SitesAsync(Guid id, AccountSitesRequest request, AccountDesk desk, HttpContext http, CancellationToken ct) =>
        (await desk.GrantSitesAsync(
            http.Operation("account.grant-sites", request.OperationId, request.Reason, body: new { id, request }), id, request.SiteCodes, ct)).ToResult();

    private static async Task<IResult> ResetAsync(Guid id, ResetPasswordRequest request, AccountDesk desk, HttpContext http, CancellationToken ct) =>
        (await desk.ResetPasswordAsync(
            http.Operation("account.reset-password", request.OperationId, request.Reason, body: new { id, request.Reason }),
            id, request.Password, ct)).ToResult();
}
