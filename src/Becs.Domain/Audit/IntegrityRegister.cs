using Becs.Contracts.Audit;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Sites;

namespace Becs.Domain.Audit;

/// <summary>
/// Records broken places of the audit trail and the incidents that limit them. Both raise the safety version of every site, on which the
/// decisions to release, allocate and issue rest.
/// </summary>
public sealed class IntegrityRegister(
    IIntegrity integrity, ISites sites, ISubjects subjects, IEventSink events, IAuditTrail audit, IIdGenerator ids, ICurrentOperation current)
{
    private OperationContext Operation => current.Context;

    /// <summary>Records what the verifier found; a place that is recorded already is not recorded again.</summary>
    /// <returns>The new breaks.</returns>
    public async Task<IReadOnlyList<IntegrityBreak>> RecordAsync(
        IReadOnlyList<BrokenPlace> found, CancellationToken cancellationToken = default)
    {
        if (!Operation.IsSystem)
        {
            throw new ForbiddenException("INT-001", "Only the verifier of the trail records a break.");
        }

        var recorded = new List<IntegrityBreak>();
        var known = await integrity.KnownAsync([.. found.Select(f => f.Place)], cancellationToken);
        foreach (var place in found.DistinctBy(f => f.Place).Where(f => !known.Contains(f.Place)))
        {
            var broken = new IntegrityBreak(ids.New(), place, FactStamp.Of(Operation));
            integrity.Add(broken, [.. (place.Records ?? []).Distinct()]);
            audit.Record(new SubjectRef(SubjectKinds.System, broken.Id), "audit.broken", null, $"{broken.Kind} {broken.Place}");
            recorded.Add(broken);
            await EverySiteAsync(
                new AuditTrailBroken(broken.Id, broken.Kind, broken.Place, broken.ConcernsAll, place.Records?.Count ?? 0), cancellationToken);
        }

        return recorded;
    }

    /// <summary>
    /// States what breaks concern. Needs <see cref="Permissions.IntegrityLimit"/> and a signature of this operation with the meaning
    /// <c>reviewed</c>. Nothing is let go yet.
    /// </summary>
    /// <param name="breakIds">The broken places looked into.</param>
    /// <param name="kept">Records that stay blocked.</param>
    /// <param name="statement">What was found out and why the rest may go on.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IntegrityIncident> OpenAsync(
        IReadOnlyCollection<Guid> breakIds, IReadOnlyCollection<SubjectRef> kept, string statement, CancellationToken cancellationToken = default)
    {
        var signature = Demand(SignatureMeanings.Reviewed);
        if (breakIds.Count == 0 || (await integrity.FindAsync(breakIds, cancellationToken)).Count != breakIds.Distinct().Count())
        {
            throw new InputException("INT-002", "breakIds", "Name the recorded breaks that were looked into.");
        }

        if (string.IsNullOrWhiteSpace(statement))
        {
            throw new InputException("INT-003", "statement", "State what was found out and why the rest may go on.");
        }

        var incident = new IntegrityIncident(ids.New(), breakIds, kept, statement.Trim(), signature.Id, FactStamp.Of(Operation));
        integrity.Add(incident);
        audit.Record(new SubjectRef(SubjectKinds.System, incident.Id), "integrity.opened", null,
            $"{string.Join(' ', incident.BreakIds)}; stays blocked: {string.Join(' ', incident.Kept)}");
        events.Raise(Operation.SiteId.Subject, new IntegrityIncidentOpened(incident.Id, incident.BreakIds));
        return incident;
    }

    /// <summary>
    /// The second signature, of another person, with the meaning <c>approved</c>: from this commit on the breaks block only what the incident
    /// keeps.
    /// </summary>
    public async Task ConfirmAsync(Guid incidentId, CancellationToken cancellationToken = default)
    {
        var signature = Demand(SignatureMeanings.Approved);
        var incident = await integrity.FindIncidentAsync(incidentId, cancellationToken)
            ?? throw new NotFoundException("INT-404", $"There is no integrity incident {incidentId:D}.");
        if (incident.Stamp.UserId == Operation.UserId)
        {
            throw new ForbiddenException("INT-004", $"Integrity incident {incidentId:D} must be confirmed by somebody who did not open it.");
        }

        if (await integrity.ConfirmationOfAsync(incidentId, cancellationToken) is not null)
        {
            throw new ConflictException("INT-409", $"Integrity incident {incidentId:D} is confirmed already.");
        }

        integrity.Add(new IntegrityConfirmation(incidentId, signature.Id, FactStamp.Of(Operation)));
        audit.Record(new SubjectRef(SubjectKinds.System, incidentId), "integrity.confirmed", null, string.Join(' ', incident.BreakIds));
        await EverySiteAsync(new IntegrityIncidentConfirmed(incidentId, incident.BreakIds, incident.Kept.Count), cancellationToken);
    }

    private Signature Demand(string meaning)
    {
        Operation.Demand(Permissions.IntegrityLimit);
        Operation.DemandPerson();
        return Operation.DemandSignature(meaning);
    }

    private async Task EverySiteAsync(Becs.Contracts.BecsEvent raised, CancellationToken cancellationToken)
    {
        foreach (var site in await sites.AllAsync(cancellationToken))
        {
            subjects.Bump(site.Id.Subject);
            events.Raise(site.Id.Subject, raised);
        }
    }
}
