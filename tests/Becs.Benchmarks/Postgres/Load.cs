using System.Diagnostics;

namespace Becs.Benchmarks.Postgres;

/// <summary>Callers that each do one thing after another for a time.</summary>
internal static class Load
{
    public static async Task<LoadResult> RunAsync(int callers, double seconds, Func<Task> once, DatabaseCpu? database = null)
    {
        var duration = TimeSpan.FromSeconds(seconds);
        GC.Collect();
        var watch = Stopwatch.StartNew();
        var cpu = Environment.CpuUsage.TotalTime;
        var databaseCpu = database?.Now() ?? double.NaN;
        var all = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var took = new List<double>(100_000);
            while (watch.Elapsed < duration)
            {
                var began = Stopwatch.GetTimestamp();
                await once();
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            return took;
        })));
        var elapsed = watch.Elapsed;
        var sorted = all.SelectMany(t => t).Order().ToArray();
        return new LoadResult(sorted.Length, sorted.Length / elapsed.TotalSeconds, At(sorted, 0.5), At(sorted, 0.99),
            (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / sorted.Length,
            ((database?.Now() ?? double.NaN) - databaseCpu) / sorted.Length);
    }

    public static void Print(string name, IReadOnlyList<LoadResult> results, string rate = "_per_s")
    {
        Figures.Print(name + rate, Figures.Median(results.Select(r => r.PerSecond)));
        Figures.Print($"{name}_p50_ms", Figures.Median(results.Select(r => r.P50Ms)));
        Figures.Print($"{name}_p99_ms", Figures.Median(results.Select(r => r.P99Ms)));
        Figures.Print($"{name}_cpu_ms", Figures.Median(results.Select(r => r.CpuMs)));
        if (!double.IsNaN(results[0].DatabaseCpuMs))
        {
            Figures.Print($"{name}_database_cpu_ms", Figures.Median(results.Select(r => r.DatabaseCpuMs)));
        }
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)((sorted.Length - 1) * share)];
}

/// <param name="Count">How often it was done.</param>
/// <param name="PerSecond">Of wall time.</param>
/// <param name="P50Ms">Median time of one.</param>
/// <param name="P99Ms">What all but one of a hundred stayed below.</param>
/// <param name="CpuMs">Processor time of this process for one.</param>
/// <param name="DatabaseCpuMs">Processor time of the database for one; NaN when it was not looked at.</param>
internal sealed record LoadResult(int Count, double PerSecond, double P50Ms, double P99Ms, double CpuMs, double DatabaseCpuMs);
