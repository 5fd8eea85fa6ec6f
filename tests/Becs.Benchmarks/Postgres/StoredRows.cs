using Npgsql;

namespace Becs.Benchmarks.Postgres;

/// <summary>Fills a database with copies of one finished instance, made by the server itself: all its rows, under identities of their own.</summary>
internal static class StoredRows
{
    private static readonly (string Table, string Where)[] Tables =
    [
        ("workflow_instances", "id = '{0}'"), ("journal", "instance_id = '{0}'"), ("audit_rows", "instance_id = '{0}'"),
        ("tasks", "instance_id = '{0}'"), ("subjects", "id IN ('{0}', '{1}')"),
        ("operations", "operation_id IN (SELECT operation_id FROM audit_rows WHERE instance_id = '{0}')"),
        ("personal_records", "record_id = '{1}'"),
    ];

    public static async Task CopyAsync(BenchDatabase database, TaskToDo finished, int copies)
    {
        await using var db = new NpgsqlConnection(database.Connection.ConnectionString);
        await db.OpenAsync();
        var owned = await OwnedAsync(db, finished);
        await Parallel.ForEachAsync(Tables, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (table, _) =>
        {
            await using var connection = new NpgsqlConnection(database.Connection.ConnectionString);
            await connection.OpenAsync();
            var where = string.Format(null, table.Where, finished.InstanceId, finished.TaskId);
            foreach (var (_, row) in (await RowsAsync(connection, table.Table, where)).Select((r, i) => (i, r)))
            {
                await CopyRowAsync(connection, table.Table, row, owned, copies);
            }
        });
    }

    /// <summary>Identities that each copy gets anew: those in the key columns of the instance's rows.</summary>
    private static async Task<Dictionary<Guid, int>> OwnedAsync(NpgsqlConnection db, TaskToDo finished)
    {
        var owned = new Dictionary<Guid, int>();
        foreach (var (table, condition) in Tables)
        {
            var where = string.Format(null, condition, finished.InstanceId, finished.TaskId);
            foreach (var row in await RowsAsync(db, table, where))
            {
                foreach (var key in new[] { "id", "instance_id", "operation_id", "commit_id", "record_id" })
                {
                    if (row.GetValueOrDefault(key) is Guid id)
                    {
                        owned.TryAdd(id, owned.Count);
                    }
                }
            }
        }

        return owned;
    }

    private static async Task<List<Dictionary<string, object?>>> RowsAsync(NpgsqlConnection db, string table, string where)
    {
        await using var command = new NpgsqlCommand($"SELECT * FROM {table} WHERE {where}", db);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Dictionary<string, object?>>();
        while (await reader.ReadAsync())
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : (object?)reader.GetValue(i)));
        }

        return rows;
    }

    private static async Task CopyRowAsync(
        NpgsqlConnection db, string table, Dictionary<string, object?> row, Dictionary<Guid, int> owned, int copies)
    {
        var start = new DateTimeOffset(DateTime.UtcNow.Year, DateTime.UtcNow.Month, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var columns = row.Keys.Select(c => row[c] is Guid id && owned.TryGetValue(id, out var kind)
            ? $"(lpad(to_hex(({start} + i) * 65536 + {0x7000 + kind}), 16, '0') || '8000000000000000')::uuid"
            : c == "transaction_number" ? "i" : "r." + c);
        var keys = row.Where(c => c.Value is Guid).Select(c => $"{c.Key} = '{c.Value}'");
        var only = table is "subjects" ? $"kind = '{row["kind"]}' AND " : "";
        await using var command = new NpgsqlCommand(
            $"INSERT INTO {table} ({string.Join(',', row.Keys)}) SELECT {string.Join(',', columns)} FROM {table} r, generate_series(1, {copies}) i "
            + $"WHERE {only}{string.Join(" AND ", keys)}", db)
        {
            CommandTimeout = 0,
        };
        await command.ExecuteNonQueryAsync();
    }
}
