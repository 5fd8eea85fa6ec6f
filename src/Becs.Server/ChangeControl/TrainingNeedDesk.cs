using Becs.Domain.Accounts;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Server.Operations;
using Becs.Server.Signatures;

namespace Becs.Server.ChangeControl;

/// <summary>What versions ask people to have read, and their signatures that they have.</summary>
internal sealed class TrainingNeedDesk(OperationRunner runner, IIdGenerator ids)
{
    /// <summary>Most accounts whose roles are looked through.</summary>
    private const int MostAccounts = 5000;

    /// <summary>A person signs one.</summary>
    public Task<OperationAnswer<TrainingNeedView>> AcknowledgeAsync(OperationRequest operation, Guid need, SignatureRequest signature, CancellationToken ct) =>
        runner.RunAsync(
            operation with { Permission = Permissions.TasksWork, SignedSubject = $"training:{need:D}", Body = new { need }, Signature = signature },
            async (scope, token) =>
            {
                var needs = scope.GetRequiredService<ITrainingNeeds>();
                var context = scope.GetRequiredService<ICurrentOperation>().Context;
                var found = await needs.FindAsync(need, token) ?? throw new NotFoundException("TRN-405", $"There is no training {need:D}.");
                if ((await needs.AcknowledgedAsync([need], token)).Any(a => a.AccountId == context.UserId))
                {
                    throw new ConflictException("TRN-413", $"Training {need:D}: you have acknowledged it.");
                }

                var acknowledged = found.Acknowledge(ids.New(), context);
                needs.Add(acknowledged);
                scope.GetRequiredService<IEventSink>().Raise(found.ChangeId.Subject, new Becs.Contracts.Workflows.WorkflowVersionAcknowledged(
                    found.ChangeId.Value, found.PackageHash, found.Id, found.Role, acknowledged.AccountId, acknowledged.SignatureId));
                scope.GetRequiredService<IAuditTrail>().Record(found.ChangeId.Subject, "training.acknowledged", @new: $"{found.Role} {found.Document} {found.PackageHash}");
                return TrainingNeedView.Of(found);
            }, ct);

    /// <summary>What a change asks for, for the submission that counts, and how far people are.</summary>
    public static async Task<IReadOnlyList<TrainingProgressView>> OfChangeAsync(IServiceProvider scope, ChangeRequest change, DateTime nowAt, CancellationToken ct)
    {
        var needs = scope.GetRequiredService<ITrainingNeeds>();
        var asked = (await needs.OfChangeAsync(change.Id, ct)).Where(n => n.PackageHash == change.PackageHash).ToList();
        if (asked.Count == 0)
        {
            return [];
        }

        var done = (await needs.AcknowledgedAsync([.. asked.Select(n => n.Id)], ct)).ToLookup(a => a.NeedId);
        var (accounts, _) = await scope.GetRequiredService<IAccounts>().PageAsync(0, MostAccounts, ct);
        var working = accounts.Where(a => !a.IsLocked && !a.HasEndedAt(nowAt)).ToList();
        return [.. asked.Select(n =>
        {
            var people = working.Where(a => a.RoleNames.Contains(n.Role, StringComparer.Ordinal)).ToList();
            var have = done[n.Id].Select(a => a.AccountId).ToHashSet();
            return new TrainingProgressView(
                TrainingNeedView.Of(n), people.Count(a => have.Contains(a.Id)), people.Count,
                [.. done[n.Id].Select(a => new AcknowledgementView(a.PrintedName, a.RecordedAt))], [.. people.Where(a => !have.Contains(a.Id)).Select(a => a.PrintedName)]);
        })];
    }

    /// <summary>What the caller has to acknowledge.</summary>
    public static async Task<IReadOnlyList<TrainingNeedView>> OpenAsync(IServiceProvider scope, Guid accountId, IReadOnlyCollection<string> roles, CancellationToken ct) =>
        [.. (await scope.GetRequiredService<ITrainingNeeds>().OpenForAsync(accountId, roles, ct)).Select(TrainingNeedView.Of)];

    /// <summary>What the caller lacks for a task, to be said before they fill in anything; null when they lack nothing.</summary>
    public static async Task<TaskTrainingView?> OfTaskAsync(IServiceProvider scope, WorkTask task, CancellationToken ct)
    {
        var operation = scope.GetRequiredService<ICurrentOperation>().Context;
        if (!task.IsOpen || task.PackageHash is not { } package)
        {
            return null;
        }

        var lacking = TrainingNeed.Lacking(await scope.GetRequiredService<ITrainingNeeds>().MissingAsync(package, operation.UserId, ct), task, operation);
        var unrecorded = task.CandidatePermission is { } permission && operation.Untrained.Contains(permission) ? permission : null;
        if (lacking.Count == 0 && unrecorded is null)
        {
            return null;
        }

        var version = (await scope.GetRequiredService<IPackageRecords>().FindAsync(package, ct))?.DefinitionVersion;
        return new TaskTrainingView([.. lacking.Select(TrainingNeedView.Of)], version, unrecorded, !task.IsEmergency);
    }

    /// <summary>Refuses whoever has not acknowledged what the version of a task asks of their role; in an emergency it is let through and put on record.</summary>
    public static async Task DemandAsync(IServiceProvider scope, WorkTask task, bool isDone, CancellationToken ct)
    {
        var operation = scope.GetRequiredService<ICurrentOperation>().Context;
        if (task.PackageHash is not { } package)
        {
            return;
        }

        var lacking = TrainingNeed.Demand(await scope.GetRequiredService<ITrainingNeeds>().MissingAsync(package, operation.UserId, ct), task, operation);
        var isUntrained = task.CandidatePermission is { } permission && operation.Untrained.Contains(permission);
        if (isDone && (lacking.Count > 0 || isUntrained))
        {
            scope.GetRequiredService<IAuditTrail>().Record(
                task.Id.Subject, "task.done-without-training", @new: string.Join(", ", lacking.Select(n => n.Document).Concat(isUntrained ? [task.CandidatePermission!] : [])));
            scope.GetRequiredService<IEventSink>().Raise(task.Id.Subject, new Becs.Contracts.Tasks.TaskDoneWithoutTraining(task.Id.Value, operation.UserId));
        }
    }
}

/// <summary>What a version asks people of a role to have read.</summary>
/// <param name="SignedHash">What somebody who acknowledges it signs.</param>
public sealed record TrainingNeedView(Guid Id, Guid ChangeId, string PackageHash, string Role, string Title, string Document, string SignedHash)
{
    internal static TrainingNeedView Of(TrainingNeed n) => new(n.Id, n.ChangeId.Value, n.PackageHash, n.Role, n.Title, n.Document, n.SignedHash());
}

/// <summary>How far people are with one training.</summary>
/// <param name="Done">How many of the role have acknowledged it.</param>
/// <param name="People">How many are of the role now.</param>
/// <param name="By">Everybody who acknowledged it.</param>
/// <param name="Missing">Who of the role has not.</param>
public sealed record TrainingProgressView(TrainingNeedView Need, int Done, int People, IReadOnlyList<AcknowledgementView> By, IReadOnlyList<string> Missing);

/// <summary>What somebody lacks for a task.</summary>
/// <param name="ToAcknowledge">What they have not acknowledged of the task's version.</param>
/// <param name="Version">The version.</param>
/// <param name="Unrecorded">The permission they have no valid training record for, or null.</param>
/// <param name="Stops">They cannot do the task until then; false in an emergency, where it is put on record.</param>
public sealed record TaskTrainingView(IReadOnlyList<TrainingNeedView> ToAcknowledge, int? Version, string? Unrecorded, bool Stops);

public sealed record AcknowledgementView(string PrintedName, DateTime At);
