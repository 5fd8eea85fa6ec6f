using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Persistence.ReadModel;
using Becs.Server.Donations;
using Becs.Server.Hosting;
using Becs.Server.Shell.Localisation;
using Becs.Server.Shell.Session;
using Becs.Server.Tasks;
using StoredRow = Becs.Persistence.Audit.AuditRow;

namespace Becs.Server.Audit;

/// <summary>The trail for its page, of the sites granted and of what belongs to no site.</summary>
internal sealed class AuditPages(PageReads pages, IAuditReads reads, DonationQueries donations, AuditTexts texts) : IAuditPages
{
    public Task<PageOf<AuditRow>> ListAsync(AuditFilter filter, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.AuditRead, async (_, now) =>
        {
            var site = now.Site!;
            var found = await reads.CutAsync(
                new Persistence.ReadModel.AuditFilter(
                    UserName: Given(filter.User),
                    FromAt: filter.From?.StartOfDay(site.TimeZone),
                    UptoAt: filter.To?.AddDays(1).StartOfDay(site.TimeZone),
                    SiteIds: [.. now.Sites.Select(s => s.Id.Value), Guid.Empty],
                    SubjectIds: await SubjectsAsync(filter.Subject.Trim(), site.Id, cancellationToken),
                    What: Given(filter.What)),
                (filter.Page - 1) * filter.PageSize, filter.PageSize, cancellationToken);
            var signatures = await reads.SignaturesAsync([.. found.Items.Select(r => r.SignatureId).OfType<Guid>().Distinct()], cancellationToken);
            var names = await texts.NamesAsync(found.Items, cancellationToken);
            return new PageOf<AuditRow>(
                [.. found.Items.Select(r => RowOf(r, r.SignatureId is { } id ? signatures.GetValueOrDefault(id) : null, names, site.TimeZone))], filter.Page,
                filter.PageSize, found.TotalCount);
        }, cancellationToken);

    /// <summary>A record by its id, or a donation by its number; null to ask for all, none when nothing is called so.</summary>
    private async Task<IReadOnlyCollection<Guid>?> SubjectsAsync(string text, SiteId site, CancellationToken cancellationToken)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (Guid.TryParse(text.Split(':')[^1], out var id))
        {
            return [id];
        }

        try
        {
            return await donations.IdOfAsync(site, DinText.Read(text), cancellationToken) is { } donation ? [donation] : [];
        }
        catch (InputException)
        {
            return [];
        }
    }

    private static string? Given(string text) => text.Trim() is { Length: > 0 } given ? given : null;

    private AuditRow RowOf(
        StoredRow r, Signature? signature, IReadOnlyDictionary<SubjectRef, string> names, TimeZoneInfo zone)
    {
        var subject = AuditTexts.SubjectOf(r);
        var name = names.GetValueOrDefault(subject);
        return new AuditRow(
            r.Id, r.RecordedAt, texts.Who(r.UserName), r.Workstation, texts.What(r.What), texts.Subject(subject, name),
            SubjectLinks.Of(subject.Kind, subject.Id, name), texts.Value(r.Old, zone), texts.Value(r.New, zone), r.Reason,
            signature is null ? null : texts.Signed(signature), r.InstanceId, r.PackageHash);
    }
}
