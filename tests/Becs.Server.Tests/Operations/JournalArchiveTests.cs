using System.Data.Common;
using Becs.Domain.Shared;
using Becs.Persistence.Workflows;
using Becs.Server.Operations;
using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Simulation;
using Becs.Workflows.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Operations;

/// <summary>Journals of finished instances go to a file that is read without the database, and only then leave it.</summary>
public class JournalArchiveTests
{
    /// <summary>Two batches and one entry more.</summary>
    private const int Entries = 1001;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Archive_WhenInstancesFinishedOnSqlite_ThenTheirJournalIsInAWholeFileAndNowhereElse()
    {
        await using var server = new BecsServer(null, null, ("Becs:Roles", "web"));
        await RunAsync(server, $"Data Source={Path.Combine(server.Folder, "becs.db")};Pooling=False");
    }

    [Fact]
    public async Task Archive_WhenInstancesFinishedOnPostgres_ThenTheirJournalIsInAWholeFileAndNowhereElse()
    {
        await using var database = await OwnPostgres.CreateAsync("becs_archive");
        await using var server = new BecsServer(
            null, null, ("Becs:Roles", "web"), ("Becs:Database:Provider", "PostgreSql"), ("Becs:Database:ConnectionString", database.ConnectionString));
        await RunAsync(server, database.ConnectionString);
    }

    private static async Task RunAsync(BecsServer server, string database)
    {
        using var started = server.CreateClient();
        await server.AcceptAsync(FaultServer.Definition("test-short", ("Say", "Elsa.WriteLine", FaultServer.Literal("text", "String", "Here"))));
        await server.AcceptAsync(FaultServer.Definition("test-long", ("Wait", "Elsa.Delay", FaultServer.Literal("timeSpan", "TimeSpan", "01:00:00"))));
        var finished = new[] { await StartAsync(server, "test-short"), await StartAsync(server, "test-short") };
        var waiting = await StartAsync(server, "test-long");
        await LengthenAsync(database, finished[0], Entries - 2);
        var archive = server.Services.GetRequiredService<JournalArchive>();
        var now = server.Services.GetRequiredService<TimeProvider>().UtcNow();
        var path = Path.Combine(server.Folder, "journal.jsonl");

        var early = await archive.RunAsync(now.AddDays(-1), path, Stop);
        Assert.Equal((0, 0, 0), (early.Instances, early.Entries, early.Purged));
        Assert.False(File.Exists(path));
        await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync(database, "DELETE FROM journal"));

        var result = await archive.RunAsync(now.AddDays(1), path, Stop);

        Assert.Equal((2, Entries, Entries), (result.Instances, result.Entries, result.Purged));
        Assert.Equal(new JournalArchiveCheck(2, Entries, result.FileHash!), JournalArchive.Verify(path));
        Assert.Equal([waiting.ToString("D")], await JournalAsync(database));
        Assert.Equal(["1 archived entries", "500 archived entries", "500 archived entries"], await PurgesAsync(database));
        var text = await File.ReadAllTextAsync(path, Stop);
        Assert.All(finished, id => Assert.Contains(id.ToString("D"), text, StringComparison.Ordinal));
        Assert.DoesNotContain(waiting.ToString("D"), text, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync(database, "DELETE FROM journal"));
        await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync(database, "DELETE FROM archived_journals"));

        var refused = await Assert.ThrowsAsync<RuleException>(() => server.RunAsync("test.archive", async (scope, token) =>
        {
            await scope.GetRequiredService<IJournalArchive>().StageArchivedAsync(
                Guid.CreateVersion7(), "x", new string('0', 64), [new ArchivedInstance(waiting, 1, 1)], token);
            return true;
        }));
        Assert.Equal("ARC-001", refused.Code);

        var again = await archive.RunAsync(now.AddDays(1), Path.Combine(server.Folder, "second.jsonl"), Stop);
        Assert.Equal(new JournalArchiveResult(0, 0, 0, null), again);
        await File.WriteAllTextAsync(path, text.Replace("WriteLine", "WriteLins", StringComparison.Ordinal), Stop);
        Assert.Throws<InvalidDataException>(() => JournalArchive.Verify(path));
    }

    private static Task<Guid> StartAsync(BecsServer server, string definition) => server.RunAsync("test.start", (scope, token) =>
        server.Services.GetRequiredService<BurstRunner>().StartAsync(scope, definition, new BurstStimulus.Start(), token));

    private static async Task<IEnumerable<string>> JournalAsync(string connectionString)
    {
        await using var db = RecordedEvents.Connect(connectionString);
        await db.OpenAsync(Stop);
        return (await EffectsLedger.RowsAsync(db, "SELECT instance_id FROM journal", Stop)).Select(r => r[0]);
    }

    /// <summary>The first entry of an instance again and again, as many bursts would have left them.</summary>
    private static async Task LengthenAsync(string connectionString, Guid instance, int entries)
    {
        await using var db = RecordedEvents.Connect(connectionString);
        await db.OpenAsync(Stop);
        await using var all = await db.BeginTransactionAsync(Stop);
        await using var command = db.CreateCommand();
        command.Transaction = all;
        command.CommandText = """
            INSERT INTO journal (id, burst_id, instance_id, sequence, at, stimulus, bookmark_id, package_hash, build_id, records)
            SELECT @id, burst_id, instance_id, @sequence, at, stimulus, bookmark_id, package_hash, build_id, records
            FROM journal WHERE instance_id = @instance AND sequence = 1
            """;
        foreach (var name in new[] { "id", "sequence", "instance" })
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        command.Parameters["instance"].Value = instance;
        for (var sequence = 2; sequence < entries + 2; sequence++)
        {
            command.Parameters["id"].Value = Guid.CreateVersion7();
            command.Parameters["sequence"].Value = sequence;
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Stop));
        }

        await all.CommitAsync(Stop);
    }

    /// <summary>What the audit says of each commit that took entries out.</summary>
    private static async Task<IEnumerable<string>> PurgesAsync(string connectionString)
    {
        await using var db = RecordedEvents.Connect(connectionString);
        await db.OpenAsync(Stop);
        return (await EffectsLedger.RowsAsync(db, "SELECT new_value FROM audit_rows WHERE what = 'journal.purged'", Stop))
            .Select(r => r[0]).Order(StringComparer.Ordinal);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var db = RecordedEvents.Connect(connectionString);
        await db.OpenAsync(Stop);
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }
}
