using Becs.Domain.Audit;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>A broken place with how much depends on it and whether a confirmed incident limits it.</summary>
public sealed record IntegrityBreakRow(
    Guid Id, string Kind, string Place, string Detail, DateTime FoundAt, bool ConcernsAll, int Records, Guid? LimitedBy);

/// <summary>An integrity incident with its two persons.</summary>
public sealed record IntegrityIncidentRow(
    Guid Id, IReadOnlyList<Guid> BreakIds, IReadOnlyList<string> Kept, string Statement, string OpenedBy, Guid OpenedById, DateTime OpenedAt,
    string? ConfirmedBy, DateTime? ConfirmedAt);

/// <summary>Broken places of the audit trail and the incidents that limit them, for lists.</summary>
public sealed class IntegrityQueries
{
    private readonly ReadDatabase _database;

    internal IntegrityQueries(ReadDatabase database) => _database = database;

    /// <summary>The latest breaks first, open ones before limited ones.</summary>
    public async Task<(Rows<IntegrityBreakRow> Breaks, IReadOnlyList<IntegrityIncidentRow> Incidents)> ListAsync(
        int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = _database.Open();
        var incidents = await (
            from i in db.Set<IntegrityIncident>()
            join c in db.Set<IntegrityConfirmation>() on i.Id equals c.IncidentId into confirmed
            from c in confirmed.DefaultIfEmpty()
            orderby i.Id descending
            select new { Incident = i, Confirmation = (IntegrityConfirmation?)c }).Take(200).ToListAsync(cancellationToken);
        var limits = incidents.Where(i => i.Confirmation is not null).Select(i => i.Incident).ToList();
        var all = db.Set<IntegrityBreak>();
        var total = await all.CountAsync(cancellationToken);
        var found = await all.OrderByDescending(b => b.Id).Skip(skip).Take(take)
            .Select(b => new { Break = b, Records = db.Set<IntegrityReach>().Count(r => r.BreakId == b.Id) }).ToListAsync(cancellationToken);
        return (
            new Rows<IntegrityBreakRow>(
                [.. found.Select(f => new IntegrityBreakRow(
                    f.Break.Id, f.Break.Kind, f.Break.Place, f.Break.Detail, f.Break.Stamp.RecordedAt, f.Break.ConcernsAll, f.Records,
                    limits.FirstOrDefault(i => i.BreakIds.Contains(f.Break.Id))?.Id))], total),
            [.. incidents.Select(i => new IntegrityIncidentRow(
                i.Incident.Id, i.Incident.BreakIds, i.Incident.Kept, i.Incident.Statement, i.Incident.Stamp.UserName, i.Incident.Stamp.UserId,
                i.Incident.Stamp.RecordedAt, i.Confirmation?.Stamp.UserName, i.Confirmation?.Stamp.RecordedAt))]);
    }
}
