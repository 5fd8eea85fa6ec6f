using System.Globalization;
using Becs.Domain.Donors;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Persistence.ReadModel;
using Becs.Server.Donations;
using Becs.Server.Operations;
using Becs.Server.Shell.Lists;
using Becs.Server.Shell.Session;
using StoredDonor = Becs.Persistence.ReadModel.DonorRow;

namespace Becs.Server.Donors;

/// <summary>The donor registry for its pages. Names come from the erasable store and go nowhere but the page.</summary>
internal sealed class DonorPages(
    PageReads pages, PageCaller caller, OperationRunner runner, DonorQueries donors, ITaskReads tasks, CaseReads cases, RecordTexts texts,
    TimeProvider clock) : IDonorPages
{
    /// <summary>How long the page waits for the first task of a visit; the workflow starts right after the commit.</summary>
    private const int TriesForFirstTask = 12;

    public Task<IReadOnlyList<DonorRow>> SearchAsync(DonorSearch search, CancellationToken cancellationToken = default) =>
        pages.ReadAsync<IReadOnlyList<DonorRow>>(Permissions.DonorsRead, async (scope, now) =>
        {
            var personal = scope.GetRequiredService<IPersonalRecords>();
            var today = clock.UtcNow().LocalDate(now.Site!.TimeZone);
            IReadOnlyList<StoredDonor> found = search.DonorNumber.Trim() is { Length: > 0 } number
                ? (await donors.ListAsync(number.ToUpperInvariant(), today, 0, 1, cancellationToken)).Items
                : search.IsEmpty ? []
                : await donors.FindAsync(
                    [.. (await personal.SearchAsync(SubjectKinds.Donor, FieldsOf(search), IDonorPages.MostFound, cancellationToken)).Select(p => p.Id)],
                    today, cancellationToken);
            var rows = new List<DonorRow>();
            foreach (var row in found)
            {
                var identity = await IdentityAsync(personal, row.Id, cancellationToken);
                rows.Add(new DonorRow(
                    row.Id, row.DonorNumber, NameOf(identity) ?? "", identity?.BirthDate,
                    row.LastCollectedAt?.LocalDate(now.Site.TimeZone), row.HasStandingDeferral));
            }

            return rows;
        }, cancellationToken);

    public Task<DonorView?> FindAsync(Guid donor, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.DonorsRead, async (scope, now) =>
        {
            if (await donors.FindAsync(donor, [.. now.Sites.Select(s => s.Id)], cancellationToken) is not { } record)
            {
                return null;
            }

            var today = clock.UtcNow().LocalDate(now.Site!.TimeZone);
            var identity = await IdentityAsync(scope.GetRequiredService<IPersonalRecords>(), donor, cancellationToken);
            var standing = record.Deferrals.Where(d => d.HoldsOn(today)).ToList();
            var subjects = record.Visits.Select(v => v.Id).Append(donor).ToList();
            return new DonorView(
                donor, record.DonorNumber, NameOf(identity), identity?.BirthDate, "",
                standing.Count == 0 || standing.Any(d => d.EndsOn is null) ? null : standing.Max(d => d.EndsOn),
                [.. record.Deferrals.Select(d => LineOf(d, now.May(Permissions.DonorsReadConfidential), today))],
                [.. record.Donations.Select(DonationPages.RowOf)], TimelineOf(record), await cases.AboutAsync(now, subjects, cancellationToken));
        }, cancellationToken);

    public async Task<Guid?> StartVisitAsync(Guid donor, CancellationToken cancellationToken = default)
    {
        var operation = await caller.OperationAsync("visit.start", body: new { donor }) with { Permission = Permissions.VisitsStart };
        await runner.RunAsync(operation, async (scope, token) => (await scope.GetRequiredService<StartVisit>()
            .ExecuteAsync(new DonorId(donor), DonationTypeCodes.Parse("whole-blood"), token)).Id.Value, cancellationToken);
        for (var attempt = 1; attempt <= TriesForFirstTask; attempt++)
        {
            if (await FirstTaskAsync(donor, cancellationToken) is { } task)
            {
                return task;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, cancellationToken);
        }

        return null;
    }

    private Task<Guid?> FirstTaskAsync(Guid donor, CancellationToken cancellationToken) =>
        pages.EvaluateAsync(Permissions.TasksRead, "task.list", async (_, context) =>
        {
            var (open, _) = await tasks.PageAsync(
                new TaskQuery(context.SiteId.Value, [TaskState.Open], SubjectId: donor), 0, 50, cancellationToken);
            return open.OrderByDescending(t => t.CreatedAt).FirstOrDefault(t => t.MayBeWorkedOnBy(context))?.Id.Value;
        }, cancellationToken);

    private static Dictionary<string, string> FieldsOf(DonorSearch search) => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        [DonorFields.Family] = search.FamilyName,
        [DonorFields.Given] = search.GivenName,
        [DonorFields.BirthDate] = search.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    }.Where(f => !string.IsNullOrWhiteSpace(f.Value)).ToDictionary(f => f.Key, f => f.Value!, StringComparer.Ordinal);

    private static Task<DonorIdentity?> IdentityAsync(IPersonalRecords personal, Guid donor, CancellationToken cancellationToken) =>
        personal.GetAsync<DonorIdentity>(PersonRef.Of(new DonorId(donor)), DonorRecords.Identity, donor, cancellationToken);

    private static string? NameOf(DonorIdentity? identity) => identity is null ? null : $"{identity.FamilyName}, {identity.GivenName}";

    private DeferralLine LineOf(DeferralRow row, bool mayReadConfidential, DateOnly today)
    {
        var hides = row.IsConfidential && !mayReadConfidential;
        var code = hides ? "CONFIDENTIAL" : row.Code;
        return new DeferralLine(
            code, texts.Of("deferral.code.", code) is var said && said != code ? said : "", row.StartsOn, row.EffectiveEnd ?? row.EndsOn, row.EndsOn is null && row.EndCondition is null,
            row.HoldsOn(today), row.HoldsOn(today) ? Tone.Bad : Tone.Neutral);
    }

    private List<TimelineEntry> TimelineOf(DonorRecord record) =>
    [
        .. record.Visits.Select(v => new TimelineEntry(
                v.StartedAt, texts.Of("happened.", "visit"), texts.Of("visit.state.", v.Status), "", ToneOf(v.Status),
                v.Din is { } din ? $"/donations/{din}" : null))
            .Concat(record.Deferrals.Select(d => new TimelineEntry(
                d.RecordedAt, texts.Of("happened.", "deferral"), d.IsConfidential ? "" : texts.Of("deferral.code.", d.Code), texts.Who(d.RecordedBy), Tone.Bad)))
            .Append(new TimelineEntry(record.RegisteredAt, texts.Of("happened.", "donor-registered"), record.DonorNumber, "", Tone.Info))
            .OrderBy(e => e.At),
    ];

    private static Tone ToneOf(string visitStatus) => visitStatus switch
    {
        nameof(VisitStatus.Accepted) => Tone.Good,
        nameof(VisitStatus.Deferred) => Tone.Bad,
        nameof(VisitStatus.Referred) => Tone.Warning,
        _ => Tone.Info,
    };
}
