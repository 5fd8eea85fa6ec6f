using Becs.Contracts.Donations;
using Becs.Domain.Shared;

namespace Becs.Domain.Donations;

/// <summary>Recalls a lot: no draw starts with it, and no unit drawn or tested with it is released, from this commit on.</summary>
public sealed class RecallLot(ILots lots, ISubjects subjects, IEventSink events, ICurrentOperation operation)
{
    /// <exception cref="NotFoundException">LOT-404.</exception>
    public async Task ExecuteAsync(LotId lotId, string reasonCode, CancellationToken cancellationToken = default)
    {
        operation.Context.Demand(Permissions.HoldsPlace);
        var lot = await lots.FindAsync(lotId, cancellationToken)
            ?? throw new NotFoundException("LOT-404", $"There is no {lotId.Subject}.");
        lot.Recall(reasonCode, operation.Context.NowAt);
        subjects.Bump(lotId.Subject);
        events.Raise(lotId.Subject, new LotRecalled(lotId.Value, lot.Kind.Code(), lot.Number));
    }
}
