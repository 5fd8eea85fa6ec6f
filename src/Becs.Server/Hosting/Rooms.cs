using Becs.Server.Accounts;
using Becs.Server.Audit;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting.Clocks;
using Becs.Server.Operations;
using Becs.Server.Sites;
using Becs.Server.Tasks;

namespace Becs.Server.Hosting;

/// <summary>The doors: one line per room.</summary>
internal static class Rooms
{
    public static void MapRooms(this WebApplication app)
    {
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization();

        var api = app.MapGroup("/api").DisableAntiforgery();
        api.MapAuth();
        api.MapAccounts();
        api.MapDevClock();
        api.MapSites();
        api.MapAudit();
        api.MapTasks();
        api.MapIncidents();
        api.MapInstances();
        api.MapWorkflows();
    }
}
