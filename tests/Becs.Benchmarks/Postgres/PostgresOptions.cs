using System.Globalization;

namespace Becs.Benchmarks.Postgres;

/// <param name="Server">Connection string of a server on which databases may be made and dropped.</param>
/// <param name="Seconds">Length of one slice.</param>
/// <param name="Rounds">How often ours and the floor take turns.</param>
/// <param name="Scenarios">What to measure.</param>
/// <param name="Stored">How many instances lie in the database for the comparison with an empty one.</param>
internal sealed record PostgresOptions(string Server, double Seconds, int Rounds, IReadOnlySet<string> Scenarios, int Stored)
{
    public static readonly string[] All = ["short", "resume", "bookmark", "fanout", "compile", "stored", "start"];

    /// <summary>Null when the options cannot be understood.</summary>
    public static PostgresOptions? Read(string[] arguments)
    {
        var server = Environment.GetEnvironmentVariable("BECS_BENCH_POSTGRES") ?? Environment.GetEnvironmentVariable("BECS_TEST_POSTGRES");
        var options = new PostgresOptions(server ?? "", 30, 4, All.ToHashSet(), 1_000_000);
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            var value = arguments[i + 1];
            switch (arguments[i])
            {
                case "--seconds":
                    options = options with { Seconds = double.Parse(value, CultureInfo.InvariantCulture) };
                    break;
                case "--rounds":
                    options = options with { Rounds = int.Parse(value, CultureInfo.InvariantCulture) };
                    break;
                case "--stored":
                    options = options with { Stored = int.Parse(value, CultureInfo.InvariantCulture) };
                    break;
                case "--scenario":
                    options = options with { Scenarios = value.Split(',').ToHashSet() };
                    break;
                default:
                    return null;
            }
        }

        return server is { Length: > 0 } && arguments.Length % 2 == 0 && options.Scenarios.All(All.Contains) ? options : null;
    }
}
