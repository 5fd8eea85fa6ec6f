using Becs.Server.Accounts;
using Becs.Server.Hosting.Clocks;
using Becs.Server.Sites;

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
    }
}
