using System.Globalization;
using Becs.Contracts;
using Becs.Contracts.Accounts;
using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Server.Operations;

namespace Becs.Server.Accounts;

/// <summary>Training records of accounts, and which permissions need one; API and page call the same.</summary>
internal sealed class TrainingDesk(OperationRunner runner, IIdGenerator ids)
{
    /// <summary>What needs training, and the records of one account.</summary>
    public static async Task<TrainingView> FindAsync(IServiceProvider scope, Guid accountId, DateOnly day, CancellationToken ct)
    {
        var account = await scope.GetRequiredService<IAccounts>().FindAsync(accountId, ct)
            ?? throw new NotFoundException("ACC-404", $"There is no account {accountId:D}.");
        var training = scope.GetRequiredService<ITrainingRecords>();
        var (records, gates) = (await training.OfAsync(accountId, ct), await training.GatesAsync(ct));
        return new TrainingView(
            accountId, [.. records.Where(r => r.EndsRecordId is null).Select(r => Row(r, records.FirstOrDefault(e => e.EndsRecordId == r.Id), day))],
            [.. gates.Where(g => g.IsGated && account.Permissions.Contains(g.Permission)).Select(g => g.Permission)
                .Where(p => !records.Any(r => r.EndsRecordId is null && r.Permission == p && r.TrainedOn <= day && day <= r.ValidUntil && records.All(e => e.EndsRecordId != r.Id)))]);
    }

    public static async Task<IReadOnlyList<TrainingGateView>> GatesAsync(IServiceProvider scope, CancellationToken ct) =>
        [.. (await scope.GetRequiredService<ITrainingRecords>().GatesAsync(ct)).Select(TrainingGateView.Of)];

    public Task<OperationAnswer<TrainingRecordView>> GiveAsync(OperationRequest operation, GiveTrainingRequest request, CancellationToken ct) =>
        runner.RunAsync(Keeping(operation, request with { OperationId = null }), async (scope, token) =>
        {
            _ = await scope.GetRequiredService<IAccounts>().FindAsync(request.AccountId, token)
                ?? throw new NotFoundException("ACC-404", $"There is no account {request.AccountId:D}.");
            var row = Given(scope, ids.New(), request.AccountId, request.Permission, request.TrainedOn, request.ValidUntil, request.Evidence);
            Raise(scope, new(SubjectKinds.Account, row.AccountId), by => new TrainingRecorded(row.Id, row.AccountId, row.Permission, row.TrainedOn, row.ValidUntil, by));
            return row;
        }, ct);

    public Task<OperationAnswer<TrainingRecordView>> EndAsync(OperationRequest operation, Guid id, string reason, CancellationToken ct) =>
        runner.RunAsync(Keeping(operation, new { id, reason }), async (scope, token) =>
        {
            var training = scope.GetRequiredService<ITrainingRecords>();
            var context = scope.GetRequiredService<ICurrentOperation>().Context;
            var record = await training.FindAsync(id, token) ?? throw new NotFoundException("TRN-404", $"There is no training record {id:D}.");
            if (await training.IsEndedAsync(id, token))
            {
                throw new ConflictException("TRN-412", $"Record {id:D} has been ended.");
            }

            var end = record.End(ids.New(), reason, context);
            training.Add(end);
            scope.GetRequiredService<IAuditTrail>().Record(Subject(record), "training.ended", Written(record), reason.Trim());
            Raise(scope, Subject(record), by => new TrainingRecordEnded(record.Id, record.AccountId, record.Permission, by));
            return Row(record, end, context.SiteToday);
        }, ct);

    public Task<OperationAnswer<TrainingGateView>> GateAsync(OperationRequest operation, string permission, bool isGated, CancellationToken ct) =>
        runner.RunAsync(Keeping(operation, new { permission, isGated }), async (scope, token) =>
        {
            var (gate, isChange) = await GateAsync(scope, ids.New(), permission, isGated, token);
            if (isChange)
            {
                Raise(scope, new(SubjectKinds.System, gate.Id), by => new TrainingGateSet(gate.Permission, gate.IsGated, by));
            }

            return TrainingGateView.Of(gate);
        }, ct);

    internal static async Task<(TrainingGate Gate, bool IsChange)> GateAsync(IServiceProvider scope, Guid id, string permission, bool isGated, CancellationToken ct)
    {
        var training = scope.GetRequiredService<ITrainingRecords>();
        var gate = (await training.GatesAsync(ct)).FirstOrDefault(g => g.Permission == permission);
        if (gate is null)
        {
            training.Add(gate = new TrainingGate(id, permission));
        }

        var isChange = gate.Set(isGated, scope.GetRequiredService<ICurrentOperation>().Context);
        if (isChange)
        {
            scope.GetRequiredService<IAuditTrail>().Record(
                new SubjectRef(SubjectKinds.System, gate.Id), isGated ? "training.demanded" : "training.not-demanded", isGated ? null : permission, isGated ? permission : null);
        }

        return (gate, isChange);
    }

    internal static TrainingRecordView Given(
        IServiceProvider scope, Guid id, Guid accountId, string permission, DateOnly trainedOn, DateOnly validUntil, string evidence)
    {
        var context = scope.GetRequiredService<ICurrentOperation>().Context;
        var record = TrainingRecord.Give(id, accountId, permission, trainedOn, validUntil, evidence, context);
        scope.GetRequiredService<ITrainingRecords>().Add(record);
        scope.GetRequiredService<IAuditTrail>().Record(Subject(record), "training.recorded", @new: Written(record));
        return Row(record, null, context.SiteToday);
    }

    private static OperationRequest Keeping(OperationRequest operation, object body) => operation with { Permission = Permissions.TrainingKeep, Body = body };

    private static void Raise(IServiceProvider scope, SubjectRef subject, Func<Guid, BecsEvent> told) =>
        scope.GetRequiredService<IEventSink>().Raise(subject, told(scope.GetRequiredService<ICurrentOperation>().Context.UserId));

    private static SubjectRef Subject(TrainingRecord record) => new(SubjectKinds.Account, record.AccountId);

    private static string Written(TrainingRecord r) =>
        string.Create(CultureInfo.InvariantCulture, $"{r.Permission} {r.TrainedOn:yyyy-MM-dd} {r.ValidUntil:yyyy-MM-dd} {r.Evidence}");

    private static TrainingRecordView Row(TrainingRecord r, TrainingRecord? end, DateOnly day) => new(
        r.Id, r.AccountId, r.Permission, r.TrainedOn, r.ValidUntil, r.Evidence, r.RecordedByName, r.RecordedAt, end is null && r.TrainedOn <= day && day <= r.ValidUntil,
        end?.Evidence, end?.RecordedByName, end?.RecordedAt);
}

/// <summary>The training of one account.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="Records">Newest first.</param>
/// <param name="Missing">What the roles grant, needs training, and has no valid record.</param>
public sealed record TrainingView(Guid AccountId, IReadOnlyList<TrainingRecordView> Records, IReadOnlyList<string> Missing);

/// <param name="IsValid">It counts today.</param>
/// <param name="EndReason">Why it was ended.</param>
public sealed record TrainingRecordView(
    Guid Id, Guid AccountId, string Permission, DateOnly TrainedOn, DateOnly ValidUntil, string Evidence, string RecordedBy, DateTime RecordedAt, bool IsValid,
    string? EndReason, string? EndedBy, DateTime? EndedAt);

/// <summary>Whether a permission needs training.</summary>
public sealed record TrainingGateView(string Permission, bool IsGated, string ChangedBy, DateTime ChangedAt)
{
    internal static TrainingGateView Of(TrainingGate g) => new(g.Permission, g.IsGated, g.ChangedByName, g.ChangedAt);
}
