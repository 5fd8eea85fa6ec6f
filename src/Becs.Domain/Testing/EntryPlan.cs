using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.Testing;

/// <summary>
/// Which entry each row of a batch is: the instrument's, or of typed results the first, the blind second, or the third person's resolution.
/// The same person never makes two entries of one measurement (domain handbook 6.9).
/// </summary>
public sealed class EntryPlan(ITests tests, ICurrentOperation operation)
{
    internal async Task<List<PlannedEntry>> ForAsync(
        TestRun run, IReadOnlyList<RowReading> readings, bool isTyped, List<RowError> errors, CancellationToken cancellationToken)
    {
        var recorded = (await tests.ResultsOfRunAsync(run.Id, cancellationToken)).ToLookup(r => r.Key);
        var planned = new List<PlannedEntry>();
        var seen = new HashSet<ResultKey>();
        foreach (var reading in readings)
        {
            var key = new ResultKey(run.Id, reading.Sample.Id, reading.TestCode, reading.Role);
            if (!seen.Add(key))
            {
                errors.Add(new RowError(reading.Row, "TST-010", "role", "The batch has this sample, test and role twice."));
                continue;
            }

            var entries = recorded[key].OrderBy(r => r.Entry).ToList();
            var entry = isTyped ? Typed(reading, entries, errors) : Instrument(reading, entries, errors);
            if (entry is not null)
            {
                planned.Add(entry);
            }
        }

        return planned;
    }

    private static PlannedEntry? Instrument(RowReading reading, List<TestResult> entries, List<RowError> errors)
    {
        if (entries.Count == 0)
        {
            return new PlannedEntry(reading, ResultEntry.Instrument);
        }

        if (entries is [{ Entry: ResultEntry.Instrument } same] && same.Value == reading.Value)
        {
            return new PlannedEntry(reading, ResultEntry.Instrument, IsRepeatOfRecorded: true);
        }

        errors.Add(new RowError(
            reading.Row, "TST-010", "role", "This run has another result for the sample, test and role; results are not changed."));
        return null;
    }

    private PlannedEntry? Typed(RowReading reading, List<TestResult> entries, List<RowError> errors)
    {
        var user = operation.Context.UserId;
        if (entries.Find(e => e.Stamp.UserId == user) is { } own)
        {
            if (own.Value == reading.Value)
            {
                return new PlannedEntry(reading, own.Entry, IsRepeatOfRecorded: true);
            }

            errors.Add(new RowError(reading.Row, "TST-011", "din", "You entered this result before: another person enters it again."));
            return null;
        }

        switch (entries)
        {
            case []:
                return new PlannedEntry(reading, ResultEntry.First);
            case [{ Entry: ResultEntry.First } first]:
                return new PlannedEntry(
                    reading, ResultEntry.Second, Disagrees: !first.Value.AgreesWith(reading.Value));
            case [{ Entry: ResultEntry.First } first, { Entry: ResultEntry.Second } second]
                when !first.Value.AgreesWith(second.Value):
                operation.Context.Demand(Permissions.TestsResolve);
                operation.Context.DemandSignature(SignatureMeanings.Verified);
                return new PlannedEntry(reading, ResultEntry.Resolution);
            default:
                errors.Add(new RowError(reading.Row, "TST-010", "role", "This result is complete; results are not changed."));
                return null;
        }
    }
}

/// <summary>A row and the entry it becomes.</summary>
internal sealed record PlannedEntry(
    RowReading Reading, ResultEntry Entry, bool IsRepeatOfRecorded = false, bool Disagrees = false);
