namespace Becs.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project tests/Becs.Benchmarks -- memory [seconds]</c>; one <c>name: value</c> row per figure.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments.FirstOrDefault())
        {
            case "memory":
                await MemoryBenchmark.RunAsync(TimeSpan.FromSeconds(
                    arguments.Length > 1 ? double.Parse(arguments[1], System.Globalization.CultureInfo.InvariantCulture) : 5));
                return 0;
            default:
                await Console.Error.WriteLineAsync("Usage: memory [seconds]");
                return 2;
        }
    }
}
