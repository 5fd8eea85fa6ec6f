using System.Globalization;
using Becs.Persistence.Audit;
using Becs.Workflows.Tests;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Tests.Audit;

/// <summary>What one tamper did: the verifier must name one of the first places, and may name the others.</summary>
internal sealed record Tampered(string What, IReadOnlyList<string> Places, IReadOnlyList<string> Also);

/// <summary>
/// Somebody with the database, without the keys. Each tamper meets records that no other one touches, so that each must be listed for itself.
/// </summary>
internal sealed class Tampers(BecsDbContext db, LargeTrail trail, Dice dice, CancellationToken stop)
{
    private static readonly string[] Texts =
        ["site_time_zone", "clock_mode", "user_name", "workstation", "action", "package_hash", "activity_id", "subject_kind", "what", "old_value",
        "new_value", "reason", "key_id"];

    private static readonly string[] Ids = ["site_id", "user_id", "operation_id", "instance_id", "subject_id", "signature_id"];
    private readonly HashSet<Guid> _used = [];
    private readonly HashSet<long> _seals = [];
    private int _made;

    private bool IsPostgres => db.IsPostgres;

    /// <summary>The last seals are kept for those who chain anew or cut the end off.</summary>
    public long FirstOfTail => trail.Seals - 4;

    public async Task<Tampered> OneAsync() => dice.Below(12) switch
    {
        0 or 1 => await ChangedAsync(),
        2 => await OtherTypeAsync(),
        3 => await RemovedAsync(),
        4 => await CommitRemovedAsync(),
        5 => await ReorderedAsync(),
        6 => await ExchangedAsync(),
        7 => await InsertedAsync(),
        8 => await CountAsync(),
        9 => await ForgedCommitAsync(),
        10 => await SealChangedAsync(),
        _ => await MovedAsync(),
    };

    /// <summary>A commit goes, and every seal from there on is made to fit, but for the code.</summary>
    public async Task<Tampered> RechainedAsync()
    {
        var gone = trail.Commits.First(c => c.Seal == FirstOfTail);
        await RunAsync($"DELETE FROM audit_rows WHERE commit_id = '{Text(gone.Id)}'");
        var seals = await db.Set<SealRow>().AsNoTracking().Where(s => s.Number >= FirstOfTail - 1).OrderBy(s => s.Number).ToListAsync(stop);
        var previous = seals[0];
        foreach (var seal in seals.Skip(1))
        {
            var commits = string.Join('\n', seal.Commits.Split('\n').Where(l => !l.StartsWith(gone.Id.ToString("D"), StringComparison.Ordinal)));
            var hash = SealContent.Hash(seal.Number, seal.FromTransaction, seal.UptoTransaction, commits, seal.SealedAt, previous.Hash);
            await RunAsync($"UPDATE seals SET commits = '{commits}', previous_hash = '{previous.Hash}', hash = '{hash}' WHERE number = {seal.Number}");
            previous = new SealRow
            {
                Number = seal.Number,
                FromTransaction = seal.FromTransaction,
                UptoTransaction = seal.UptoTransaction,
                Commits = commits,
                SealedAt = seal.SealedAt,
                PreviousHash = previous.Hash,
                Hash = hash,
                KeyId = seal.KeyId,
                Mac = seal.Mac,
            };
        }

        return new Tampered("rechained", [$"seal {FirstOfTail}"], TailPlaces());
    }

    /// <summary>The last seals and their rows go, as if they had never been.</summary>
    public async Task<Tampered> TailCutAsync()
    {
        var cut = trail.Commits.Where(c => c.Seal >= FirstOfTail || c.Seal is null).Min(c => c.Transaction);
        await RunAsync($"DELETE FROM audit_rows WHERE transaction_number BETWEEN {cut} AND {trail.Commits[^1].Transaction}");
        await RunAsync($"DELETE FROM seals WHERE number >= {FirstOfTail}");
        return new Tampered("tail cut", [.. TailPlaces().Where(p => p.StartsWith("anchor", StringComparison.Ordinal))], TailPlaces());
    }

    private async Task<Tampered> ChangedAsync()
    {
        var (commit, row) = Row();
        var set = dice.Below(4) switch
        {
            0 => $"{dice.Of(Ids)} = '{Text(Fresh())}'",
            1 => $"recorded_at = recorded_at + {(IsPostgres ? "interval '1 microsecond'" : "1")}",
            2 => IsPostgres ? "mac = set_byte(mac, 3, (get_byte(mac, 3) + 1) % 256)" : "mac = zeroblob(32)",
            _ => $"{dice.Of(Texts)} = 'x{_made++}'",
        };
        await RunAsync($"UPDATE audit_rows SET {set} WHERE id = '{Text(row)}'");
        return new Tampered($"changed: {set}", [$"row {row}"], [$"commit {commit.Id}"]);
    }

    // What no program would write: SQLite stores it all the same.
    private async Task<Tampered> OtherTypeAsync()
    {
        var (commit, row) = Row();
        var set = IsPostgres ? "old_value = ''" : dice.Of(
            "recorded_at = 'yesterday'", "site_id = 'here'", "ordinal = 'first'", "transaction_number = transaction_number || 'x'",
            "subject_id = lower(subject_id)", "what = x'00ff'", "mac = 'text'");
        await RunAsync($"UPDATE audit_rows SET {set} WHERE id = '{Text(row)}'");
        return new Tampered($"other type: {set}", [$"row {row}", $"row {Text(row)}"], [$"commit {commit.Id}"]);
    }

    private async Task<Tampered> RemovedAsync()
    {
        var (commit, row) = Row(rows: 2);
        await RunAsync($"DELETE FROM audit_rows WHERE id = '{Text(row)}'");
        return new Tampered("removed", [$"commit {commit.Id}"], []);
    }

    private async Task<Tampered> CommitRemovedAsync()
    {
        var commit = Commit(isSealed: true);
        await RunAsync($"DELETE FROM audit_rows WHERE commit_id = '{Text(commit.Id)}'");
        return new Tampered("commit removed", [$"commit {commit.Id}"], []);
    }

    private async Task<Tampered> ReorderedAsync()
    {
        var (commit, _) = Row(rows: 2);
        await RunAsync($"UPDATE audit_rows SET ordinal = 3 - ordinal WHERE commit_id = '{Text(commit.Id)}' AND ordinal < 3");
        return new Tampered("reordered", [.. commit.Rows.Take(2).Select(r => $"row {r}")], [$"commit {commit.Id}"]);
    }

    private async Task<Tampered> ExchangedAsync()
    {
        var (a, b) = (Commit(isSealed: false), Commit(isSealed: false));
        await RunAsync($"UPDATE audit_rows SET commit_id = '{Text(b.Id)}' WHERE id = '{Text(a.Rows[0])}'");
        return new Tampered("exchanged", [$"row {a.Rows[0]}"], [$"commit {a.Id}", $"commit {b.Id}"]);
    }

    private async Task<Tampered> InsertedAsync()
    {
        var (commit, row) = Row();
        var made = Fresh();
        await CopyAsync(row, made, Text(commit.Id));
        return new Tampered("inserted", [$"row {made}"], [$"commit {commit.Id}"]);
    }

    private async Task<Tampered> CountAsync()
    {
        var (commit, row) = Row();
        await RunAsync($"UPDATE audit_rows SET rows_in_commit = {dice.Of("rows_in_commit + 1", "2000000000", "0", "-1")} WHERE id = '{Text(row)}'");
        return new Tampered("count", [$"row {row}"], [$"commit {commit.Id}"]);
    }

    private async Task<Tampered> ForgedCommitAsync()
    {
        var (_, row) = Row();
        var (made, commit) = (Fresh(), Fresh());
        await CopyAsync(row, made, Text(commit));
        if (dice.Below(2) == 0)
        {
            await RunAsync($"UPDATE audit_rows SET transaction_number = {dice.Of("-5", "0", "9000000000000000000")} WHERE id = '{Text(made)}'");
        }

        return new Tampered("forged commit", [$"row {made}"], [$"commit {commit}"]);
    }

    private async Task<Tampered> MovedAsync()
    {
        var (commit, row) = Row();
        await RunAsync($"UPDATE audit_rows SET transaction_number = transaction_number + {dice.Of("1", "100000", "-100000")} WHERE id = '{Text(row)}'");
        return new Tampered("moved", [$"row {row}"], [$"commit {commit.Id}"]);
    }

    // Never two neighbours: the seal after a changed one is what vouches for its list.
    private async Task<Tampered> SealChangedAsync()
    {
        var number = 3L + (4 * dice.Below((int)((FirstOfTail - 6) / 4)));
        while (!_seals.Add(number))
        {
            number = number + 4 < FirstOfTail - 2 ? number + 4 : 3;
        }

        var places = new List<string> { $"seal {number}" };
        var also = new List<string> { $"anchor {number / 10}", $"checkpoint {number / 10}" };
        switch (dice.Below(3))
        {
            case 0:
                await RunAsync($"UPDATE seals SET hash = '{new string('0', 64)}' WHERE number = {number}");
                break;
            case 1:
                await RunAsync($"UPDATE seals SET key_id = '99' WHERE number = {number}");
                break;
            default:
                await RunAsync($"UPDATE seals SET mac = {(IsPostgres ? "'\\x00'" : "x'00'")} WHERE number = {number}");
                break;
        }

        return new Tampered($"seal {number} changed", places, also);
    }

    private async Task CopyAsync(Guid row, Guid made, string commit)
    {
        const string columns = """
            recorded_at, site_id, site_time_zone, clock_mode, user_id, user_name, workstation, operation_id, action, instance_id, package_hash,
            activity_id, subject_kind, subject_id, what, old_value, new_value, reason, signature_id, ordinal, rows_in_commit, transaction_number,
            key_id, mac
            """;
        var cast = IsPostgres ? "::uuid" : "";
        await RunAsync($"INSERT INTO audit_rows (id, commit_id, {columns}) SELECT '{Text(made)}'{cast}, '{commit}'{cast}, {columns} "
            + $"FROM audit_rows WHERE id = '{Text(row)}'");
    }

    private (TrailCommit Commit, Guid Row) Row(int rows = 1)
    {
        var commit = Commit(isSealed: false, rows);
        return (commit, commit.Rows[dice.Below(commit.Rows.Count)]);
    }

    private TrailCommit Commit(bool isSealed, int rows = 1)
    {
        while (true)
        {
            var commit = trail.Commits[dice.Below(trail.Commits.Count)];
            if ((commit.Seal is null ? !isSealed : commit.Seal < FirstOfTail - 1) && commit.Rows.Count >= rows && _used.Add(commit.Id))
            {
                return commit;
            }
        }
    }

    private List<string> TailPlaces() =>
    [
        .. Enumerable.Range((int)FirstOfTail, 5).Select(n => $"seal {n}"),
        .. Enumerable.Range((int)(FirstOfTail / 10), 2).SelectMany(n => new[] { $"anchor {n}", $"checkpoint {n}" }),
        .. trail.Commits.Where(c => c.Seal is null).Select(c => $"commit {c.Id}"),
    ];

    private Guid Fresh() => new($"019e8100-0000-7000-8000-{++_made:x12}");

    private string Text(Guid id) => IsPostgres ? id.ToString("D") : id.ToString("D").ToUpperInvariant();

    private async Task RunAsync(string sql)
    {
        await using var command = await Becs.Persistence.Setup.DbCommands.CommandAsync(db, sql, stop);
        Assert.True(await command.ExecuteNonQueryAsync(stop) > 0, string.Create(CultureInfo.InvariantCulture, $"Nothing was tampered with: {sql}"));
    }
}
