using System.Globalization;
using Becs.Domain.Accounts;
using Becs.Domain.ChangeControl;
using Becs.Domain.Gates;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Persistence.Audit;
using Becs.Persistence.Tests.Testing;
using Becs.Tests;
using Becs.Workflows.Storage;
using Becs.Workflows.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Audit;

/// <summary>Single bytes changed beside the program, in everything a decision rests on: each is named by table and row.</summary>
public abstract partial class RecordTamperSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    private const int Records = 12;
    private const int Bytes = 1_000;
    private const int AtATime = 50;

    [Fact]
    public async Task Verify_When1000RandomBytesAreChanged_ThenEachIsNamedAndNothingElse()
    {
        Needs.FullRun();
        await ArrangeAsync();
        Database.Spoil();
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BecsDbContext>();
        var verifier = scope.ServiceProvider.GetRequiredService<AuditVerifier>();
        Assert.Empty(await FindAsync(verifier));
        foreach (var trigger in await TriggersAsync(db))
        {
            await db.Database.ExecuteSqlRawAsync(trigger, Cancellation);
        }

        var cells = await CellsAsync(db);
        Assert.Equal(Covered, cells.Select(c => c.Table).Distinct().Order(StringComparer.Ordinal));
        var dice = new Dice(2027);
        for (var done = 0; done < Bytes; done += AtATime)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
            var made = new Dictionary<string, string>(StringComparer.Ordinal);
            while (made.Count < AtATime)
            {
                var cell = cells[dice.Below(cells.Count)];
                if (made.ContainsKey($"{cell.Table} {cell.Id}"))
                {
                    continue;
                }

                var (value, changed) = Flip(cell.Value, dice);
                await UpdateAsync(db, cell, changed);
                made[$"{cell.Table} {cell.Id}"] = $"{cell.Column}: {value} -> {changed}";
            }

            var found = await FindAsync(verifier);
            Assert.Empty(made.Where(m => !found.Contains(m.Key)).Select(m => $"not named: {m.Key} {m.Value}"));
            Assert.Empty(found.Where(f => !made.ContainsKey(f)).Select(f => $"accused: {f}"));
            await transaction.RollbackAsync(Cancellation);
        }
    }

    [Fact]
    public async Task FindAsync_When10000TimesHonest_ThenNeverRefused()
    {
        Needs.FullRun();
        await ArrangeAsync();
        await using var scope = Services.CreateAsyncScope();
        var packages = scope.ServiceProvider.GetRequiredService<IPackages>();
        for (var i = 0; i < 10_000; i++)
        {
            Assert.NotNull(await packages.FindAsync($"h{i % Records}", Cancellation));
        }
    }

    [Theory]
    [InlineData("state = 'Approved', effective_from_at = loaded_at")]
    [InlineData("bytes = signature")]
    [InlineData("definition_version = 99")]
    public async Task FindAsync_WhenThePackageRowWasChanged_ThenRefusedByName(string change)
    {
        await ArrangeAsync();
        var isPostgres = Database.Provider == DatabaseProvider.PostgreSql;
        await ExecuteSqlAsync(isPostgres
            ? "ALTER TABLE packages DISABLE TRIGGER USER; ALTER TABLE packages DROP CONSTRAINT IF EXISTS ck_packages_approved_is_signed"
            : "DROP TRIGGER packages_frozen; PRAGMA ignore_check_constraints = 1");
        var set = change.Replace("bytes = signature", isPostgres ? "bytes = '\\x0102'" : "bytes = x'0102'", StringComparison.Ordinal);
        await ExecuteSqlAsync((isPostgres ? "" : "PRAGMA ignore_check_constraints = 1;") + $"UPDATE packages SET {set} WHERE package_hash = 'h3'");
        await using var scope = Services.CreateAsyncScope();

        var refused = await Assert.ThrowsAsync<RuleException>(
            () => scope.ServiceProvider.GetRequiredService<IPackages>().FindAsync("h3", Cancellation).AsTask());

        Assert.Equal("PKG-002", refused.Code);
        Assert.Contains("h3", refused.Message, StringComparison.Ordinal);
        Assert.False(await scope.ServiceProvider.GetRequiredService<IPackageStanding>()
            .WasApprovedAndEffectiveAsync("h3", Clock.UtcNow().AddYears(1), Cancellation));
    }

    [Fact]
    public async Task Verify_WhenASignatureOrADecisionIsRemoved_ThenTheTrailNamesIt()
    {
        await ArrangeAsync();
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BecsDbContext>();
        var signature = await db.Set<Signature>().AsNoTracking().OrderBy(s => s.Id).FirstAsync(Cancellation);
        var decision = await db.Set<GateDecision>().AsNoTracking().OrderBy(s => s.Id).FirstAsync(Cancellation);
        Database.Spoil();
        foreach (var trigger in await TriggersAsync(db))
        {
            await db.Database.ExecuteSqlRawAsync(trigger, Cancellation);
        }

        await ExecuteSqlAsync($"DELETE FROM signatures WHERE id = '{Text(signature.Id)}'");
        await ExecuteSqlAsync($"DELETE FROM gate_decisions WHERE id = '{Text(decision.Id)}'");

        var found = await FindAsync(scope.ServiceProvider.GetRequiredService<AuditVerifier>());
        Assert.Equal([$"gate_decisions {decision.Id}", $"signatures {signature.Id}"], found.Order(StringComparer.Ordinal));
    }

    private sealed record Cell(string Table, string Key, string Id, string Column, object Value);

    private async Task ArrangeAsync()
    {
        await ArrangeRecordsAsync();
        await FillAsync();
    }

    private async Task ArrangeRecordsAsync()
    {
        for (var i = 0; i < Records; i++)
        {
            var hash = $"h{i}";
            await RunAsync(
                async s =>
                {
                    var operation = s.GetRequiredService<ICurrentOperation>().Context;
                    var package = PackageRecord.Candidate(Ids.New(), $"p{i}", 1, $"p{i}", hash, "b", [1, 2, 3, 4], Clock.UtcNow());
                    s.GetRequiredService<IPackageRecords>().Add(package, [new PackageTrigger("a", "Elsa.Event", "th")]);
                    var changes = s.GetRequiredService<IChanges>();
                    var id = new ChangeId(Ids.New());
                    s.GetRequiredService<ISubjects>().Create(id.Subject);
                    var change = ChangeRequest.Open(
                        id, await changes.TakeNumberAsync(2026, Cancellation), ChangeKind.Standard,
                        new ChangeSubmission
                        {
                            Package = package,
                            DraftHash = "draft",
                            Reason = "A check",
                            RequirementIds = ["URS-1"],
                            Risk = new ChangeRisk(3, 2, 4),
                        },
                        null, operation, Ids, s.GetRequiredService<IEventSink>());
                    changes.Add(change);
                    changes.Add(change.Comment("A word", null, null, operation, Ids));
                    var unit = new UnitId(Ids.New());
                    var decision = new GateDecision(Ids.New(), GateName.Release, unit.Subject, GateVerdict.Clear, "{}", [], operation);
                    s.GetRequiredService<IGateDecisions>().Add(decision);
                    s.GetRequiredService<IAuditTrail>().Record(unit.Subject, "gate.Release", null, $"{decision.Verdict} {decision.Id:D}");
                    s.GetRequiredService<IManualCovers>().Add(new ManualCover(
                        Ids.New(), Site, "RB-24", "SOP-1", new DateOnly(2026, 6, 10), new DateOnly(2026, 6, 12), Ids.New(), FactStamp.Of(operation)));
                    s.GetRequiredService<IAccounts>().Add(new Account(Ids.New(), $"reg{i}", "Reg One", Clock.UtcNow()));
                },
                c => c with
                {
                    Permissions = new HashSet<string> { Permissions.WorkflowsEdit },
                    Signature = new Signature
                    {
                        Id = Ids.New(),
                        UserId = c.UserId,
                        UserName = "lab1",
                        PrintedName = "Lab One",
                        SignedAt = c.NowAt,
                        SiteTimeZone = "UTC",
                        Meaning = SignatureMeanings.Authored,
                        Reason = "test",
                        SignedHash = hash,
                        Subject = "change",
                    },
                });
        }
    }

    private static async Task<HashSet<string>> FindAsync(AuditVerifier verifier)
    {
        var rows = await verifier.VerifyAsync(Cancellation);
        var records = await verifier.VerifyRecordsAsync(Cancellation);
        return [.. rows.Findings.Where(f => f.Kind == AuditBreak.RowChanged).Select(f => "audit_rows" + f.Place["row".Length..])
            .Concat(records.Findings.Select(f => f.Place))];
    }

    /// <summary>Every text, number, time and blob of the rows; ids of rows stay, so that the tampered row can be told.</summary>
    private async Task<List<Cell>> CellsAsync(BecsDbContext db)
    {
        var cells = new List<Cell>();
        foreach (var table in RowCode.Tables(db.Model).Append(db.Model.FindEntityType(typeof(AuditRow))!))
        {
            var (name, key) = (table.GetTableName()!, table.FindPrimaryKey()!.Properties[0].GetColumnName());
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM {name}";
            await db.Database.OpenConnectionAsync(Cancellation);
            await using var reader = await command.ExecuteReaderAsync(Cancellation);
            while (await reader.ReadAsync(Cancellation))
            {
                var id = Convert.ToString(reader.GetValue(reader.GetOrdinal(key)), CultureInfo.InvariantCulture)!.ToLowerInvariant();
                cells.AddRange(Enumerable.Range(0, reader.FieldCount)
                    .Where(i => reader.GetName(i) is var column && column != key && !reader.IsDBNull(i) && IsFlipped(column, reader.GetValue(i)))
                    .Select(i => new Cell(name, key, id, reader.GetName(i), reader.GetValue(i))));
            }
        }

        return cells;
    }

    // What the trail itself compares with other rows (commit, signature, decision) would rightly be named in more places than one.
    private static bool IsFlipped(string column, object value) =>
        column is not ("commit_id" or "signature_id" or "transaction_number" or "activity_id" or "hash" or "package_hash" or "user_name"
            or "normalized_user_name" or "number" or "new_value" or "what" or "definition_version" or "definition_id" or "change_id" or "ordinal" or "rows_in_commit")
        && value is string { Length: > 0 } or byte[] { Length: > 0 } or long or int or bool or DateTime or Guid;

    private static (object Before, object After) Flip(object value, Dice dice)
    {
        switch (value)
        {
            case byte[] bytes:
                var changed = (byte[])bytes.Clone();
                changed[dice.Below(changed.Length)] ^= (byte)(1 << dice.Below(8));
                return (bytes, changed);
            case string text:
                var at = dice.Below(text.Length);
                var letter = (char)(text[at] == 'x' ? 'y' : dice.Below(2) == 0 && char.IsLetter(text[at]) ? text[at] ^ 0x20 : 'x');
                return (text, text[..at] + letter + text[(at + 1)..]);
            case Guid id:
                var raw = id.ToByteArray();
                raw[dice.Below(16)] ^= (byte)(1 << dice.Below(8));
                return (id, new Guid(raw));
            case bool flag:
                return (flag, !flag);
            case DateTime instant:
                return (instant, instant.AddTicks(10L << dice.Below(16)));
            default:
                var number = Convert.ToInt64(value, CultureInfo.InvariantCulture);
                var other = number ^ (1L << dice.Below(8));
                return (number, value is int ? (int)other : other);
        }
    }

    private static async Task UpdateAsync(BecsDbContext db, Cell cell, object value)
    {
        await using var command = await Becs.Persistence.Setup.DbCommands.CommandAsync(
            db, $"UPDATE {cell.Table} SET {cell.Column} = @value WHERE {cell.Key} = @id", Cancellation);
        Becs.Persistence.Setup.DbCommands.Add(command, "@value", value);
        Becs.Persistence.Setup.DbCommands.Add(command, "@id", db.IsPostgres ? new Guid(cell.Id) : cell.Id.ToUpperInvariant());
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancellation));
    }

    private async Task<List<string>> TriggersAsync(BecsDbContext db)
    {
        if (Database.Provider == DatabaseProvider.PostgreSql)
        {
            return
            [
                "SET session_replication_role = replica",
                .. RowCode.Tables(db.Model).Select(t => $"ALTER TABLE {t.GetTableName()} DISABLE TRIGGER ALL"),
                .. Checks(db),
            ];
        }

        var triggers = new List<string> { "PRAGMA foreign_keys = OFF", "PRAGMA ignore_check_constraints = 1" };
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'trigger'";
        await db.Database.OpenConnectionAsync(Cancellation);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
        {
            triggers.Add($"DROP TRIGGER {reader.GetString(0)}");
        }

        return triggers;
    }

    private string Text(Guid id) => Database.Provider == DatabaseProvider.PostgreSql ? $"{id}" : $"{id}".ToUpperInvariant();
}

public sealed class RecordTamperOnSqlite() : RecordTamperSpecs(new SqliteTestDatabase());

public sealed class RecordTamperOnPostgres() : RecordTamperSpecs(new PostgresTestDatabase());
