using Becs.Domain.Shared;

namespace Becs.Domain.Accounts;

/// <summary>
/// Somebody was trained for what a permission lets them do (21 CFR 11.10(i), 211.25(a)). Written once; a record that was wrong, or does not hold any
/// more, is ended by another.
/// </summary>
public sealed class TrainingRecord
{
    /// <summary>Longest a record may be valid.</summary>
    public const int MostYears = 10;

    /// <summary>Longest text of an evidence reference or a reason.</summary>
    public const int LongestText = 200;

    private TrainingRecord()
    {
    }

    private TrainingRecord(Guid id, Guid accountId, string permission, OperationContext operation)
    {
        (Id, AccountId, Permission) = (id, accountId, permission);
        (RecordedById, RecordedByName, RecordedAt) = (operation.UserId, operation.PrintedName, operation.NowAt);
    }

    public Guid Id { get; private set; }

    public Guid AccountId { get; private set; }

    public string Permission { get; private set; } = "";

    /// <summary>The day of the training: the first day it counts, by the calendar of the site where the person works.</summary>
    public DateOnly TrainedOn { get; private set; }

    /// <summary>The last day it counts.</summary>
    public DateOnly ValidUntil { get; private set; }

    /// <summary>Where the evidence is: an SOP, a course, a sheet of signatures. Never a name.</summary>
    public string Evidence { get; private set; } = "";

    /// <summary>The record this one ends; null for a training.</summary>
    public Guid? EndsRecordId { get; private set; }

    public Guid RecordedById { get; private set; }

    public string RecordedByName { get; private set; } = "";

    public DateTime RecordedAt { get; private set; }

    /// <summary>Records a training. Nobody records their own.</summary>
    /// <exception cref="BecsException">It is the person's own, of no permission, of days that cannot be, or without evidence.</exception>
    public static TrainingRecord Give(
        Guid id, Guid accountId, string permission, DateOnly trainedOn, DateOnly validUntil, string evidence, OperationContext operation)
    {
        DemandKeeper(accountId, operation);
        if (!Permissions.All.Contains(permission))
        {
            throw new InputException("TRN-001", "permission", $"There is no permission '{permission}'.");
        }

        if (trainedOn > operation.SiteToday)
        {
            throw new InputException("TRN-002", "trainedOn", "A training is recorded when it has been given.");
        }

        if (validUntil < trainedOn || validUntil > trainedOn.AddYears(MostYears))
        {
            throw new InputException("TRN-003", "validUntil", $"It is valid from the day of the training on, for at most {MostYears} years.");
        }

        return new TrainingRecord(id, accountId, permission, operation)
        {
            TrainedOn = trainedOn,
            ValidUntil = validUntil,
            Evidence = Text(evidence, "evidence"),
        };
    }

    /// <summary>Ends this record at once, with the reason.</summary>
    /// <exception cref="BecsException">It is the person's own, or ends another already.</exception>
    public TrainingRecord End(Guid id, string reason, OperationContext operation)
    {
        DemandKeeper(AccountId, operation);
        return EndsRecordId is null
            ? new TrainingRecord(id, AccountId, Permission, operation)
            {
                TrainedOn = TrainedOn,
                ValidUntil = ValidUntil,
                Evidence = Text(reason, "reason"),
                EndsRecordId = Id,
            }
            : throw new ConflictException("TRN-410", $"Record {Id:D} ends another: it cannot be ended.");
    }

    private static void DemandKeeper(Guid accountId, OperationContext operation)
    {
        if (!operation.IsSystem && !operation.May(Permissions.TrainingKeep))
        {
            throw new ForbiddenException("TRN-403", $"This needs the permission {Permissions.TrainingKeep}.",
                new Dictionary<string, string> { ["permission"] = Permissions.TrainingKeep });
        }

        if (accountId == operation.UserId)
        {
            throw new RuleException("TRN-010", "Nobody records their own training: somebody else must.");
        }
    }

    private static string Text(string text, string field) => text.Trim() is { Length: > 0 and <= LongestText } given
        ? given
        : throw new InputException("TRN-004", field, $"{field} has from 1 to {LongestText} characters.");
}
