using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>A hold in a list.</summary>
/// <param name="Scope">donor, donation, unit or lot.</param>
/// <param name="PlacedBy">User name; a rule when <paramref name="PlacedBySystem"/>.</param>
public sealed record HoldRow(
    Guid Id, string Scope, Guid ScopeId, string ReasonCode, string? NoteCode, string PlacedBy, bool PlacedBySystem, DateTime PlacedAt,
    string? FindingCode, string? Proposal, DateTime? ProposedAt, string? ClosedAs, DateTime? ClosedAt)
{
    public bool IsOpen => ClosedAt is null;
}

/// <summary>A manual cover in a list.</summary>
/// <param name="RevokedAt">When it ended early; null unless it did.</param>
public sealed record CoverRow(
    Guid Id, string BlockerCode, string ProcedureCode, DateOnly ValidFrom, DateOnly ValidUntil, string SignedBy, DateTime SignedAt,
    Guid SignatureId, DateTime? RevokedAt);

/// <summary>Reads the holds and manual covers of a site.</summary>
public sealed class QuarantineQueries
{
    private readonly ReadDatabase _reads;

    internal QuarantineQueries(ReadDatabase reads) => _reads = reads;

    /// <summary>Holds placed at a site, latest first.</summary>
    public async Task<Rows<HoldRow>> HoldsAsync(
        SiteId site, bool? open, string? reasonCode, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var holds = db.Set<Hold>().AsNoTracking().Where(h => h.Placed.SiteId == site);
        if (open is { } wanted)
        {
            holds = holds.Where(h => (h.ClosedAt == null) == wanted);
        }

        if (reasonCode is not null)
        {
            holds = holds.Where(h => h.ReasonCode == reasonCode);
        }

        var ordered = holds.OrderByDescending(h => h.Placed.RecordedAt).ThenBy(h => h.Id);
        return (await ordered.CutAsync(skip, take, cancellationToken)).Select(Row);
    }

    /// <summary>A hold placed at this site; null also for one of another.</summary>
    public async Task<HoldRow?> FindHoldAsync(SiteId site, Guid id, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var holdId = new HoldId(id);
        var hold = await db.Set<Hold>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == holdId && h.Placed.SiteId == site, cancellationToken);
        return hold is null ? null : Row(hold);
    }

    /// <summary>Covers signed for a site, latest first.</summary>
    /// <param name="site">The site.</param>
    /// <param name="standingOn">Only those that stand on this day; null for all.</param>
    /// <param name="skip">Rows to leave out.</param>
    /// <param name="take">Most rows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<Rows<CoverRow>> CoversAsync(
        SiteId site, DateOnly? standingOn, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var covers = db.Set<ManualCover>().AsNoTracking().Where(c => c.SiteId == site);
        if (standingOn is { } day)
        {
            covers = covers.Where(c => c.ValidFrom <= day && c.ValidUntil >= day && !db.Set<CoverRevocation>().Any(r => r.CoverId == c.Id));
        }

        var found = await covers.OrderByDescending(c => c.Stamp.RecordedAt).ThenBy(c => c.Id).Select(c => new
        {
            Cover = c,
            RevokedAt = db.Set<CoverRevocation>().Where(r => r.CoverId == c.Id).Select(r => (DateTime?)r.Stamp.RecordedAt).FirstOrDefault(),
        }).CutAsync(skip, take, cancellationToken);
        return found.Select(f => new CoverRow(
            f.Cover.Id, f.Cover.BlockerCode, f.Cover.ProcedureCode, f.Cover.ValidFrom, f.Cover.ValidUntil, f.Cover.Stamp.UserName,
            f.Cover.Stamp.RecordedAt, f.Cover.SignatureId, f.RevokedAt));
    }

    internal static async Task<IReadOnlyList<HoldRow>> OfScopesAsync(
        BecsDbContext db, IReadOnlyCollection<Guid> scopes, CancellationToken cancellationToken) =>
        [.. (await db.Set<Hold>().AsNoTracking().Where(h => scopes.Contains(h.ScopeId)).OrderByDescending(h => h.Placed.RecordedAt)
            .Take(RowsExtensions.Most).ToListAsync(cancellationToken)).Select(Row)];

    internal static HoldRow Row(Hold h) => new(
        h.Id.Value, h.ScopeSubject.Kind, h.ScopeId, h.ReasonCode, h.NoteCode, h.Placed.UserName, h.PlacedBySystem, h.Placed.RecordedAt,
        h.FindingCode, h.Proposal?.ToString(), h.ProposedAt, h.ClosedAs?.ToString(), h.ClosedAt);
}
