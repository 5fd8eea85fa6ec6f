using Becs.Persistence.Setup;

namespace Becs.Persistence.Audit;

/// <summary>Where the next piece of <see cref="AuditVerifier.VerifyRecordsAsync(RecordCursor, int, CancellationToken)"/> begins.</summary>
public sealed class RecordCursor
{
    internal int Table { get; set; }
}

/// <summary>Signatures and gate decisions that the trail names and the database lacks: removing one leaves no row whose code could be wrong.</summary>
internal sealed class NamedRecords(BecsDbContext db)
{
    public async Task<IReadOnlyList<(string Table, string Id)>> MissingAsync(CancellationToken cancellationToken)
    {
        var decision = db.IsPostgres ? "split_part(a.new_value, ' ', 2)" : "upper(substr(a.new_value, instr(a.new_value, ' ') + 1))";
        var id = db.IsPostgres ? "d.id::text" : "d.id";
        return
        [
            .. await ReadAsync("signatures", """
                SELECT DISTINCT a.signature_id FROM audit_rows a LEFT JOIN signatures s ON s.id = a.signature_id
                WHERE a.signature_id IS NOT NULL AND s.id IS NULL LIMIT 1000
                """, cancellationToken),
            .. await ReadAsync("gate_decisions", $"""
                SELECT DISTINCT {decision} FROM audit_rows a LEFT JOIN gate_decisions d ON {id} = {decision}
                WHERE a.what LIKE 'gate.%' AND d.id IS NULL LIMIT 1000
                """, cancellationToken),
        ];
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
