using System.Collections.Concurrent;

namespace Becs.Benchmarks.Postgres;

/// <summary>
/// Resume of a bare bookmark, five in each instance: what the engine this one stands in for was measured at, beside the same plain transaction. It
/// has neither form nor answers; the operation is looked up, audited and recorded as any other.
/// </summary>
internal sealed class BookmarkScenario(BenchServer server, ShortScenario plain, PostgresOptions options)
{
    /// <summary>Resumes in a second.</summary>
    private const int NeverReached = 4000;

    private readonly ConcurrentQueue<WaitToEnd> _open = [];

    public async Task RunAsync()
    {
        var third = Math.Max(1, options.Seconds / 3);
        await OursAsync(8, third);
        foreach (var callers in new[] { 8, 1 })
        {
            var (ours, floor) = (new List<LoadResult>(), new List<double>());
            for (var round = 0; round < Math.Max(1, options.Rounds / 2); round++)
            {
                floor.Add((await plain.PlainAsync(callers)).PerSecond);
                ours.Add(await OursAsync(callers, third));
            }

            var suffix = callers == 1 ? "_1_caller" : "";
            Load.Print($"bookmark_resume{suffix}", ours);
            Figures.Print(
                $"bookmark_resume{suffix}_percent_of_plain_floor", 100 * Figures.Median(ours.Select(r => r.PerSecond)) / Figures.Median(floor));
        }
    }

    private async Task<LoadResult> OursAsync(int callers, double seconds)
    {
        _open.Clear();
        var instances = (int)(NeverReached * seconds / Definitions.Waits) + callers;
        await Parallel.ForAsync(
            0, instances, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) => _open.Enqueue(await server.StartWaitAsync()));

        return await Load.RunAsync(callers, seconds, async () =>
        {
            if (!_open.TryDequeue(out var wait))
            {
                throw new InvalidOperationException("Every instance has finished: there are too few.");
            }

            if (await server.EndWaitAsync(wait) is { } next)
            {
                _open.Enqueue(next);
            }
        });
    }
}
