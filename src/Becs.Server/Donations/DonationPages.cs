using Becs.Domain.Isbt128;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Components;
using Becs.Server.Haemovigilance;
using Becs.Server.Hosting;
using Becs.Server.Shell.Lists;
using Becs.Server.Shell.Session;
using StoredDonation = Becs.Persistence.ReadModel.DonationRow;

namespace Becs.Server.Donations;

/// <summary>The donations of the site for their pages.</summary>
internal sealed class DonationPages(
    PageReads pages, DonationQueries donations, TracePages traces, CaseReads cases, ProductNames products, RecordTexts texts) : IDonationPages
{
    public Task<PageOf<DonationRow>> ListAsync(string search, int page, int pageSize, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.DonationsRead, async (_, now) =>
        {
            if (search.Trim() is { Length: > 0 } wanted)
            {
                var one = Read(wanted) is { } din ? await donations.FindAsync(now.Site!.Id, din, cancellationToken) : null;
                return new PageOf<DonationRow>(one is null ? [] : [RowOf(one.Donation)], 1, pageSize, one is null ? 0 : 1);
            }

            var found = await donations.ListAsync(now.Site!.Id, null, null, (page - 1) * pageSize, pageSize, cancellationToken);
            return new PageOf<DonationRow>([.. found.Items.Select(RowOf)], page, pageSize, found.TotalCount);
        }, cancellationToken);

    public Task<DonationView?> FindAsync(string din, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.DonationsRead, async (scope, now) =>
        {
            if (Read(din) is not { } number || await donations.FindAsync(now.Site!.Id, number, cancellationToken) is not { } record)
            {
                return null;
            }

            var row = record.Donation;
            var names = await products.AtAsync(scope, now.Site.Id, cancellationToken);
            var state = RecordTexts.StateOf(row);
            return new DonationView(
                row.Id, row.Din, number.Format(), state, RecordTexts.ToneOfDonation(state), row.DonorId, row.DonorNumber,
                texts.Group(record.Units.Select(u => u.BloodGroup).FirstOrDefault(g => g is not null)), row.CollectedAt,
                texts.Timeline(record.Timeline, names), TestsOf(record),
                [.. record.Units.Select(u => new UnitLine(
                    u.Din, u.ProductCode, names(u.ProductCode), RecordTexts.StateOfUnit(u.Status), RecordTexts.ToneOfUnit(u.Status), u.ExpiresAt))],
                await cases.AboutAsync(now, [row.Id, record.VisitId], cancellationToken),
                await traces.OfDonationAsync(row.Id, cancellationToken));
        }, cancellationToken);

    internal static DonationRow RowOf(StoredDonation row)
    {
        var state = RecordTexts.StateOf(row);
        return new DonationRow(row.Din, RecordTexts.Din(row.Din), state, RecordTexts.ToneOfDonation(state), row.CollectedAt, row.Units);
    }

    /// <summary>Every test ordered or done, whether it has results or not.</summary>
    private List<TestLine> TestsOf(DonationRecord record) => [.. record.OrderedTests
        .Union(record.Results.Select(r => r.TestCode), StringComparer.Ordinal).Select(code =>
        {
            var results = record.Results.Where(r => r.TestCode == code).OrderBy(r => r.EnteredAt).ToList();
            var last = results.LastOrDefault(r => !r.IsVoid);
            var status = last is null ? "missing" : last.AwaitsSecondEntry ? "second-entry" : record.Reasons.Contains(code) ? "counts-against" : "done";
            return new TestLine(
                code, texts.Of("test.code.", code), texts.Of("test.state.", status),
                status switch { "done" => Tone.Good, "counts-against" => Tone.Bad, _ => Tone.Warning },
                [.. results.Select(r => new ResultLine(
                    r.AwaitsSecondEntry ? texts.Of("test.state.", "second-entry") : ShownOf(r),
                    r.RunNumber, r.EnteredAt, r.EnteredBy, r.IsVoid))]);
        })];

    private string ShownOf(ResultRow r) => string.Join(", ", new[]
    {
        texts.Of("test.role.", r.Role), r.Interpretation is { } said ? texts.Of("result.", said) : "", r.Reactions?.Replace(";", ", ", StringComparison.Ordinal) ?? "",
    }.Where(t => t.Length > 0));

    private static DonationNumber? Read(string text)
    {
        try
        {
            return DinText.Read(text);
        }
        catch (InputException)
        {
            return null;
        }
    }
}
