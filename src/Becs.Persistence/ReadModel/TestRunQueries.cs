using Becs.Domain.Shared;
using Becs.Domain.Testing;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>A run in a list.</summary>
/// <param name="InvalidReasonCode">Why it was declared invalid; null while it stands.</param>
public sealed record TestRunRow(
    Guid Id, string RunNumber, string Method, DateTime RanAt, bool ControlsInRange, string? InvalidReasonCode, int Results, string RecordedBy);

/// <summary>Reads the analytical runs of a site and the results.</summary>
public sealed class TestRunQueries
{
    private readonly ReadDatabase _reads;

    internal TestRunQueries(ReadDatabase reads) => _reads = reads;

    /// <summary>Runs of a site, latest first.</summary>
    public async Task<Rows<TestRunRow>> ListAsync(
        SiteId site, string? runNumber, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var runs = db.Set<TestRun>().AsNoTracking().Where(r => r.SiteId == site);
        if (runNumber is not null)
        {
            runs = runs.Where(r => r.Number == runNumber);
        }

        var found = await runs.OrderByDescending(r => r.RanAt).ThenBy(r => r.Id)
            .Select(r => new { Run = r, Results = db.Set<TestResult>().Count(x => x.RunId == r.Id) }).CutAsync(skip, take, cancellationToken);
        return found.Select(f => Row(f.Run, f.Results));
    }

    /// <summary>A run of this site; null also for one of another.</summary>
    public async Task<TestRunRow?> FindAsync(SiteId site, Guid id, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var runId = new TestRunId(id);
        var run = await db.Set<TestRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId && r.SiteId == site, cancellationToken);
        return run is null ? null : Row(run, await db.Set<TestResult>().CountAsync(x => x.RunId == runId, cancellationToken));
    }

    internal static async Task<IReadOnlyList<ResultRow>> ResultsAsync(
        BecsDbContext db, DonationId donation, CancellationToken cancellationToken)
    {
        var results = await db.Set<TestResult>().AsNoTracking().Where(r => r.DonationId == donation).OrderBy(r => r.Id)
            .ToListAsync(cancellationToken);
        var runIds = results.Select(r => r.RunId).Distinct().ToList();
        var runs = await db.Set<TestRun>().AsNoTracking().Where(r => runIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellationToken);
        var enteredTwice = results.Where(r => r.Entry == ResultEntry.Second).Select(r => r.Key).ToHashSet();
        return [.. results.Select(r => Row(r, runs[r.RunId], r.Entry == ResultEntry.First && !enteredTwice.Contains(r.Key)))];
    }

    // The second entry is blind: a value that waits for it is shown to nobody.
    private static ResultRow Row(TestResult result, TestRun run, bool waits) => new(
        result.Id, result.SampleId, run.Id.Value, run.Number, result.TestCode, result.Role.Code(), result.Entry.ToString(),
        waits ? null : result.Interpretation?.Code(), waits ? null : result.Raw, waits ? null : result.ReactionText, !run.IsValid, waits,
        result.Stamp.UserName, result.Stamp.RecordedAt);

    private static TestRunRow Row(TestRun run, int results) => new(
        run.Id.Value, run.Number, run.Method, run.RanAt, run.ControlsInRange, run.Invalidation?.ReasonCode, results, run.Stamp.UserName);
}
