using Becs.Contracts.Quarantine;
using Becs.Domain.Components;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.Quarantine;

/// <summary>Places and ends holds. Placing one raises the safety version of everything in its scope.</summary>
public sealed class HoldRegister(
    IHolds holds, IUnits units, DiscardUnit discard, ISubjects subjects, IEventSink events, IIdGenerator ids, ICurrentOperation current)
{
    private OperationContext Operation => current.Context;

    /// <summary>Holds what is named. Any staff with <see cref="Permissions.HoldsPlace"/> may, and so may a rule (the system itself).</summary>
    /// <exception cref="InputException">HLD-001: no such reason.</exception>
    public async Task<Hold> PlaceAsync(
        HoldScope scope, Guid scopeId, string reasonCode, string? noteCode = null, CancellationToken cancellationToken = default)
    {
        if (!Operation.IsSystem)
        {
            Operation.Demand(Permissions.HoldsPlace);
        }

        return await PlaceByRuleAsync(scope, scopeId, reasonCode, noteCode, cancellationToken);
    }

    /// <summary>Holds as the consequence of another fact, such as an unfit return: no permission of its own is needed.</summary>
    internal async Task<Hold> PlaceByRuleAsync(
        HoldScope scope, Guid scopeId, string reasonCode, string? noteCode, CancellationToken cancellationToken)
    {
        if (!HoldReasons.All.Contains(reasonCode))
        {
            throw new InputException("HLD-001", "reasonCode", $"There is no hold reason '{reasonCode}'.");
        }

        var hold = new Hold(
            new HoldId(ids.New()), scope, scopeId, reasonCode, noteCode, FactStamp.Of(Operation), Operation.IsSystem);
        await BumpScopeAsync(hold, cancellationToken);
        holds.Add(hold);
        events.Raise(hold.ScopeSubject, new HoldPlaced(
            hold.Id.Value, hold.ScopeSubject.Kind, scopeId, reasonCode, Operation.IsSystem ? null : Operation.UserId));
        return hold;
    }

    /// <summary>Ends the investigation with a finding and a proposal, which another person must sign.</summary>
    public async Task<Hold> ProposeAsync(
        HoldId id, HoldDecision proposal, string findingCode, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.HoldsPlace);
        Operation.DemandPerson();
        if (string.IsNullOrWhiteSpace(findingCode))
        {
            throw new InputException("HLD-004", "findingCode", $"{id.Subject}: say what was found.");
        }

        var hold = await LoadAsync(id, cancellationToken);
        hold.Propose(proposal, findingCode.Trim(), Operation);
        events.Raise(hold.ScopeSubject, new HoldInvestigated(
            id.Value, hold.ScopeSubject.Kind, hold.ScopeId, hold.ReasonCode, hold.FindingCode!, proposal.ToString()));
        return hold;
    }

    /// <summary>
    /// The second person signs the proposal: needs <see cref="Permissions.HoldsLift"/> and a signature of this operation with the meaning
    /// <c>hold-lifted</c>, or <c>discarded</c> when the proposal is to discard; then every bag of the scope that is not issued is discarded.
    /// </summary>
    /// <param name="id">The hold.</param>
    /// <param name="discardReasonCode">Reason when the proposal is to discard.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<Hold> CloseAsync(HoldId id, string? discardReasonCode = null, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.HoldsLift);
        Operation.DemandPerson();
        var hold = await LoadAsync(id, cancellationToken);
        var isDiscard = hold.Proposal == HoldDecision.Discard;
        Operation.DemandSignature(isDiscard ? SignatureMeanings.Discarded : SignatureMeanings.Lifted);
        hold.Close(Operation);
        await BumpScopeAsync(hold, cancellationToken);
        if (!isDiscard)
        {
            events.Raise(hold.ScopeSubject, new HoldLifted(
                id.Value, hold.ScopeSubject.Kind, hold.ScopeId, hold.ReasonCode, hold.FindingCode!));
            return hold;
        }

        var discarded = new List<Guid>();
        foreach (var unit in (await UnitsAsync(hold, cancellationToken)).Where(u => !u.IsEnded && u.Status != UnitStatus.Issued))
        {
            await discard.EndAsync(unit, discardReasonCode ?? DiscardReasons.ProcessingError, hold.Id, cancellationToken);
            discarded.Add(unit.Id.Value);
        }

        events.Raise(hold.ScopeSubject, new HoldEndedInDiscard(
            id.Value, hold.ScopeSubject.Kind, hold.ScopeId, hold.ReasonCode, hold.FindingCode!, discarded));
        return hold;
    }

    private async Task<Hold> LoadAsync(HoldId id, CancellationToken cancellationToken) =>
        await holds.FindAsync(id, cancellationToken) ?? throw new NotFoundException("HLD-404", $"There is no {id.Subject}.");

    // Gates assert unit, donation, donor and lot alike, so the scope's own version is enough for them; the bags are raised too, so that what
    // watches one bag (its page, its worklist) sees the change.
    private async Task BumpScopeAsync(Hold hold, CancellationToken cancellationToken)
    {
        subjects.Bump(hold.ScopeSubject);
        foreach (var unit in await UnitsAsync(hold, cancellationToken))
        {
            subjects.Bump(unit.Id.Subject);
        }
    }

    private async Task<IReadOnlyList<Unit>> UnitsAsync(Hold hold, CancellationToken cancellationToken) => hold.Scope switch
    {
        HoldScope.Unit => await UnitAndChildrenAsync(new UnitId(hold.ScopeId), cancellationToken),
        HoldScope.Donation => await units.OfDonationAsync(new DonationId(hold.ScopeId), cancellationToken),

        // A donor or a lot can concern thousands of bags; ending such a hold discards none by itself.
        _ => [],
    };

    private async Task<IReadOnlyList<Unit>> UnitAndChildrenAsync(UnitId id, CancellationToken cancellationToken)
    {
        var unit = await units.FindAsync(id, cancellationToken) ?? throw new NotFoundException("UNT-404", $"There is no {id.Subject}.");
        return [unit, .. await units.ChildrenOfAsync(id, cancellationToken)];
    }
}
