using Becs.Workflows.Journal;

namespace Becs.Persistence.ReadModel;

/// <summary>A package as it stood at a moment.</summary>
/// <param name="SignedBy">Printed name of who accepted or approved it; null when it was not signed then.</param>
/// <param name="Meaning">Meaning of that signature.</param>
/// <param name="RetiredAt">When it had been taken out of use; null when it had not.</param>
public sealed record PastPackage(
    string PackageHash, string DefinitionId, int Version, string? SignedBy, string? Meaning, DateTime? SignedAt, DateTime? EffectiveFromAt, DateTime? RetiredAt);

/// <summary>A task that had been made by a moment; what came after that moment is left out.</summary>
/// <param name="ClosedAt">Null while it was open then.</param>
/// <param name="AssignedToId">Only whom it is given to today is stored; null when nobody or when it was closed since.</param>
public sealed record PastTask(
    Guid Id, string TitleKey, string? ActivityId, Guid? InstanceId, string? SubjectKind, Guid? SubjectId, Guid SiteId, DateTime CreatedAt, DateTime? DueAt,
    DateTime? ClosedAt, string? Outcome, Guid? CompletedById, string? CandidatePermission, IReadOnlyList<string> CandidateRoles,
    IReadOnlyList<Guid> ExcludedUserIds, IReadOnlyList<string> SignatureMeanings, Guid? AssignedToId)
{
    public bool IsOpen => ClosedAt is null;
}

/// <summary>A timer that had been set and still waits today.</summary>
public sealed record PastTimer(string ActivityId, DateTime SetAt, DateTime DueAt);

/// <summary>A fault nobody had settled at the moment.</summary>
public sealed record PastIncident(Guid Id, string? ActivityId, string Message, DateTime At);

/// <summary>What a gate had decided, with everything it had looked at.</summary>
/// <param name="Evidence">The recorded vector: rules, packs and inputs, as JSON.</param>
public sealed record PastDecision(
    Guid Id, string Gate, string SubjectKind, Guid SubjectId, string Verdict, DateTime At, Guid ById, string? By, string? SignedBy, Guid? InstanceId,
    string? PackageHash, string Evidence);

/// <summary>Something tried and refused.</summary>
/// <param name="Told">Code and facts of the refusal, as JSON.</param>
public sealed record PastRefusal(Guid RowId, DateTime At, string UserName, string Action, string? Told);

/// <summary>A case as it stood at a moment.</summary>
/// <param name="PackageHash">What it ran under then; null where no entry of its journal says.</param>
/// <param name="Journal">What had happened, in order.</param>
/// <param name="ArchivedIn">File its journal was moved to; null while it is here.</param>
/// <param name="FinishedAt">Null when it had not ended.</param>
/// <param name="EndedAs">How it had ended, in the engine's words.</param>
public sealed record PastInstance(
    Guid Id, Guid SiteId, string DefinitionId, DateTime CreatedAt, bool IsStarted, DateTime? FinishedAt, string? EndedAs, string? PackageHash,
    string? CorrelationId, IReadOnlyList<JournalEntry> Journal, string? ArchivedIn, IReadOnlyList<PastTask> Tasks, IReadOnlyList<PastTimer> Timers,
    IReadOnlyList<PastIncident> Incidents, IReadOnlyList<PastDecision> Decisions, IReadOnlyList<PastRefusal> Refusals);

/// <summary>What an account might do at a moment, by the trail.</summary>
/// <param name="IsKnown">The trail says it; if not, nothing below is said.</param>
/// <param name="KnownFrom">From when the trail says it; null when never.</param>
/// <param name="Gated">Permissions that needed training then, with the periods the account was trained for them.</param>
public sealed record PastAccount(
    Guid Id, string UserName, string PrintedName, bool IsKnown, DateTime? KnownFrom, IReadOnlyList<string> Roles, IReadOnlyList<string> SiteCodes, bool IsLocked,
    IReadOnlyList<Becs.Domain.Accounts.GatedPermission> Gated);

/// <summary>A result as known at a moment.</summary>
public sealed record PastResult(Guid Id, string TestCode, string Role, string? Interpretation, string EnteredBy, DateTime EnteredAt, bool IsVoid);

/// <summary>A bag as it stood at a moment.</summary>
/// <param name="IsMade">It was there.</param>
/// <param name="State">Last step that its facts show; see <see cref="UnitPast"/>.</param>
/// <param name="Labels">What it had been called.</param>
/// <param name="Holds">Holds that lay on it, its parents, donation, donor or bag lot.</param>
public sealed record PastUnit(
    Guid Id, Guid DonationId, Guid SiteId, bool IsMade, string State, DateTime? StateSince, DateTime ExpiresAt, IReadOnlyList<UnitNameRow> Labels,
    IReadOnlyList<PastPrint> Prints, IReadOnlyList<HoldRow> Holds, IReadOnlyList<PastResult> Results, IReadOnlyList<PastDecision> Decisions,
    IReadOnlyList<PastTask> Tasks, IReadOnlyList<PastRefusal> Refusals, IReadOnlyList<Guid> Instances);

/// <summary>A label printed by then.</summary>
public sealed record PastPrint(int Number, string ProductCode, string BloodGroup, DateTime PrintedAt, string PrintedBy, DateTime? VerifiedAt, DateTime? VoidedAt);
