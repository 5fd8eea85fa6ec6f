using System.Globalization;

namespace Becs.Benchmarks.Postgres;

/// <summary>Processor time of a database server on this machine: all its processes, those that have ended included.</summary>
internal sealed class DatabaseCpu
{
    private const double MillisecondsPerTick = 10;

    private readonly int _parent;

    private DatabaseCpu(int parent) => _parent = parent;

    public static async Task<DatabaseCpu> FindAsync(BenchDatabase database)
    {
        var backend = await database.ScalarAsync<int>("SELECT pg_backend_pid()");
        return new DatabaseCpu(await database.ScalarAsync<int>($"SELECT coalesce((regexp_match(pg_read_file('postmaster.pid'), '^\\d+'))[1]::int, {backend})"));
    }

    /// <summary>Milliseconds of the programs this one started, once they have ended.</summary>
    public static double OfEndedChildren() => Fields(Environment.ProcessId) is { } own ? Sum(own[14..16]) * MillisecondsPerTick : double.NaN;

    /// <summary>Milliseconds until now; NaN when the server is elsewhere.</summary>
    public double Now()
    {
        if (Fields(_parent) is not { } parent || !parent[0].Contains("postgres", StringComparison.Ordinal))
        {
            return double.NaN;
        }

        var ticks = Ticks(parent, withEnded: true);
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && Fields(id) is { } process
                && process[2] == _parent.ToString(CultureInfo.InvariantCulture))
            {
                ticks += Ticks(process, withEnded: false);
            }
        }

        return ticks * MillisecondsPerTick;
    }

    // utime and stime are the 14th and 15th field of stat, those of ended children the two behind them; the name is the second.
    private static long Ticks(string[] fields, bool withEnded) =>
        Sum(fields[12..(withEnded ? 16 : 14)]);

    private static long Sum(IEnumerable<string> fields) => fields.Sum(f => long.Parse(f, CultureInfo.InvariantCulture));

    private static string[]? Fields(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            var name = text.LastIndexOf(')');
            return [text[..name], .. text[(name + 2)..].Split(' ')];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
