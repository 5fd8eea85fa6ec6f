using Becs.Persistence.Keys;

namespace Becs.Persistence.Audit;

/// <summary>Reads the rows of stretches one after the other; while the next are read, the ones before are checked.</summary>
internal sealed class RowWalk(AuditScan scan, KeyRing keys)
{
    private readonly List<AuditFinding> _findings = [];
    private Task<List<AuditFinding>> _running = Task.FromResult(new List<AuditFinding>());

    public long Count { get; private set; }

    public async Task CheckAsync(IReadOnlyList<Stretch> stretches, CancellationToken cancellationToken)
    {
        if (stretches.Count == 0)
        {
            return;
        }

        var rows = await scan.RowsAsync(stretches[0].From, stretches[^1].Upto, cancellationToken);
        Count += rows.Count;
        _findings.AddRange(await _running);
        _running = Task.Run(new StretchCheck(stretches, rows, keys).Run, cancellationToken);
    }

    public async Task<IReadOnlyList<AuditFinding>> EndAsync()
    {
        _findings.AddRange(await _running);
        _running = Task.FromResult(new List<AuditFinding>());
        return _findings;
    }
}
