using Becs.Domain.Components;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Server.Rules;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.State;

namespace Becs.Server.ChangeControl;

internal static class PackagesSetup
{
    public static IServiceCollection AddPackages(this IServiceCollection services)
    {
        services.AddSingleton<PackageBuilder>().AddSingleton<PackageFolder>().AddSingleton<PackageLoader>();
        services.AddSingleton<VendorDesk>().AddSingleton<DraftParts>().AddSingleton<ApprovedForms>().AddSingleton<PartDesk>().AddSingleton<TrainingNeedDesk>().AddSingleton<CandidateBuilder>().AddSingleton<WorkOfOthers>().AddSingleton<ChangeAnalysis>().AddSingleton<ChangeDesk>();
        services.AddSingleton<ScenarioShelf>().AddSingleton<ScenarioDesk>().AddSingleton<ReplayStart>().AddSingleton<CaseReplay>().AddSingleton<EvidenceViews>();
        services.AddSingleton<MigrationRun>().AddSingleton<PlanDesk>().AddSingleton<ValidationDesk>().AddSingleton<RetirementDesk>();
        services.AddSingleton(s => PlatformManifest.Of(s.GetRequiredService<ActivityRegistry>(), s.GetServices<IStateUpcaster>())).AddSingleton<PlatformGate>();
        services.AddSingleton<PlatformReplays>().AddSingleton<PlatformDesk>().AddSingleton<ServingStart>().AddSingleton<PlatformViews>();
        services.AddSingleton<PlatformWatch>().AddHostedService(s => s.GetRequiredService<PlatformWatch>());
        services.AddSingleton<SubscriptionLoop>().AddHostedService(s => s.GetRequiredService<SubscriptionLoop>());
        services.AddSingleton<ReplayLoop>().AddHostedService(s => s.GetRequiredService<ReplayLoop>());
        services.AddSingleton<EventSubscriptions>().AddSingleton<IEventSubscriptions>(s => s.GetRequiredService<EventSubscriptions>());
        services.AddSingleton<IProductTables, ProductTables>();
        services.AddSingleton<RuleLibraries>().AddScoped<IRuleBooks, RuleBooks>();
        return services;
    }

    /// <summary>The clock's time, for records made outside an operation's context.</summary>
    internal static DateTime Now(this IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        return scope.ServiceProvider.GetRequiredService<TimeProvider>().UtcNow();
    }
}
