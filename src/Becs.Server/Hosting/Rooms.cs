using Becs.Server.Accounts;
using Becs.Server.Audit;
using Becs.Server.ChangeControl;
using Becs.Server.Components;
using Becs.Server.Designer;
using Becs.Server.Designer.Definitions;
using Becs.Server.Donations;
using Becs.Server.Donors;
using Becs.Server.Hosting.Clocks;
using Becs.Server.Operations;
using Becs.Server.Orders;
using Becs.Server.Patients;
using Becs.Server.Quarantine;
using Becs.Server.Sites;
using Becs.Server.Tasks;
using Becs.Server.Testing;

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
        api.MapTraining();
        api.MapDevClock();
        api.MapSites();
        api.MapDonors();
        api.MapVisits();
        api.MapDonations();
        api.MapMaterial();
        api.MapTests();
        api.MapUnits();
        api.MapHolds();
        api.MapCovers();
        api.MapPatients();
        api.MapOrders();
        api.MapAudit();
        api.MapIntegrity();
        api.MapTimeMachine();
        api.MapTasks();
        api.MapIncidents();
        api.MapInstances();
        api.MapRequestedTasks();
        api.MapWorkflows();
        api.MapWorkflowDrafts();
        api.MapDraftParts();
        api.MapVendorVersions();
        api.MapChanges();
        api.MapTrainingNeeds();
        api.MapPlans();
        api.MapScenarios();
        api.MapChangeEvidence();
        api.MapValidation();
        api.MapRetirement();
        api.MapPlatform();
        app.MapDesigner();
    }
}
