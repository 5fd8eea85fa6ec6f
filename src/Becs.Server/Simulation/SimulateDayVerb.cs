using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Becs.Domain.Shared;
using Becs.Server.Hosting;

namespace Becs.Server.Simulation;

/// <summary>
/// <c>simulate-day --seed 7 --donors 40 [--date 2026-06-10] [--url …]</c>: works a day on a server with a virtual clock. Without an address it
/// starts a server of its own, with a database of its own that is thrown away.
/// </summary>
internal static class SimulateDayVerb
{
    /// <summary>How long before the day its own server was set up: supplies and covers of the demo begin then.</summary>
    private const int SetUpDays = 30;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = SimulationOptions.Read(args);
        try
        {
            return await RunAsync(options);
        }
        catch (RefusedException refused)
        {
            throw new StartException($"The day stopped, because the server refused a step. {refused.Message}", refused);
        }
    }

    private static async Task<int> RunAsync(SimulationOptions options)
    {
        using var stopping = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stopping.Cancel();
        };
        if (options.Url is { } url)
        {
            return await DriveAsync(url, options, stopping.Token);
        }

        var folder = Directory.CreateTempSubdirectory("becs-day-");
        try
        {
            var address = new Uri($"http://127.0.0.1:{FreePort()}");
            await using var app = Hosting.Server.Build(Settings(address, folder.FullName, options.Date));
            await app.StartUpAsync();
            await app.StartAsync(stopping.Token);
            var result = await DriveAsync(address, options, stopping.Token);
            await app.StopAsync(CancellationToken.None);
            return result;
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static async Task<int> DriveAsync(Uri url, SimulationOptions options, CancellationToken ct)
    {
        using var api = new StaffApi(
            new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromMinutes(2) }, options.Site, DemoData.Password,
            new IdGenerator(TimeProvider.System));
        var sites = await api.GetAsync("adm1", "/api/sites", ct);
        var site = (sites["items"] ?? sites).AsArray().Single(s => s!["code"]!.GetValue<string>() == options.Site)!;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(site["timeZoneId"]!.GetValue<string>());
        var progress = Console.IsOutputRedirected ? (Action<string>)(_ => { }) : text => Console.Write($"\r{text,-60}");
        var balance = await new DaySimulation(api, SampleFiles.Read(ContentFolders.Samples), options, zone, progress).RunAsync(ct);
        balance.Print(Console.Out);
        return balance.Balances ? 0 : 1;
    }

    private static string[] Settings(Uri address, string folder, DateOnly day) =>
    [
        "--environment=Development",
        $"--urls={address}",
        "--Becs:Clock:Mode=Virtual",
        $"--Becs:Clock:StartAt={day.AddDays(-SetUpDays).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}T00:00:00Z",
        "--Becs:Database:Provider=Sqlite",
        $"--Becs:Database:ConnectionString=Data Source={Path.Combine(folder, "becs.db")}",
        $"--Becs:Keys:Path={Path.Combine(folder, "keys")}",
        $"--Becs:Audit:AnchorPath={Path.Combine(folder, "anchor.log")}",
        "--Logging:LogLevel:Default=Warning",
    ];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
