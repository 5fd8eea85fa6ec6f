using System.Diagnostics;
using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Simulation;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Becs.Server.Tests.Operations;

/// <summary>
/// The drill of docs/operations.md: back up a server at work, restore it elsewhere, check the trail, start on it, work on. A restored copy
/// that somebody changed is found out.
/// </summary>
public class RestoreDrillTests
{
    private const int Holds = 5;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restore_WhenTheBackupIsOfSqlite_ThenTheCopyIsWholeAndWorks()
    {
        Needs.FullRun();
        await using var server = await ServerProcess.StartAsync(Stop, ("Becs__Clock__Mode", "System"), ("Becs__Roles", "web,worker,timers,sealer"));
        var before = await WorkAsync(server, Database(server));
        await using var copy = new ServerProcess(Settings([("Becs__Clock__Mode", "System"), ("Becs__Roles", "web,worker,timers,sealer")]));
        CopyApart(server, copy);
        await using (var source = new SqliteConnection(Database(server)))
        await using (var target = new SqliteConnection(Database(copy)))
        {
            await source.OpenAsync(Stop);
            await target.OpenAsync(Stop);
            source.BackupDatabase(target);
        }

        await server.KillAsync();
        await DrillAsync(copy, Database(copy), before, "DROP TRIGGER audit_rows_no_update");
    }

    [Fact]
    public async Task Restore_WhenTheBackupIsOfPostgres_ThenTheCopyIsWholeAndWorks()
    {
        Needs.FullRun();
        await using var database = await OwnPostgres.CreateAsync("becs_backup");
        await using var restored = await OwnPostgres.CreateAsync("becs_restored");
        await using var server = await ServerProcess.StartAsync(Stop, PostgresSettings.Of(database.ConnectionString));
        var before = await WorkAsync(server, database.ConnectionString);
        await using var copy = new ServerProcess(Settings(PostgresSettings.Of(restored.ConnectionString)));
        CopyApart(server, copy);
        var file = Path.Combine(copy.Folder, "becs.dump");
        await RunAsync("pg_dump", database.ConnectionString, "--format=custom", $"--file={file}");
        await RunAsync("pg_restore", restored.ConnectionString, "--exit-on-error", "--no-owner", file);

        await server.KillAsync();
        await DrillAsync(copy, restored.ConnectionString, before, "ALTER TABLE audit_rows DISABLE TRIGGER ALL");
    }

    /// <summary>Work until the sealer has sealed some of it, and what it left behind.</summary>
    private static async Task<IReadOnlyList<string>> WorkAsync(ServerProcess server, string database)
    {
        using var clients = new Clients(_ => server.Address);
        var load = new HoldLoad(clients, database);
        await load.BeginAsync(Stop);
        await load.PlaceAsync(Holds, Stop);
        await load.SettleAsync(Stop);
        await using var db = RecordedEvents.Connect(database);
        await db.OpenAsync(Stop);
        while ((await EffectsLedger.RowsAsync(db, "SELECT 1 FROM seals LIMIT 1", Stop)).Count == 0)
        {
            await Task.Delay(200, Stop);
        }

        return await EffectsLedger.ReadAsync(database, Stop);
    }

    private static async Task DrillAsync(ServerProcess copy, string database, IReadOnlyList<string> before, string unguard)
    {
        Assert.Equal(before.Order(StringComparer.Ordinal), (await EffectsLedger.ReadAsync(database, Stop)).Order(StringComparer.Ordinal));
        Assert.Equal(0, await copy.VerbAsync("verify-audit", Stop));
        await copy.StartAsync(Stop);
        using var clients = new Clients(_ => copy.Address);
        var load = new HoldLoad(clients, database);
        await load.BeginAsync(Stop);
        await load.PlaceAsync(1, Stop);
        await load.SettleAsync(Stop);
        var judgement = await EffectsLedger.JudgeAsync(database, load.Holds.SelectMany(HoldModel.Placed), load.Before, Stop);
        judgement.AssertClean();
        await copy.KillAsync();
        Assert.Equal(0, await copy.VerbAsync("verify-audit", Stop));

        await using var db = RecordedEvents.Connect(database);
        await db.OpenAsync(Stop);
        await ExecuteAsync(db, unguard);
        await ExecuteAsync(db, "UPDATE audit_rows SET action = 'nothing.happened' WHERE action = 'hold.place'");
        Assert.Equal(1, await copy.VerbAsync("verify-audit", Stop));
    }

    /// <summary>
    /// Keys and anchor are kept apart from the database and its backups. Here they are taken first: what the server sealed and anchored after the
    /// backup would be reported as lost, and rightly.
    /// </summary>
    private static void CopyApart(ServerProcess server, ServerProcess copy)
    {
        Directory.CreateDirectory(Path.Combine(copy.Folder, "keys"));
        foreach (var key in Directory.GetFiles(Path.Combine(server.Folder, "keys")))
        {
            File.Copy(key, Path.Combine(copy.Folder, "keys", Path.GetFileName(key)));
        }

        if (File.Exists(Path.Combine(server.Folder, "anchor.jsonl")))
        {
            File.Copy(Path.Combine(server.Folder, "anchor.jsonl"), Path.Combine(copy.Folder, "anchor.jsonl"));
        }
    }

    private static async Task ExecuteAsync(System.Data.Common.DbConnection db, string sql)
    {
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }

    private static async Task RunAsync(string program, string connectionString, params string[] arguments)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        using var process = Process.Start(new ProcessStartInfo(
            TestServer.ProgramOf(program),
            [$"--host={to.Host}", $"--port={to.Port}", $"--username={to.Username}", $"--dbname={to.Database}", .. arguments])
        {
            Environment = { ["PGPASSWORD"] = to.Password },
        })!;
        await process.WaitForExitAsync(Stop);
        Assert.Equal(0, process.ExitCode);
    }

    private static string Database(ServerProcess server) => $"Data Source={Path.Combine(server.Folder, "becs.db")};Pooling=False";

    private static Dictionary<string, string> Settings((string Key, string Value)[] settings) =>
        settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
}
