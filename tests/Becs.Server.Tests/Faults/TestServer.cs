using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Becs.Server.Tests.Faults;

/// <summary>A PostgreSQL or RabbitMQ of the test's own, which it may kill. The scripts beside the tests start and stop it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    /// <summary>What a kill must not take: every commit that was answered.</summary>
    private const string Durable = "-c synchronous_commit=on -c fsync=on -c full_page_writes=on";

    private readonly string _kind;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"becs-own-{Guid.CreateVersion7():N}");
    private readonly int _port;

    private TestServer(string kind, int port) => (_kind, _port) = (kind, port);

    public Uri Broker => new($"amqp://guest:guest@127.0.0.1:{_port}");

    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Username=postgres;Password=test;Database={database}";

    public static async Task<TestServer> StartAsync(string kind, CancellationToken ct)
    {
        var server = new TestServer(kind, FreePort());
        Directory.CreateDirectory(server._folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(server._folder, (UnixFileMode)0b111_101_101);
        }

        await server.StartAgainAsync(ct);
        return server;
    }

    /// <summary>SIGKILL to the server's first process; nothing is tidied up.</summary>
    public void Kill()
    {
        var file = _kind == "postgresql" ? Path.Combine(Data, "data", "postmaster.pid") : Path.Combine(Data, "pid");
        using var process = Process.GetProcessById(int.Parse(File.ReadLines(file).First(), CultureInfo.InvariantCulture));
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>As it would be started by a supervisor: again and again until what the killed one left behind is gone.</summary>
    public async Task StartAgainAsync(CancellationToken ct)
    {
        for (var attempt = 1; await RunAsync("start", ct) != 0; attempt++)
        {
            Assert.True(attempt < 20, $"{_kind} does not start in {_folder}.");
            await Task.Delay(300, ct);
        }
    }

    public Task StopAsync(CancellationToken ct) => RunAsync("stop", ct);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await StopAsync(CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, _kind);

    private async Task<int> RunAsync(string verb, CancellationToken ct)
    {
        // Into a file: the server it starts would keep a pipe open.
        var log = Path.Combine(_folder, "log");
        var command = $"\"{Path.Combine(Root(), "tests", "servers", _kind + ".sh")}\" {verb} \"{Data}\" {_port} {(verb == "start" && _kind == "postgresql" ? Durable : "")} >>\"{log}\" 2>&1 </dev/null";
        using var script = Process.Start(new ProcessStartInfo("bash", ["-c", command]))!;
        await script.WaitForExitAsync(ct);
        return script.ExitCode;
    }

    /// <summary>A program of the PostgreSQL that the tests run on.</summary>
    public static string ProgramOf(string name)
    {
        using var find = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Root(), "tests", "servers", "postgresql.sh"), "find"])
        {
            RedirectStandardOutput = true,
        })!;
        return Path.Combine(find.StandardOutput.ReadToEnd().Trim(), name);
    }

    /// <summary>The broker takes this port and the two after it.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return 11_000 + (((IPEndPoint)listener.LocalEndpoint).Port % 3_000 * 3);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Becs.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Becs.sln is in no folder above the tests.");
    }
}
