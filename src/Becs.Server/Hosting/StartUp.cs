using Becs.Server.ChangeControl;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Becs.Server.Hosting;

/// <summary>What happens once before the first request: the database is there and current, demo data and packages are loaded.</summary>
internal static class StartUp
{
    public static async Task StartUpAsync(this WebApplication app, CancellationToken cancellationToken = default)
    {
        var settings = app.Services.GetRequiredService<BecsSettings>();
        await DatabaseStart.OpenAsync(app.Services, settings, cancellationToken);
        if (settings.IsDevelopment)
        {
            await app.Services.GetRequiredService<DemoData>().EnsureAsync(cancellationToken);
        }

        await app.Services.GetRequiredService<PlatformWatch>().EnterAsync(cancellationToken);
        if (app.Services.GetRequiredService<PlatformGate>().Serves)
        {
            await app.Services.GetRequiredService<ServingStart>().BeginAsync(cancellationToken);
        }
        else
        {
            await app.Services.GetRequiredService<PackageLoader>().LoadAsync(cancellationToken);
        }

        app.Lifetime.ApplicationStarted.Register(() => Announce(app, settings));
    }

    private static void Announce(WebApplication app, BecsSettings settings)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        Console.WriteLine($"BECS listens on {string.Join(", ", addresses)}");
        Console.WriteLine($"Database: {settings.DatabaseProvider}; data folder: {settings.DataFolder}; clock: {settings.ClockMode}");
        var gate = app.Services.GetRequiredService<PlatformGate>();
        Console.WriteLine(gate.Reason ?? $"Platform release: {gate.Manifest.BuildId}{(settings.DemoAcceptsPlatform ? ", accepted by qa1 (Development only)" : "")}");
        if (settings.IsDevelopment)
        {
            Console.WriteLine($"Demo accounts (Development only), password {DemoData.Password}:");
            Console.WriteLine("  " + string.Join(", ", DemoData.Accounts.Select(a => $"{a.UserName} ({a.Role})")));
        }
    }
}
