namespace Becs.Server.Hosting.Clocks;

internal static class ClockSetup
{
    /// <summary>The clock everything is stamped with: the machine's, or the virtual one kept beside the keys.</summary>
    public static IServiceCollection AddClock(this IServiceCollection services, BecsSettings settings)
    {
        if (settings.ClockMode == ClockMode.Virtual)
        {
            var clock = new VirtualClock(Path.Combine(settings.KeysPath, "virtual-clock.txt"), settings.ClockStartAt);
            services.AddSingleton(clock).AddSingleton<TimeProvider>(clock);
        }
        else
        {
            services.AddSingleton(TimeProvider.System);
        }

        return services;
    }
}
