using Becs.Contracts.Testing;
using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>
/// Records a batch of results of one run: every row is checked first, then all are written or none. A row that was recorded before with the
/// same value is counted, not written again.
/// </summary>
public sealed class RecordTestResults(
    RunIntake runs,
    ITests tests,
    IDonations donations,
    IDonors donors,
    ReadTestingFacts read,
    SettleTesting settle,
    EntryPlan plan,
    ISubjects subjects,
    IEventSink events,
    ICurrentOperation operation,
    IIdGenerator ids)
{
    private const int MostRows = 2000;

    /// <exception cref="ForbiddenException">PERM-001.</exception>
    public async Task<RecordedResults> ExecuteAsync(ResultBatch batch, CancellationToken cancellationToken = default)
    {
        operation.Context.Demand(Permissions.TestsEnter);
        var errors = new List<RowError>();
        if (batch.Rows.Count is 0 or > MostRows)
        {
            errors.Add(new RowError(0, "TST-017", "rows", $"A batch has 1 to {MostRows} rows."));
        }

        var run = await runs.OpenAsync(batch, errors, cancellationToken);
        var readings = run is null ? [] : await ReadAsync(batch, errors, cancellationToken);
        var planned = run is null || errors.Count > 0
            ? []
            : await plan.ForAsync(run, readings, batch.IsTyped, errors, cancellationToken);
        if (errors.Count > 0 || run is null)
        {
            return new RecordedResults([], 0, errors, new Dictionary<string, string>());
        }

        await runs.KeepAsync(run, cancellationToken);
        var written = planned.Where(p => !p.IsRepeatOfRecorded)
            .Select(p => Write(run, p)).ToList();
        var verdicts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var donation in readings.Select(r => r.Donation).Distinct())
        {
            await BumpAsync(donation, cancellationToken);
            var verdict = await settle.ExecuteAsync(donation.Id, cancellationToken);
            verdicts[donation.Din.Value] = verdict.Code;
        }

        return new RecordedResults([.. written], planned.Count - written.Count, [], verdicts);
    }

    private async Task<List<RowReading>> ReadAsync(
        ResultBatch batch, List<RowError> errors, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, (Donation Donation, TestingFacts Facts)>(StringComparer.Ordinal);
        var readings = new List<RowReading>();
        for (var i = 0; i < batch.Rows.Count && i < MostRows; i++)
        {
            var row = batch.Rows[i];
            try
            {
                var din = RowReading.Din(row.Din, batch.IsTyped);
                if (!known.TryGetValue(din.Value, out var found))
                {
                    known[din.Value] = found = await FactsAsync(din, cancellationToken);
                }

                readings.Add(RowReading.Of(i + 1, row, found.Donation, found.Facts, batch.RanAt));
            }
            catch (BecsException refused) when (refused is not ConflictException)
            {
                var field = (refused as InputException)?.Field ?? refused.Facts.GetValueOrDefault("field", "din");
                errors.Add(new RowError(i + 1, refused.Code, field, refused.Message));
            }
        }

        return readings;
    }

    private async Task<(Donation Donation, TestingFacts Facts)> FactsAsync(
        DonationNumber din, CancellationToken cancellationToken)
    {
        var donation = await donations.FindByDinAsync(din, cancellationToken)
            ?? throw new InputException("TST-002", "din", $"There is no donation {din}.");
        return (donation, await read.OfAsync(donation.Id, cancellationToken));
    }

    private Guid Write(TestRun run, PlannedEntry planned)
    {
        var reading = planned.Reading;
        var result = new TestResult(
            ids.New(),
            reading.Donation.Id,
            reading.Sample.Id,
            run.Id,
            reading.TestCode,
            reading.Role,
            planned.Entry,
            reading.Value,
            run.RanAt,
            planned.Entry == ResultEntry.Resolution ? operation.Context.Signature?.Id : null,
            FactStamp.Of(operation.Context));
        tests.Add(result);
        var (id, din) = (reading.Donation.Id.Value, reading.Donation.Din.Value);
        events.Raise(
            reading.Donation.Id.Subject,
            new TestResultRecorded(
                id,
                din,
                result.Id,
                result.TestCode,
                result.Role.Code(),
                planned.Entry == ResultEntry.First ? null : result.Interpretation?.Code(),
                run.Id.Value),
            run.RanAt);
        if (planned.Disagrees)
        {
            events.Raise(
                reading.Donation.Id.Subject, new ManualEntriesDisagree(id, din, result.TestCode, run.Id.Value));
        }

        return result.Id;
    }

    private async Task BumpAsync(Donation donation, CancellationToken cancellationToken)
    {
        subjects.Bump(donation.Id.Subject);
        foreach (var donor in await donors.AliasClosureAsync(donation.DonorId, cancellationToken))
        {
            subjects.Bump(donor.Subject);
        }
    }
}
