using System.Globalization;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Persistence.Keys;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Shell.Session;
using Becs.Server.Tasks;
using Microsoft.AspNetCore.Http.Extensions;
using StoredRow = Becs.Persistence.Audit.AuditRow;

namespace Becs.Server.Audit;

/// <summary>The trail for its page, of the sites granted and of what belongs to no site.</summary>
internal sealed class AuditPages(PageReads pages, IAuditReads reads, AuditSearches searches, AuditTexts texts, ExportSigner signer) : IAuditPages
{
    private const int PageSize = 50;

    public Task<AuditCut> ListAsync(AuditSearch search, Guid? before, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.AuditRead, async (_, now) =>
        {
            var resolved = await searches.ResolveAsync(search, now.Sites, cancellationToken);
            var found = await reads.PageAsync(resolved.Filter, before, PageSize + 1, cancellationToken);
            StoredRow[] rows = [.. found.Take(PageSize)];
            var signatures = await reads.SignaturesAsync([.. rows.Select(r => r.SignatureId).OfType<Guid>().Distinct()], cancellationToken);
            var names = await texts.NamesAsync(rows, cancellationToken);
            return new AuditCut(
                [.. rows.Select(r => RowOf(r, r.SignatureId is { } id ? signatures.GetValueOrDefault(id) : null, names, now))],
                found.Count > PageSize ? rows[^1].Id : null,
                await reads.CountAsync(resolved.Filter, AuditCut.MostCounted + 1, cancellationToken), QueryOf(search, resolved));
        }, cancellationToken);

    public Task<Guid?> NextPartAsync(AuditSearch search, string format, Guid? after, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.AuditRead, async (_, now) => await reads.LastOfPartAsync(
            (await searches.ResolveAsync(search, now.Sites, cancellationToken)).Filter, after,
            AuditExportFormat.Of(format, Stream.Null, signer).MostRows, cancellationToken), cancellationToken);

    /// <summary>What was typed stays here: a link may stand in a log, and anything may have been typed.</summary>
    private static string QueryOf(AuditSearch search, ResolvedAuditSearch resolved)
    {
        var filter = resolved.Filter;
        var query = new QueryBuilder();
        foreach (var id in resolved.Records is { Count: 0 } ? [Guid.Empty] : resolved.Records?.Select(r => r.Id).Take(200) ?? [])
        {
            query.Add("recordId", id.ToString("D"));
        }

        Add("userName", filter.UserName);
        Add("what", filter.What);
        Add("workstation", filter.Workstation);
        Add("site", search.Site);
        Add("from", filter.FromAt?.ToString("O", CultureInfo.InvariantCulture));
        Add("upto", filter.UptoAt?.ToString("O", CultureInfo.InvariantCulture));
        Add("reason", filter.HasReason?.ToString());
        Add("signature", filter.HasSignature?.ToString());
        return query.ToString();

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }
    }

    private AuditRow RowOf(StoredRow r, Signature? signature, IReadOnlyDictionary<SubjectRef, string> names, Caller now)
    {
        var subject = AuditTexts.SubjectOf(r);
        var name = names.GetValueOrDefault(subject);
        var zone = now.Site!.TimeZone;
        return new AuditRow(
            r.Id, r.RecordedAt, texts.Who(r.UserName), r.Workstation, texts.What(r.What), texts.Subject(subject, name),
            SubjectLinks.Of(subject.Kind, subject.Id, name), texts.Value(r.Old, zone), texts.Value(r.New, zone), r.Reason,
            signature is null ? null : texts.Signed(signature), r.InstanceId, r.PackageHash,
            now.Sites.FirstOrDefault(s => s.Id.Value == r.SiteId)?.Code ?? "", signature?.SignedAt);
    }
}
