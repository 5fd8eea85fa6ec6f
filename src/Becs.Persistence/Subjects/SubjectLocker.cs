using System.Data.Common;
using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Becs.Persistence.Setup;

namespace Becs.Persistence.Subjects;

/// <summary>
/// First statement of every commit: locks the subjects in their fixed order, so that two commits never wait for each other in a ring, and
/// reads their versions and the number of the transaction. One round trip on PostgreSQL, where what the commit raises is raised by the statement
/// that locks.
/// </summary>
internal static class SubjectLocker
{
    private const string Raise = """
        INSERT INTO subjects AS s (kind, id, safety_version, sequence) VALUES ($1, $2, $3, $4)
        ON CONFLICT (kind, id) DO UPDATE SET safety_version = s.safety_version + $3, sequence = s.sequence + $4
        RETURNING safety_version - $3, sequence - $4
        """;

    private const string MakeSure = "INSERT INTO subjects (kind, id, safety_version, sequence) VALUES ($1, $2, 0, 0) ON CONFLICT DO NOTHING";

    private const string Share = "SELECT safety_version, sequence FROM subjects WHERE kind = $1 AND id = $2 FOR SHARE";

    public static async Task<LockedSubjects> LockAsync(
        BecsDbContext db, IReadOnlyList<SubjectLock> locks, IReadOnlyList<(string Sql, object[] Values)> statements,
        CancellationToken cancellationToken)
    {
        var connection = db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        return db.IsPostgres
            ? await LockPostgresAsync(connection, transaction, locks, statements, cancellationToken)
            : await LockSqliteAsync(connection, transaction, locks, cancellationToken);
    }

    private static async Task<LockedSubjects> LockPostgresAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<SubjectLock> locks,
        IReadOnlyList<(string Sql, object[] Values)> statements, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        batch.Add("SELECT pg_current_xact_id()::text::bigint + value FROM commit_counter");
        batch.Add(RoundTrip.PlanOnceSql);
        foreach (var wanted in locks)
        {
            var subject = wanted.Subject;
            if (wanted.IsWritten)
            {
                batch.Add(Raise, subject.Kind, subject.Id, (long)wanted.Bumps, (long)wanted.Events);
                continue;
            }

            batch.Add(MakeSure, subject.Kind, subject.Id);
            batch.Add(Share, subject.Kind, subject.Id);
        }

        foreach (var (sql, values) in statements)
        {
            batch.Add(sql, values);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var number = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        var rows = new Dictionary<SubjectRef, SubjectRow>();
        foreach (var wanted in locks)
        {
            await reader.NextResultAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            rows[wanted.Subject] = Row(wanted.Subject, reader);
        }

        return new LockedSubjects(number, rows, AreRaised: true);
    }

    // BEGIN IMMEDIATE already excludes every other writer: reading is enough.
    private static async Task<LockedSubjects> LockSqliteAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<SubjectLock> locks, CancellationToken cancellationToken)
    {
        await using var count = connection.CreateCommand();
        count.Transaction = transaction;
        count.CommandText = "UPDATE commit_counter SET value = value + 1 RETURNING value";
        var number = (long)(await count.ExecuteScalarAsync(cancellationToken))!;
        var rows = new Dictionary<SubjectRef, SubjectRow>();
        foreach (var subject in locks.Select(l => l.Subject))
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = """
                INSERT INTO subjects (kind, id, safety_version, sequence) VALUES ($kind, $id, 0, 0) ON CONFLICT DO NOTHING;
                SELECT safety_version, sequence FROM subjects WHERE kind = $kind AND id = $id;
                """;
            command.Add("$kind", subject.Kind);
            command.Add("$id", subject.Id);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            rows[subject] = Row(subject, reader);
        }

        return new LockedSubjects(number, rows, AreRaised: false);
    }

    private static SubjectRow Row(SubjectRef subject, DbDataReader reader) => new()
    {
        Kind = subject.Kind,
        Id = subject.Id,
        SafetyVersion = reader.GetInt64(0),
        Sequence = reader.GetInt64(1),
    };
}

/// <param name="TransactionNumber">PostgreSQL's 64-bit transaction id; on SQLite a counter of commits.</param>
/// <param name="Rows">Versions and sequences as found.</param>
/// <param name="AreRaised">True when the database has raised them already; false when the commit has to write them.</param>
internal sealed record LockedSubjects(long TransactionNumber, IReadOnlyDictionary<SubjectRef, SubjectRow> Rows, bool AreRaised);
