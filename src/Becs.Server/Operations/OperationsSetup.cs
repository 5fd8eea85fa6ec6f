using Becs.Domain.Shared;
using Becs.Server.Hosting;
using Becs.Server.Hosting.Clocks;
using Becs.Workflows.Definitions;

namespace Becs.Server.Operations;

internal static class OperationsSetup
{
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddScoped<CurrentOperation>();
        services.AddScoped<ICurrentOperation>(scope => scope.GetRequiredService<CurrentOperation>());
        services.AddScoped<OperationContexts>();
        services.AddSingleton<OperationRunner>().AddSingleton<RefusalLog>().AddSingleton<IncidentDesk>().AddSingleton<RequestHasher>();
        services.AddWorkflows(typeof(Becs.Activities.Tasks.HumanTask).Assembly);
        services.AddSingleton<BurstRunner>().AddSingleton<StimulusDelivery>();
        services.AddSingleton<StimulusPump>().AddSingleton<TimerLoop>().AddSingleton<ClockMover>().AddSingleton<DemoData>();
        return services;
    }

    public static IServiceCollection AddLoops(this IServiceCollection services, BecsSettings settings) => services;
}
