using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Becs.Benchmarks.Postgres;

/// <summary>PostgreSQL's own load generator, with statements prepared once per connection.</summary>
internal sealed partial class PgBench(NpgsqlConnectionStringBuilder connection)
{
    private readonly string _program = Find();

    public async Task<PgBenchResult> RunAsync(string script, int clients, double seconds, IEnumerable<KeyValuePair<string, string>> variables)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, script);
        var start = new ProcessStartInfo(_program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[]
        {
            "-M", "prepared", "-n", "-h", connection.Host!, "-p", connection.Port.ToString(CultureInfo.InvariantCulture), "-U", connection.Username!,
            "-c", clients.ToString(CultureInfo.InvariantCulture), "-j", Math.Min(clients, Environment.ProcessorCount).ToString(CultureInfo.InvariantCulture),
            "-T", Math.Max(1, (int)Math.Round(seconds)).ToString(CultureInfo.InvariantCulture), "-f", file,
        })
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in variables)
        {
            start.ArgumentList.Add("-D");
            start.ArgumentList.Add($"{name}={value}");
        }

        start.ArgumentList.Add(connection.Database!);
        start.Environment["PGPASSWORD"] = connection.Password;
        var cpu = DatabaseCpu.OfEndedChildren();
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        File.Delete(file);
        var rate = Rate().Match(output);
        var count = Count().Match(output);
        return process.ExitCode == 0 && rate.Success && count.Success && !(await error).Contains("ERROR", StringComparison.Ordinal)
            ? new PgBenchResult(
                double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture), long.Parse(count.Groups[1].Value, CultureInfo.InvariantCulture),
                DatabaseCpu.OfEndedChildren() - cpu)
            : throw new InvalidOperationException($"pgbench failed: {await error}\n{output}\n{script}");
    }

    private static string Find()
    {
        var debian = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order().Select(d => d + "/bin") : [];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(debian)
            .Select(folder => Path.Combine(folder, "pgbench")).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("pgbench was not found on PATH: it is in the package postgresql-contrib or postgresql.");
    }

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"actually processed: (\d+)")]
    private static partial Regex Count();
}

/// <param name="PerSecond">Transactions per second, without the time to connect.</param>
/// <param name="Count">Transactions.</param>
/// <param name="CpuMs">Processor time of pgbench itself.</param>
internal sealed record PgBenchResult(double PerSecond, long Count, double CpuMs);
