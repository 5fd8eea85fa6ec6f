using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Persistence.ReadModel;
using Becs.Server.Donations;

namespace Becs.Server.Audit;

/// <summary>What of the trail is wanted. Texts are empty where nothing is asked.</summary>
/// <param name="Record">Number or scan of a record, or <c>kind:id</c>.</param>
/// <param name="RecordIds">Records already found, instead of a number.</param>
/// <param name="User">Sign-in name.</param>
/// <param name="What">What happened, such as <c>unit.released</c>, or an action.</param>
/// <param name="Workstation">As rows name it.</param>
/// <param name="Site">Code of one site; all granted ones when empty.</param>
/// <param name="FromAt">Not before (UTC).</param>
/// <param name="UptoAt">Before (UTC).</param>
/// <param name="HasReason">With a reason, without, or either.</param>
/// <param name="HasSignature">Signed, not signed, or either.</param>
public sealed record AuditSearch(
    string Record = "", IReadOnlyList<Guid>? RecordIds = null, string User = "", string What = "", string Workstation = "", string Site = "",
    DateTime? FromAt = null, DateTime? UptoAt = null, bool? HasReason = null, bool? HasSignature = null);

/// <param name="Filter">The search as the trail is asked.</param>
/// <param name="Records">The records it is about; null when about any.</param>
public sealed record ResolvedAuditSearch(AuditFilter Filter, IReadOnlyList<SubjectRef>? Records);

/// <summary>Turns what a person or program asks for into what the trail is asked, at the sites this person is granted.</summary>
public sealed class AuditSearches(AuditRecordQueries records)
{
    private const int LongestText = 100;

    /// <exception cref="InputException">A text too long, or a site unknown or not granted.</exception>
    public async Task<ResolvedAuditSearch> ResolveAsync(
        AuditSearch search, IReadOnlyList<Site> granted, CancellationToken cancellationToken = default)
    {
        var found = search.RecordIds is { Count: > 0 } ids
            ? [.. ids.Distinct().Select(id => new SubjectRef("", id))]
            : await RecordsAsync(Text(search.Record, "record"), cancellationToken);
        var filter = new AuditFilter(
            UserName: Text(search.User, "user")?.ToLowerInvariant(),
            FromAt: search.FromAt,
            UptoAt: search.UptoAt,
            SiteIds: Sites(Text(search.Site, "site"), granted),
            RecordIds: found is null ? null : [.. found.Select(r => r.Id)],
            What: Text(search.What, "what"),
            Workstation: Text(search.Workstation, "workstation"),
            HasReason: search.HasReason,
            HasSignature: search.HasSignature);
        return new ResolvedAuditSearch(filter, found);
    }

    // What belongs to no site is shown to everybody who may read the trail, unless one site is asked for.
    private static IReadOnlyCollection<Guid> Sites(string? code, IReadOnlyList<Site> granted) => code is null
        ? [.. granted.Select(s => s.Id.Value), Guid.Empty]
        : granted.FirstOrDefault(s => s.Code.Equals(code, StringComparison.OrdinalIgnoreCase)) is { } site ? [site.Id.Value]
            : throw new InputException("AUD-401", "site", "The site asked for is unknown or not granted to this account.");

    private static string? Text(string given, string field) => given.Trim() switch
    {
        { Length: 0 } => null,
        { Length: > LongestText } => throw new InputException("AUD-402", field, $"{field}: longer than {LongestText} characters."),
        var text => text,
    };

    private async Task<IReadOnlyList<SubjectRef>?> RecordsAsync(string? text, CancellationToken cancellationToken)
    {
        if (text is null)
        {
            return null;
        }

        var parts = text.Split(':', 2);
        if (Guid.TryParse(parts[^1], out var id))
        {
            return [new SubjectRef(parts.Length == 2 ? parts[0] : "", id)];
        }

        try
        {
            if (await records.OfDinAsync(DinText.Read(text), cancellationToken) is { Count: > 0 } named)
            {
                return named;
            }
        }
        catch (InputException)
        {
            // Not a donation number; a number of something else then.
        }

        return await records.OfNumberAsync(text, cancellationToken);
    }
}
