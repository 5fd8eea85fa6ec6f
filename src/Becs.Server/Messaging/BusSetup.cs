using Becs.Contracts;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using MassTransit;

namespace Becs.Server.Messaging;

/// <summary>The bus behind the relay: in memory by default, RabbitMQ with quorum queues and publisher confirms by setting.</summary>
internal static class BusSetup
{
    public static IServiceCollection AddBus(this IServiceCollection services, BecsSettings settings)
    {
        var before = services.Where(IsHosted).ToHashSet();
        services.AddTransport(settings);
        var own = services.Where(s => IsHosted(s) && !before.Contains(s)).ToList();
        foreach (var hosted in own)
        {
            services.Remove(hosted); // BusStart runs it, when this node serves
        }

        return services.AddHostedService(provider => new BusStart(
            provider.GetRequiredService<PlatformGate>(), [.. own.Select(o => Made(o, provider))], provider.GetRequiredService<ILogger<BusStart>>()));
    }

    private static bool IsHosted(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService);

    private static IHostedService Made(ServiceDescriptor hosted, IServiceProvider provider) => (IHostedService)(
        hosted.ImplementationFactory?.Invoke(provider) ?? hosted.ImplementationInstance
        ?? ActivatorUtilities.CreateInstance(provider, hosted.ImplementationType!));

    private static IServiceCollection AddTransport(this IServiceCollection services, BecsSettings settings) => services.AddMassTransit(bus =>
    {
        if (settings.Signals.Count > 0 && settings.Has(NodeRoles.Worker))
        {
            bus.AddConsumer<ExternalSignalConsumer, ExternalSignalEndpoint>();
        }

        bus.AddConfigureEndpointsCallback((_, endpoint) =>
        {
            if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
            {
                rabbit.SetQuorumQueue();
            }
        });
        if (settings.BusAddress is { } address)
        {
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(address, host => host.PublisherConfirmation = true);
                rabbit.Publish<BecsEvent>(message => message.Exclude = true);
                rabbit.ConfigureEndpoints(context);
            });
        }
        else
        {
            bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
        }
    }).Configure<MassTransitHostOptions>(host =>
    {
        // A broker that is off must not keep the server from starting, or from stopping.
        host.WaitUntilStarted = false;
        host.StopTimeout = TimeSpan.FromSeconds(5);
    });
}
