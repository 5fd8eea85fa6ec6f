using System.Globalization;
using Becs.Persistence.Setup;

namespace Becs.Persistence.Audit;

/// <summary>Where the next piece of <see cref="AuditVerifier.VerifyRecordsAsync(RecordCursor, int, CancellationToken)"/> begins.</summary>
public sealed class RecordCursor
{
    internal int Table { get; set; }

    /// <summary>What the trail told last of each row with a code, as far as it was read.</summary>
    internal RowLedger Ledger { get; } = new();

    /// <summary>First transaction whose rows are new to the check of named records; null before the first piece.</summary>
    internal long? NamedFrom { get; set; }

    /// <summary>Where the slow round over the whole trail goes on.</summary>
    internal long RoundFrom { get; set; }
}

/// <summary>Signatures and gate decisions that the trail names and the database lacks: removing one leaves no row whose code could be wrong.</summary>
internal sealed class NamedRecords(BecsDbContext db)
{
    /// <summary>Of the rows of these transactions.</summary>
    /// <param name="from">First transaction.</param>
    /// <param name="upto">First one not looked at; null for all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<(string Table, string Id)>> MissingAsync(long from, long? upto, CancellationToken cancellationToken)
    {
        var span = string.Create(CultureInfo.InvariantCulture, $"a.transaction_number >= {from}")
            + (upto is { } end ? string.Create(CultureInfo.InvariantCulture, $" AND a.transaction_number < {end}") : "");
        var decision = db.IsPostgres ? "split_part(a.new_value, ' ', 2)" : "upper(substr(a.new_value, instr(a.new_value, ' ') + 1))";
        var id = db.IsPostgres ? "d.id::text" : "d.id";
        return
        [
            .. await ReadAsync("signatures", $"""
                SELECT DISTINCT a.signature_id FROM audit_rows a LEFT JOIN signatures s ON s.id = a.signature_id
                WHERE {span} AND a.signature_id IS NOT NULL AND s.id IS NULL LIMIT 1000
                """, cancellationToken),
            .. await ReadAsync("gate_decisions", $"""
                SELECT DISTINCT {decision} FROM audit_rows a LEFT JOIN gate_decisions d ON {id} = {decision}
                WHERE {span} AND a.what LIKE 'gate.%' AND d.id IS NULL LIMIT 1000
                """, cancellationToken),
        ];
    }

    /// <summary>First transaction behind so many rows; null when there are no more than that.</summary>
    public async Task<long?> EndOfPieceAsync(long from, int rows, CancellationToken cancellationToken)
    {
        await using var command = await db.CommandAsync(
            string.Create(CultureInfo.InvariantCulture, $"SELECT transaction_number FROM audit_rows WHERE transaction_number >= {from} ORDER BY transaction_number LIMIT 1 OFFSET {rows}"),
            cancellationToken);
        return await command.ExecuteScalarAsync(cancellationToken) is long number ? Math.Max(number, from + 1) : null;
    }

    private async Task<List<(string, string)>> ReadAsync(string table, string sql, CancellationToken cancellationToken)
    {
        var found = new List<(string, string)>();
        await using var command = await db.CommandAsync(sql, cancellationToken);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add((table, StoredValues.Raw(reader, 0).ToLowerInvariant()));
        }

        return found;
    }
}
