using Npgsql;

namespace Becs.Benchmarks.Postgres;

/// <summary>Watches one completion: what it sends, and what it leaves.</summary>
internal static class Capture
{
    private static readonly string[] EngineTables = ["workflow_instances", "bookmarks", "timers", "stimuli", "journal"];

    public static async Task<CapturedBurst> TakeAsync(BenchDatabase database, BenchServer server, StatementLog log)
    {
        var task = await server.StartTaskAsync();
        for (var i = 0; i < 5; i++)
        {
            task = await server.CompleteAsync(task);
        }

        var (before, mark) = (task, await BookmarkAsync(database, task.TaskId));
        var began = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var sent = await log.ObserveAsync(async () => task = await server.CompleteAsync(before));
        var made = sent.SelectMany(b => b.Statements).SelectMany(s => s.Values).Select(v => Guid.TryParse(v.ToString(), out var id) ? id : Guid.Empty)
            .Where(id => id.Version == 7 && Milliseconds(id) >= began).ToHashSet();
        return new CapturedBurst(
            sent, before.TaskId, task.TaskId, task.InstanceId, mark, await BookmarkAsync(database, task.TaskId), made,
            new Dictionary<string, int>
            {
                ["mac"] = await database.ScalarAsync<int>("SELECT octet_length(mac) FROM audit_rows ORDER BY id DESC LIMIT 1"),
                ["sealed"] = await database.ScalarAsync<int>("SELECT octet_length(sealed) FROM personal_records ORDER BY id DESC LIMIT 1"),
            });
    }

    /// <summary>Statements, round trips, and what the engine itself wrote.</summary>
    public static async Task PrintAsync(CapturedBurst burst, BenchDatabase database)
    {
        var statements = burst.Sent.SelectMany(b => b.Statements).ToList();
        var reads = burst.Sent.TakeWhile(b => b.Statements.All(s => s.Sql.StartsWith("SELECT", StringComparison.Ordinal) && !s.Sql.Contains("pg_current_xact_id")))
            .Count();
        Figures.Print("statements_per_burst", statements.Count);
        Figures.Print("statements_that_write_per_burst", statements.Count(IsWrite));
        Figures.Print("round_trips_per_burst", burst.Sent.Count(IsRoundTrip));
        Figures.Print("round_trips_to_read_per_burst", reads);
        Figures.Print("round_trips_to_commit_per_burst", burst.Sent.Skip(reads).Count(IsRoundTrip));
        Figures.Print("engine_rows_per_burst", statements.Count(s => IsWrite(s) && EngineTables.Contains(TableOf(s))));
        Figures.Print("bytes_per_burst", await database.ScalarAsync<long>($"""
            SELECT (SELECT pg_column_size(w.*) FROM workflow_instances w WHERE id = '{burst.InstanceId}')::bigint
              + (SELECT pg_column_size(b.*) FROM bookmarks b WHERE id = '{burst.NextBookmarkId}')
              + (SELECT pg_column_size(j.*) FROM journal j WHERE instance_id = '{burst.InstanceId}' ORDER BY sequence DESC LIMIT 1)
            """));
    }

    // BEGIN travels with the statement behind it.
    private static bool IsRoundTrip(SentBatch batch) => batch.Statements is not [{ Sql: var only }] || !only.StartsWith("BEGIN", StringComparison.Ordinal);

    private static bool IsWrite(SentStatement s) => s.Plain.Split(' ')[0] is "INSERT" or "UPDATE" or "DELETE";

    private static string TableOf(SentStatement s)
    {
        var words = s.Plain.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        return words[0] == "UPDATE" ? words[1] : words[2];
    }

    private static Task<string> BookmarkAsync(BenchDatabase database, Guid task) =>
        database.ScalarAsync<string>($"SELECT bookmark_id FROM tasks WHERE id = '{task}'");

    private static long Milliseconds(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16;
    }
}
