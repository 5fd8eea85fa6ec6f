using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Designer.Bundle;
using Becs.Server.Hosting;
using Becs.Server.Shell;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Becs.Server.Designer.Host;

/// <summary>
/// The pages around Studio: our navigation, and one of its elements. Signed in by the same cookie as every page, so nobody signs in twice;
/// without a session the sign-in page comes first.
/// </summary>
internal static class HostEndpoints
{
    private const string List = "/designer/workflows/definitions";

    public static void MapHost(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").RequireAuthorization().ExcludeFromDescription();
        pages.MapGet("/designer", () => Results.Redirect(List));
        pages.MapGet(List, http => ShowAsync(http, "elsa-workflow-definition-list", null));
        pages.MapGet(List + "/{id}/edit", http => ShowAsync(http, "elsa-workflow-definition-editor", http.Request.RouteValues["id"] as string));
        pages.MapGet("/designer/workflows/instances", http => ShowAsync(http, "elsa-workflow-instance-list", null));
        pages.MapGet("/designer/workflows/instances/{id}/view",
            http => ShowAsync(http, "elsa-workflow-instance-viewer", http.Request.RouteValues["id"] as string));

        // Studio's viewer links to its own pages from the root.
        pages.MapGet("/workflows/definitions/{id}/edit", (string id) => Results.Redirect($"{List}/{Uri.EscapeDataString(id)}/edit"));
        pages.MapGet("/workflows/instances/{id}/view", (string id) => Results.Redirect($"/designer/workflows/instances/{Uri.EscapeDataString(id)}/view"));
    }

    private static async Task ShowAsync(HttpContext http, string element, string? id)
    {
        var caller = await http.CallerAsync();
        if (caller is null)
        {
            http.Response.Redirect($"/login?returnUrl={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}");
            return;
        }

        if (!caller.May(Permissions.WorkflowsRead))
        {
            http.Response.Redirect("/denied");
            return;
        }

        http.Response.Headers.CacheControl = "no-cache, no-store";
        http.Response.Headers.Pragma = "no-cache";
        var services = http.RequestServices;
        var bundle = services.GetRequiredService<DesignerBundle>();
        if (bundle.Files is null)
        {
            http.Response.StatusCode = StatusCodes.Status501NotImplemented;
        }

        var page = new RazorComponentResult<HostPage>(new
        {
            Element = bundle.Files is null ? "" : element,
            Id = id ?? "",
            Caller = caller,
            SiteCode = http.Request.Cookies[ShellEndpoints.SiteCookie] ?? "",
            VirtualNowAt = services.GetRequiredService<BecsSettings>().ClockMode == ClockMode.Virtual
                ? services.GetRequiredService<TimeProvider>().UtcNow()
                : (DateTime?)null,
            Antiforgery = services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http).RequestToken!,
        })
        {
            StatusCode = http.Response.StatusCode,
        };
        await page.ExecuteAsync(http);
    }
}
