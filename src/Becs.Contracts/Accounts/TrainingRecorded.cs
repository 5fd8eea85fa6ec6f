namespace Becs.Contracts.Accounts;

/// <summary>Somebody was put on record as trained for what a permission lets them do.</summary>
/// <param name="RecordId">The training record.</param>
/// <param name="AccountId">Account of who was trained.</param>
/// <param name="Permission">The permission.</param>
/// <param name="TrainedOn">The first day it counts, at the site where the person works.</param>
/// <param name="ValidUntil">The last day it counts.</param>
/// <param name="RecordedBy">Account of who recorded it.</param>
public sealed record TrainingRecorded(
    Guid RecordId,
    Guid AccountId,
    string Permission,
    DateOnly TrainedOn,
    DateOnly ValidUntil,
    Guid RecordedBy) : BecsEvent;
