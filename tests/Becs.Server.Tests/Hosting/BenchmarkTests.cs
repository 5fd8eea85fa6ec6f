using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Becs.Server.Tests.Hosting;

/// <summary>The benchmark still runs and names its figures. How fast anything is, is asked nowhere in the tests.</summary>
public sealed partial class BenchmarkTests
{
    [Theory]
    [InlineData("short,resume,fanout,compile,stored", "resume_percent_of_floor", "floor_per_s", "floor_unpipelined_per_s", "resume_p99_ms",
        "statements_per_burst", "bytes_per_burst", "instances_per_s", "fan_out_1000_by_loop_p50_ms", "resume_full_p99_percent_of_empty")]
    [Trait(Needs.Cost, Needs.Heavy)]
    public async Task Postgres_WhenRunForAShortTime_ThenEveryFigureIsThere(string scenarios, params string[] figures)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.Combine(
            Architecture.Repository.Root, "tests", "Becs.Benchmarks", "bin", configuration, new DirectoryInfo(AppContext.BaseDirectory).Name,
            "Becs.Benchmarks.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { program, "postgres", "--seconds", "1", "--rounds", "1", "--stored", "1000", "--scenario", scenarios })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["BECS_BENCH_POSTGRES"] = Needs.Postgres();
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, await error);
        var named = Figure().Matches(output).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.All(figures, figure => Assert.Contains(figure, named));
    }

    [GeneratedRegex(@"^(\w+): -?[\d.]+$", RegexOptions.Multiline)]
    private static partial Regex Figure();
}
