namespace Becs.Persistence.ReadModel;

/// <summary>A donation in a list.</summary>
/// <param name="Status">How far the collection is.</param>
/// <param name="Verdict">Last verdict the laboratory announced, such as <c>suitable</c>; null before the first result. For
/// lists: no gate trusts it.</param>
/// <param name="Units">How many bags were made of it.</param>
public sealed record DonationRow(
    Guid Id, string Din, Guid DonorId, string DonorNumber, string DonationType, string Status, string? Verdict, DateTime RegisteredAt,
    DateTime? CollectedAt, int Units);

/// <summary>A donation with everything that is on record about it: ids and codes only.</summary>
/// <param name="Reasons">Why the verdict is what it is; codes.</param>
public sealed record DonationRecord(
    DonationRow Donation, Guid VisitId, Guid SiteId, Guid AssignedByDecisionId, IReadOnlyList<string> Reasons,
    IReadOnlyList<LabelScanRow> LabelScans, CollectionStartRow? Start, IReadOnlyList<CollectionRow> Collections,
    IReadOnlyList<SampleRow> Samples, IReadOnlyList<string> OrderedTests, IReadOnlyList<ResultRow> Results, IReadOnlyList<UnitRow> Units,
    IReadOnlyList<TimelineRow> Timeline);

/// <summary>A scan of the number before the draw.</summary>
public sealed record LabelScanRow(string Target, string ScannedDin, bool Matches, string ScannedBy, DateTime ScannedAt);

/// <summary>The needle went in.</summary>
public sealed record CollectionStartRow(
    DateTime StartedAt, Guid BagLotId, string BagLot, Guid ScaleId, string Scale, string Arm, Guid DecisionId, string StartedBy);

/// <summary>How the draw ended; the highest version counts.</summary>
public sealed record CollectionRow(
    int Version, string Outcome, DateTime StoppedAt, int VolumeMl, string? ReactionKind, int? ReactionGrade, string? FailureCode,
    string RecordedBy, DateTime RecordedAt);

/// <summary>A sample tube.</summary>
public sealed record SampleRow(Guid Id, string Kind, DateTime TakenAt, DateTime? SentAt, DateTime? ReceivedAt);

/// <summary>One result. What a person typed and nobody entered a second time is not shown: the second entry is blind.</summary>
/// <param name="IsVoid">Its run is invalid.</param>
/// <param name="AwaitsSecondEntry">Typed once; the value is withheld.</param>
public sealed record ResultRow(
    Guid Id, Guid SampleId, Guid RunId, string RunNumber, string TestCode, string Role, string Entry, string? Interpretation, string? Raw,
    string? Reactions, bool IsVoid, bool AwaitsSecondEntry, string EnteredBy, DateTime EnteredAt);

/// <summary>One thing that happened.</summary>
/// <param name="What">Code, such as <c>donation-registered</c>.</param>
/// <param name="Detail">Codes that say more; may be empty.</param>
/// <param name="Who">User name; <c>system</c> for a rule.</param>
public sealed record TimelineRow(DateTime At, string What, string Detail, string Who);
