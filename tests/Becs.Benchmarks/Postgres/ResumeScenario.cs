using Npgsql;

namespace Becs.Benchmarks.Postgres;

/// <summary>Resume of a human task, and the same statements from pgbench in turn with it.</summary>
internal sealed class ResumeScenario(BenchDatabase database, BenchServer server, PostgresOptions options, CapturedBurst burst)
{
    private const int SlotsPerSlice = 20_000_000;

    private readonly FloorScript _floor = new(burst);
    private readonly TaskPool _pool = new(server);
    private readonly PgBench _bench = new(database.Connection);
    private DatabaseCpu? _cpu;
    private long _base = new DateTimeOffset(DateTime.UtcNow.Year, DateTime.UtcNow.Month, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public async Task RunAsync()
    {
        _cpu = await DatabaseCpu.FindAsync(database);
        var third = Math.Max(1, options.Seconds / 3);
        await OursAsync(8, options.Seconds); // compiled and connected
        var rate = (await OursAsync(8, third)).PerSecond;
        await EightAsync(rate);
        var one = new List<LoadResult>();
        var floorOfOne = new List<double>();
        for (var round = 0; round < Math.Max(1, options.Rounds / 2); round++)
        {
            floorOfOne.Add((await FloorAsync(1, third, pipelined: true)).PerSecond);
            one.Add(await OursAsync(1, third));
        }

        Figures.Print("floor_1_caller_per_s", Figures.Median(floorOfOne));
        Load.Print("resume_1_caller", one);
        Figures.Print("resume_1_caller_percent_of_floor", 100 * Figures.Median(one.Select(r => r.PerSecond)) / Figures.Median(floorOfOne));
        Load.Print("resume_16_callers", [await OursAsync(16, third)]);
        Figures.Print("rss_after_resumes_mb", Environment.WorkingSet / 1048576d);
    }

    private async Task EightAsync(double rate)
    {
        const int callers = 8;
        var (ours, floor, unpipelined, log, share) = (new List<LoadResult>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (cpuOfFloor, cpuShare) = (new List<double>(), new List<double>());
        for (var round = 0; round < options.Rounds; round++)
        {
            var (floorRate, floorCpu) = await FloorAsync(callers, options.Seconds, pipelined: true);
            floor.Add(floorRate);
            await _pool.FillAsync(Instances(rate, options.Seconds, callers));
            var before = await database.LogPositionAsync();
            ours.Add(await MeasureAsync(callers, options.Seconds));
            log.Add((await database.LogPositionAsync() - before) / (double)ours[^1].Count);
            share.Add(100 * ours[^1].PerSecond / floor[^1]);
            cpuOfFloor.Add(floorCpu);
            cpuShare.Add(100 * floorCpu / (ours[^1].CpuMs + ours[^1].DatabaseCpuMs));
            unpipelined.Add((await FloorAsync(callers, Math.Max(1, options.Seconds / 6), pipelined: false)).PerSecond);
        }

        Figures.Print("floor_per_s", Figures.Median(floor));
        Figures.Print("floor_unpipelined_per_s", Figures.Median(unpipelined));
        Load.Print("resume", ours);
        Figures.Print("resume_percent_of_floor", Figures.Median(share));
        Figures.Print("resume_percent_of_floor_lowest", share.Min());
        Figures.Print("resume_percent_of_floor_highest", share.Max());
        Figures.Print("resume_percent_of_unpipelined_floor", 100 * Figures.Median(ours.Select(r => r.PerSecond)) / Figures.Median(unpipelined));
        Figures.Print("floor_cpu_ms", Figures.Median(cpuOfFloor));
        Figures.Print("resume_percent_of_floor_by_cpu", Figures.Median(cpuShare));
        Figures.Print("log_bytes_per_burst", Figures.Median(log));
    }

    private async Task<LoadResult> OursAsync(int callers, double seconds)
    {
        await _pool.FillAsync(Instances(400, seconds, callers));
        return await MeasureAsync(callers, seconds);
    }

    private Task<LoadResult> MeasureAsync(int callers, double seconds) =>
        Load.RunAsync(callers, seconds, _pool.CompleteOneAsync, _cpu);

    // Some five resumes of each instance in a slice.
    private static int Instances(double rate, double seconds, int callers) => Math.Max(4 * callers, (int)(rate * seconds / 5));

    private async Task<(double PerSecond, double CpuMs)> FloorAsync(int callers, double seconds, bool pipelined)
    {
        _base += SlotsPerSlice;
        await using (var db = new NpgsqlConnection(database.Connection.ConnectionString))
        {
            await db.OpenAsync();
            foreach (var sql in _floor.Setup(_base, callers))
            {
                await using var command = new NpgsqlCommand(sql, db);
                await command.ExecuteNonQueryAsync();
            }
        }

        var done = "SELECT count(*) FROM tasks WHERE state = 'Completed'";
        var before = await database.ScalarAsync<long>(done);
        var cpu = _cpu?.Now() ?? double.NaN;
        var result = await _bench.RunAsync(
            _floor.Text(pipelined), callers, seconds, [.. _floor.Constants, new("base", _base.ToString()), new("n", "0")]);
        var databaseCpu = (_cpu?.Now() ?? double.NaN) - cpu;
        var completed = await database.ScalarAsync<long>(done) - before;
        return completed == result.Count
            ? (result.PerSecond, (databaseCpu + result.CpuMs) / result.Count)
            : throw new InvalidOperationException($"The floor ran {result.Count} transactions and completed {completed} tasks: it does less than ours.");
    }
}
