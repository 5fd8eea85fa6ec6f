using Becs.Domain.Audit;
using Becs.Domain.Shared;
using Becs.Persistence.Audit;
using Becs.Server.Operations;

namespace Becs.Server.Audit;

/// <summary>
/// Verifies the trail in the background: what is new, and a piece of the whole, round and round. What it finds broken becomes a fact of the
/// database, on which the gates look.
/// </summary>
public sealed class IntegrityWatch(
    IServiceScopeFactory scopes, OperationRunner runner, IIdGenerator ids, TimeProvider clock, ILogger<IntegrityWatch> log)
{
    public const string Action = "audit.verify";

    private const int RowsOfAPiece = 20_000;
    private const int MostAtOnce = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly RecordCursor _records = new();
    private readonly Dictionary<string, AuditFinding> _found = new(StringComparer.Ordinal); // and not on record yet, by place
    private long _pieceAfter;
    private DateTime _nextAt = DateTime.MinValue;

    /// <summary>At most once a minute of this machine's clock: the clock of the records may stand still.</summary>
    public async Task WhenDueAsync(CancellationToken cancellationToken)
    {
        if (TimeProvider.System.UtcNow() < _nextAt)
        {
            return;
        }

        await LookAsync(cancellationToken);
        _nextAt = TimeProvider.System.UtcNow() + Interval;
    }

    /// <summary>Verifies what is new and the next piece, and records what is broken.</summary>
    /// <returns>How many broken places are new.</returns>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var verifier = scope.ServiceProvider.GetRequiredService<AuditVerifier>();
            var fresh = await verifier.VerifyNewAsync(cancellationToken);
            var piece = await verifier.VerifySliceAsync(_pieceAfter, RowsOfAPiece, cancellationToken);
            _pieceAfter = piece.Last is { } last && last > _pieceAfter && !piece.IsAtEnd ? last : 0;
            var records = await verifier.VerifyRecordsAsync(_records, RowsOfAPiece, cancellationToken);
            foreach (var finding in fresh.Findings.Concat(piece.Findings).Concat(records.Findings))
            {
                _found.TryAdd(finding.Place, finding);
            }

            var recorded = await RecordAsync(scope.ServiceProvider, cancellationToken);

            // What is broken is recorded by now; the mark says how much it was.
            await verifier.MarkAsync(fresh, ids.New(), clock.UtcNow(), cancellationToken);
            return recorded;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>All of it, some at a time. What is not on record when this fails is kept for the next turn, wherever that one looks.</summary>
    private async Task<int> RecordAsync(IServiceProvider scope, CancellationToken cancellationToken)
    {
        var (reach, recorded) = (scope.GetRequiredService<BreakReach>(), 0);
        foreach (var some in _found.Values.Chunk(MostAtOnce))
        {
            var known = await scope.GetRequiredService<IIntegrity>().KnownAsync([.. some.Select(f => f.Place)], cancellationToken);
            var places = new List<BrokenPlace>();
            foreach (var finding in some.Where(f => !known.Contains(f.Place)))
            {
                places.Add(await reach.OfAsync(finding, cancellationToken));
            }

            recorded += places.Count == 0 ? 0 : await RecordAsync(places, cancellationToken);
            foreach (var finding in some)
            {
                _found.Remove(finding.Place);
            }
        }

        return recorded;
    }

    private async Task<int> RecordAsync(List<BrokenPlace> places, CancellationToken cancellationToken)
    {
        var answer = await runner.RunAsync(
            OperationRequest.System(ids.New(), Action),
            async (scope, token) => (await scope.GetRequiredService<IntegrityRegister>().RecordAsync(places, token)).Count, cancellationToken);
        foreach (var place in places)
        {
            log.LogCritical("The audit trail is broken: {Kind} at {Place}", place.Kind, place.Place);
        }

        return answer.Value;
    }
}
