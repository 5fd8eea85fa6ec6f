using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Becs.Server.Tests.Simulation;

/// <summary>The built server as a process of its own on a folder of its own: killed and started again it goes on where it stood.</summary>
internal sealed class ServerProcess(IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(120);
    private readonly StringBuilder _output = new();
    private Process? _process;

    public string Folder { get; } = Directory.CreateTempSubdirectory("becs-process-").FullName;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public int Starts { get; private set; }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static async Task<ServerProcess> StartAsync(CancellationToken ct, params (string Key, string Value)[] settings)
    {
        var server = new ServerProcess(settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal));
        await server.StartAsync(ct);
        return server;
    }

    public async Task StartAsync(CancellationToken ct)
    {
        Starts++;
        _process = Run([]);
        using var http = new HttpClient { BaseAddress = Address };
        for (var since = Stopwatch.GetTimestamp(); ; await Task.Delay(100, ct))
        {
            try
            {
                using var answer = await http.GetAsync("/health/ready", ct);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited && Stopwatch.GetElapsedTime(since) < _startLimit)
            {
                continue;
            }

            Assert.False(_process.HasExited || Stopwatch.GetElapsedTime(since) > _startLimit, $"The server did not start.\n{Output}");
        }
    }

    /// <summary>SIGKILL: nothing of the process gets to tidy up.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>SIGSTOP: it stands still wherever it is.</summary>
    public void Pause() => Signal("-STOP");

    /// <summary>SIGCONT: it goes on as if no time had passed.</summary>
    public void Continue() => Signal("-CONT");

    /// <summary>Runs a verb of the program on the same data.</summary>
    public async Task<int> VerbAsync(string verb, CancellationToken ct)
    {
        using var process = Run([verb]);
        await process.WaitForExitAsync(ct);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [name, $"{_process!.Id}"]);
        kill.WaitForExit();
    }

    private Process Run(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Becs.Server.dll"), .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        start.Environment["Becs__Clock__Mode"] = "Virtual";
        start.Environment["Becs__Database__ConnectionString"] = $"Data Source={Path.Combine(Folder, "becs.db")}";
        start.Environment["Becs__Keys__Path"] = Path.Combine(Folder, "keys");
        start.Environment["Becs__Audit__AnchorPath"] = Path.Combine(Folder, "anchor.jsonl");
        start.Environment["Logging__LogLevel__Default"] = "Warning";

        // A server that lives for one small day does not earn back what it costs to optimise it.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
