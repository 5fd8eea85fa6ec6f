using Becs.Domain.Donations;
using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>Finds or opens the run a batch came from; what is wrong with it is an error of row 0.</summary>
public sealed class RunIntake(
    ITests tests, ILots lots, IEquipment equipment, ISubjects subjects, ICurrentOperation operation, IIdGenerator ids)
{
    private const int MostLots = 50;

    internal async Task<TestRun?> OpenAsync(ResultBatch batch, List<RowError> errors, CancellationToken cancellationToken)
    {
        var context = operation.Context;
        if (string.IsNullOrWhiteSpace(batch.RunNumber) || batch.RunNumber.Length > 60)
        {
            errors.Add(new RowError(0, "TST-012", "runNumber", "A run has a number of 1 to 60 characters."));
        }

        if (batch.RanAt.Kind != DateTimeKind.Utc || batch.RanAt > context.NowAt)
        {
            errors.Add(new RowError(0, "TST-007", "ranAt", "The run lies in the future, or its time is not UTC."));
        }

        if (errors.Count > 0)
        {
            return null;
        }

        var existing = await tests.FindRunByNumberAsync(context.SiteId, batch.RunNumber, cancellationToken);
        if (existing is not null)
        {
            var same = existing.Method == batch.Method && existing.RanAt == batch.RanAt.ToMicroseconds()
                && existing.ControlsInRange == batch.ControlsInRange;
            Require(same, errors, "TST-012", "runNumber", $"Run {batch.RunNumber} is known with another method, time or control.");
            Require(existing.Invalidation is null, errors, "TST-021", "runNumber", $"Run {batch.RunNumber} is invalid.");
            return existing;
        }

        var (lotIds, machine) = await MaterialAsync(batch, context, errors, cancellationToken);
        return errors.Count > 0
            ? null
            : new TestRun(
                new TestRunId(ids.New()),
                batch.RunNumber,
                batch.Method,
                machine,
                lotIds,
                batch.RanAt.ToMicroseconds(),
                batch.ControlsInRange,
                FactStamp.Of(context));
    }

    /// <summary>Stages a run that is not on record yet.</summary>
    internal async Task KeepAsync(TestRun run, CancellationToken cancellationToken)
    {
        if (await tests.FindRunByNumberAsync(run.SiteId, run.Number, cancellationToken) is null)
        {
            subjects.Create(run.Id.Subject);
            tests.Add(run);
        }
    }

    private async Task<(List<LotId> Lots, EquipmentId? Machine)> MaterialAsync(
        ResultBatch batch, OperationContext context, List<RowError> errors, CancellationToken cancellationToken)
    {
        var day = batch.RanAt.LocalDate(context.SiteTimeZone);
        var found = new List<LotId>();
        Require(
            batch.ReagentLots.Count is > 0 and <= MostLots, errors, "TST-013", "reagentLots", "A run names its reagent lots, at most 50.");
        foreach (var number in batch.ReagentLots.Take(MostLots))
        {
            var lot = await lots.FindByNumberAsync(LotKind.Reagent, number, cancellationToken);
            Require(lot is not null, errors, "TST-013", "reagentLots", $"There is no reagent lot '{number}'.");
            Require(
                lot?.MayBeUsedOn(day) != false, errors, "TST-014", "reagentLots", $"Reagent lot '{number}' was expired or is recalled.");
            if (lot is not null)
            {
                found.Add(lot.Id);
            }
        }

        if (batch.EquipmentCode is null)
        {
            return (found, null);
        }

        var machine = await equipment.FindByCodeAsync(context.SiteId, batch.EquipmentCode, cancellationToken);
        Require(machine is not null, errors, "TST-015", "equipmentCode", $"There is no equipment '{batch.EquipmentCode}' here.");
        Require(
            machine?.MayBeUsedOn(day) != false, errors, "TST-016", "equipmentCode", $"'{batch.EquipmentCode}' was out of calibration.");
        return (found, machine?.Id);
    }

    private static void Require(bool holds, List<RowError> errors, string code, string field, string message)
    {
        if (!holds)
        {
            errors.Add(new RowError(0, code, field, message));
        }
    }
}
