using Becs.Server.Designer.Bundle;
using Becs.Server.Designer.Definitions;
using Becs.Server.Designer.Descriptors;
using Becs.Server.Designer.Host;
using Becs.Server.Designer.Identity;
using Becs.Server.Designer.Instances;
using Becs.Server.Accounts;
using Becs.Domain.Shared;
using Becs.Server.Hosting;

namespace Becs.Server.Designer;

/// <summary>Elsa Studio at /designer and the part of Elsa's API it uses at /elsa/api.</summary>
internal static class DesignerSetup
{
    public static IServiceCollection AddDesigner(this IServiceCollection services)
    {
        services.AddSingleton<DesignerBundle>();
        services.AddSingleton<DefinitionContents>().AddSingleton<DefinitionWriter>().AddSingleton<DefinitionShelf>()
            .AddSingleton<DefinitionAnswers>().AddSingleton<DraftDesk>().AddSingleton<DraftAnswers>();
        services.AddSingleton<ActivityDescriptors>();
        services.AddSingleton<RefreshTokens>();
        services.AddScoped<InstanceShelf>();
        services.AddSignalR();
        services.AddSingleton<InstanceWatch>().AddHostedService(s => s.GetRequiredService<InstanceWatch>());
        return services;
    }

    public static void MapDesigner(this IEndpointRouteBuilder routes)
    {
        var elsa = routes.MapGroup("/elsa/api").DisableAntiforgery().ExcludeFromDescription().RequireRateLimiting(RateLimits.Designer);
        elsa.AddEndpointFilter<StudioDoor>();
        elsa.MapIdentity();
        elsa.MapDescriptors();
        elsa.MapDefinitions();
        elsa.MapDrafts();
        elsa.MapBulk();
        elsa.MapFiles();
        elsa.MapStudioInstances();
        elsa.MapExecutions();
        routes.MapHub<InstanceHub>("/elsa/hubs/workflow-instance").RequirePermission(Permissions.WorkflowsRead)
            .RequirePermission(Permissions.TasksRead);
        routes.MapHost();
        routes.MapBundle();
    }
}
