using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Becs.Server.Tests.Simulation;

/// <summary>The events a server recorded and did not send yet, as its database holds them.</summary>
internal sealed record RecordedEvents(IReadOnlyList<RecordedEvent> Events, IReadOnlyDictionary<string, long> LastOfSubject)
{
    public static DbConnection Connect(string connectionString) => connectionString.Contains("Host=", StringComparison.Ordinal)
        ? new NpgsqlConnection(connectionString)
        : new SqliteConnection(connectionString);

    public static async Task<RecordedEvents> ReadAsync(string connectionString, CancellationToken ct)
    {
        await using var db = Connect(connectionString);
        await db.OpenAsync(ct);
        var events = await RowsAsync(
            db, "SELECT id, type, subject_kind, subject_id, sequence FROM outbox",
            row => new RecordedEvent(Text(row, 0), row.GetString(1), $"{row.GetString(2)}:{Text(row, 3)}", row.GetInt64(4)), ct);
        var last = await RowsAsync(
            db, "SELECT kind, id, sequence FROM subjects", row => ($"{row.GetString(0)}:{Text(row, 1)}", row.GetInt64(2)), ct);
        return new RecordedEvents(events, last.Where(s => s.Item2 > 0).ToDictionary(s => s.Item1, s => s.Item2, StringComparer.Ordinal));
    }

    /// <summary>Every record's events are there once each, from its first to its last.</summary>
    public void AssertWhole()
    {
        Assert.NotEmpty(Events);
        var bySubject = Events.ToLookup(e => e.Subject);
        Assert.Equal(LastOfSubject.Keys.Order(StringComparer.Ordinal), bySubject.Select(s => s.Key).Order(StringComparer.Ordinal));
        foreach (var (subject, last) in LastOfSubject)
        {
            Assert.Equal(
                Enumerable.Range(1, checked((int)last)).Select(i => (subject, (long)i)),
                bySubject[subject].OrderBy(e => e.Sequence).Select(e => (subject, e.Sequence)));
        }

        var completed = Events.Where(e => e.Type.EndsWith(".TaskCompleted", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(completed);
        Assert.Equal(completed.Count, completed.Select(e => e.Subject).Distinct().Count());
    }

    private static async Task<List<T>> RowsAsync<T>(DbConnection db, string sql, Func<DbDataReader, T> read, CancellationToken ct)
    {
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<T>();
        while (await rows.ReadAsync(ct))
        {
            found.Add(read(rows));
        }

        return found;
    }

    private static string Text(DbDataReader row, int column) => row.GetGuid(column).ToString("D");
}

/// <summary>One event: whose it is and its place among the events of that record.</summary>
internal sealed record RecordedEvent(string Id, string Type, string Subject, long Sequence);
