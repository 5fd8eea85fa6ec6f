using System.Reflection;
using Becs.Workflows.Running;
using Becs.Workflows.State;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Workflows.Definitions;

/// <summary>Registers the engine.</summary>
public static class WorkflowsRegistration
{
    /// <summary>Adds registry, validator, graph cache, runner and state serialiser, all singletons.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="activityAssemblies">Where more activities are.</param>
    public static IServiceCollection AddWorkflows(this IServiceCollection services, params Assembly[] activityAssemblies)
    {
        services.AddSingleton(_ => new ActivityRegistry(activityAssemblies));
        services.AddSingleton<GraphCache>();
        services.AddSingleton<DefinitionValidator>();
        services.AddSingleton<WorkflowRunner>();
        services.AddSingleton(p => new WorkflowStateSerializer(p.GetServices<IStateUpcaster>()));
        return services;
    }
}
