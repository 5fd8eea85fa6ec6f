using System.Collections.Concurrent;

namespace Becs.Benchmarks.Postgres;

/// <summary>
/// Open tasks of many instances, taken in turn, so that an instance is resumed as often as one of a shipped process is and not a thousand
/// times.
/// </summary>
internal sealed class TaskPool(BenchServer server)
{
    private readonly ConcurrentQueue<TaskToDo> _open = [];

    public async Task FillAsync(int instances)
    {
        while (_open.TryDequeue(out _))
        {
            // Instances that were resumed often are left alone.
        }

        await Parallel.ForAsync(0, instances, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) => _open.Enqueue(await server.StartTaskAsync()));
    }

    public async Task CompleteOneAsync()
    {
        if (!_open.TryDequeue(out var task))
        {
            throw new InvalidOperationException("There are fewer open tasks than callers.");
        }

        _open.Enqueue(await server.CompleteAsync(task));
    }
}
