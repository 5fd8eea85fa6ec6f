using System.Globalization;
using System.Text.Json;

namespace Becs.Server.Tests.Faults;

/// <summary>
/// What the fault tests did, one line a run: faults really injected, effects checked, and how many were lost, doubled or never asked for.
/// <c>BECS_FAULT_LEDGER</c> names the file; runs on the same file add up.
/// </summary>
internal static class FaultLedger
{
    private static readonly Lock _gate = new();

    /// <summary>The next seed for a suite: one above the runs it has in the file, so that a long series goes on where it stopped.</summary>
    public static int NextSeed(string suite) => 1 + Lines().Count(l => l.Suite == suite);

    public static void Record(string suite, int seed, int injected, Judgement judgement, TimeSpan took)
    {
        var line = new Line(suite, seed, injected, judgement.Effects, judgement.Lost.Count, judgement.Duplicated.Count, judgement.Phantom.Count,
            Math.Round(took.TotalSeconds, 1));
        var total = Lines().Where(l => l.Suite == suite).Sum(l => l.Injected) + injected;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{suite} (seed {seed}): {injected} faults injected, {total} in all; {judgement.Effects} effects checked, {line.Lost} lost, "
            + $"{line.Duplicated} duplicated, {line.Phantom} phantom; {line.Seconds} s"));
        if (File_ is { } file)
        {
            lock (_gate)
            {
                File.AppendAllText(file, JsonSerializer.Serialize(line, JsonSerializerOptions.Web) + "\n");
            }
        }
    }

    private static string? File_ => Environment.GetEnvironmentVariable("BECS_FAULT_LEDGER") is { Length: > 0 } file ? file : null;

    private static List<Line> Lines()
    {
        lock (_gate)
        {
            return File_ is { } file && File.Exists(file)
                ? [.. File.ReadAllLines(file).Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<Line>(l, JsonSerializerOptions.Web)!)]
                : [];
        }
    }

    private sealed record Line(string Suite, int Seed, int Injected, int Effects, int Lost, int Duplicated, int Phantom, double Seconds);
}
