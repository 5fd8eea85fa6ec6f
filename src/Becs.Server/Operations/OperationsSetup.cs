using Becs.Domain.Shared;
using Becs.Server.Audit;
using Becs.Server.Hosting;
using Becs.Server.Hosting.Clocks;
using Becs.Server.Messaging;
using Becs.Server.Tasks;
using Becs.Workflows.Definitions;

namespace Becs.Server.Operations;

internal static class OperationsSetup
{
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddDomain();
        services.AddSingleton<IntegrityDesk>().AddSingleton<IntegrityWatch>();
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentOperation>();
        services.AddScoped<ICurrentOperation>(scope => scope.GetRequiredService<CurrentOperation>());
        services.AddScoped<OperationContexts>().AddScoped<SkippedStep>();
        services.AddSingleton<OperationRunner>().AddSingleton<RefusalLog>().AddSingleton<IncidentDesk>().AddSingleton<IncidentBulk>().AddSingleton<RequestHasher>();
        services.AddWorkflows(typeof(Becs.Activities.Tasks.HumanTask).Assembly);
        services.AddSingleton<TaskDesk>().AddSingleton<IReplay>(s => s.GetRequiredService<TaskDesk>()).AddSingleton<TaskForms>();
        services.AddSingleton<RequestedTaskDesk>().AddSingleton<IReplay>(s => s.GetRequiredService<RequestedTaskDesk>());
        services.AddSingleton<TaskEvidence>();
        services.AddSingleton<TimedStarts>().AddSingleton<BurstRunner>().AddSingleton<StimulusDelivery>();
        services.AddSingleton<SignalIntake>();
        services.AddSingleton<KeptSignalPurge>().AddSingleton<JournalArchive>();
        services.AddSingleton<HttpRequestLoop>();
        services.AddHttpClient(HttpRequestLoop.Client, c => c.MaxResponseContentBufferSize = HttpRequestLoop.MostContentBytes)
            .RemoveAllLoggers() // a URL may name a record
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false, // it could lead to a host that is not allowed
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            });
        services.AddSingleton<StimulusPump>().AddSingleton<TimerLoop>().AddSingleton<ClockMover>().AddSingleton<DemoData>().AddSingleton<DemoSupplies>();
        return services;
    }

    /// <summary>The loops of this node's roles; each is woken by the commits of this process and polls for those of others.</summary>
    public static IServiceCollection AddLoops(this IServiceCollection services, BecsSettings settings)
    {
        services.AddHostedService<LoopWaker>();
        services.AddLoop<StimulusPump>(settings.Has(NodeRoles.Worker));
        services.AddLoop<HttpRequestLoop>(settings.Has(NodeRoles.Worker));
        services.AddLoop<TimerLoop>(settings.Has(NodeRoles.Timers));
        services.AddSingleton<RelayLoop>().AddLoop<RelayLoop>(settings.Has(NodeRoles.Relay));
        services.AddSingleton<SealerLoop>().AddLoop<SealerLoop>(settings.Has(NodeRoles.Sealer));
        return services;
    }

    private static void AddLoop<T>(this IServiceCollection services, bool here)
        where T : Loop
    {
        if (here)
        {
            services.AddHostedService(provider => provider.GetRequiredService<T>());
        }
    }
}
