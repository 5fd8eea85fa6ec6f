using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Becs.Benchmarks.Postgres;

/// <summary>From the start of the server's process to its first answer that it is ready, with a new database and with an old one.</summary>
internal static class StartScenario
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(PostgresOptions options)
    {
        await using var database = await BenchDatabase.CreateAsync(options.Server, "start");
        var folder = Directory.CreateTempSubdirectory("becs-bench-");
        await OnceAsync(database, folder.FullName, "cold_start_new_database");
        await OnceAsync(database, folder.FullName, "cold_start");
        folder.Delete(recursive: true);
    }

    private static async Task OnceAsync(BenchDatabase database, string folder, string name)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", Path.Combine(AppContext.BaseDirectory, "Becs.Server.dll"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Becs__Database__Provider"] = "PostgreSql",
                ["Becs__Database__ConnectionString"] = database.Connection.ConnectionString,
                ["Becs__Keys__Path"] = Path.Combine(folder, "keys"),
                ["Becs__Audit__AnchorPath"] = Path.Combine(folder, "anchor.jsonl"),
            },
        };
        var watch = Stopwatch.StartNew();
        using var server = Process.Start(start)!;
        var said = Task.WhenAll(server.StandardOutput.ReadToEndAsync(), server.StandardError.ReadToEndAsync());
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            while (!await IsReadyAsync(http))
            {
                if (server.HasExited || watch.Elapsed > Longest)
                {
                    throw new InvalidOperationException("The server did not start: " + string.Join('\n', server.HasExited ? await said : []));
                }

                await Task.Delay(20);
            }

            Figures.Print($"{name}_s", watch.Elapsed.TotalSeconds);
            server.Refresh();
            Figures.Print($"{name}_cpu_s", server.TotalProcessorTime.TotalSeconds);
            Figures.Print($"{name}_rss_mb", server.WorkingSet64 / 1048576d);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
