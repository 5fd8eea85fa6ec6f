using Becs.Benchmarks.Postgres;
using System.Globalization;

namespace Becs.Benchmarks;

/// <summary>Prints one <c>name: value</c> row per figure.</summary>
internal static class Program
{
    private const string Usage = """
        memory [SECONDS]      the engine alone, nothing stored
        postgres [--seconds 30] [--rounds 4] [--scenario short,resume,bookmark,fanout,compile,stored,start] [--stored 1000000]
                              on PostgreSQL, with pgbench beside it: BECS_BENCH_POSTGRES (or BECS_TEST_POSTGRES) is the connection string of a
                              server on which databases may be made and dropped; pgbench is on PATH or in /usr/lib/postgresql/*/bin
        """;

    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments.FirstOrDefault())
        {
            case "memory":
                await MemoryBenchmark.RunAsync(TimeSpan.FromSeconds(
                    arguments.Length > 1 ? double.Parse(arguments[1], CultureInfo.InvariantCulture) : 5));
                return 0;
            case "postgres" when PostgresOptions.Read(arguments[1..]) is { } options:
                await PostgresBenchmark.RunAsync(options);
                return 0;
            default:
                await Console.Error.WriteLineAsync(Usage);
                return 2;
        }
    }
}
