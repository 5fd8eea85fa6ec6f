using Becs.Domain.Shared;
using Becs.Persistence;
using Becs.Persistence.Setup;
using Becs.Persistence.Workflows;
using Becs.Server.ChangeControl;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Becs.Server.Hosting;

/// <summary>What happens once before the first request: the database is there and current, demo data and packages are loaded.</summary>
internal static class StartUp
{
    /// <summary>Signals kept longer ago were looked at again by a node that lived.</summary>
    private static readonly TimeSpan _reconsidered = TimeSpan.FromDays(1);

    public static async Task StartUpAsync(this WebApplication app, CancellationToken cancellationToken = default)
    {
        var settings = app.Services.GetRequiredService<BecsSettings>();
        await DatabaseStart.OpenAsync(app.Services, settings, cancellationToken);
        await ResumeSignalsAsync(app.Services, settings, cancellationToken);

        if (settings.IsDevelopment)
        {
            await app.Services.GetRequiredService<DemoData>().EnsureAsync(cancellationToken);
        }

        await app.Services.GetRequiredService<PackageLoader>().LoadAsync(cancellationToken);
        if (settings.IsDevelopment)
        {
            await app.Services.GetRequiredService<DemoSupplies>().EnsureAsync(cancellationToken);
        }

        app.Lifetime.ApplicationStarted.Register(() => Announce(app, settings));
    }

    /// <summary>What a former process of this node had in hand when it died.</summary>
    private static async Task ResumeSignalsAsync(IServiceProvider services, BecsSettings settings, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var signals = scope.ServiceProvider.GetRequiredService<ISignalBacklog>();
        if (settings.DatabaseProvider == DatabaseProvider.Sqlite)
        {
            await signals.ReleaseAllAsync(cancellationToken);
        }

        await signals.ReconsiderKeptAsync(services.GetRequiredService<TimeProvider>().UtcNow() - _reconsidered, cancellationToken);
    }

    private static void Announce(WebApplication app, BecsSettings settings)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        Console.WriteLine($"BECS listens on {string.Join(", ", addresses)}");
        Console.WriteLine($"Database: {settings.DatabaseProvider}; data folder: {settings.DataFolder}; clock: {settings.ClockMode}");
        if (settings.IsDevelopment)
        {
            Console.WriteLine($"Demo accounts (Development only), password {DemoData.Password}:");
            Console.WriteLine("  " + string.Join(", ", DemoData.Accounts.Select(a => $"{a.UserName} ({a.Role})")));
        }
    }
}
