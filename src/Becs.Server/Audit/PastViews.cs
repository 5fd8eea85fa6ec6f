using System.Text.Json;
using Becs.Persistence.ReadModel;
using Becs.Server.Instances;

namespace Becs.Server.Audit;

/// <summary>An account by its names.</summary>
public sealed record PastPerson(Guid Id, string UserName, string PrintedName);

/// <summary>Who could have done a task at a moment.</summary>
/// <param name="Permission">What it took besides working on tasks; null when nothing more.</param>
/// <param name="Roles">Roles of which it took one; empty when any.</param>
/// <param name="Could">Held all of it at the site, by the trail.</param>
/// <param name="Separated">Held it and had done an earlier step of the case.</param>
/// <param name="Unknown">The trail does not say what they might do then.</param>
/// <param name="AssignedToday">Whom the task is given to today; when that began is not recorded.</param>
public sealed record PastSigners(
    string? Permission, IReadOnlyList<string> Roles, IReadOnlyList<PastPerson> Could, IReadOnlyList<PastPerson> Separated, IReadOnlyList<PastPerson> Unknown,
    Guid? AssignedToday);

/// <summary>A task open at a moment.</summary>
public sealed record PastOpenTask(
    Guid TaskId, string TitleKey, string? ActivityId, Guid? InstanceId, DateTime Since, DateTime? DueAt, IReadOnlyList<string> SignatureMeanings, PastSigners Signers);

/// <summary>A step a case stood at.</summary>
/// <param name="State">waiting or faulted.</param>
/// <param name="DueAt">When time would have moved it on; null when no timer was set or that is not recorded.</param>
/// <param name="TaskId">The task that waited there; null for none.</param>
public sealed record PastOpenStep(string ActivityId, string Title, string Type, DateTime Since, string State, DateTime? DueAt, Guid? TaskId, string? Message);

/// <summary>A decision of a gate, and what each rule said.</summary>
/// <param name="Evidence">As recorded: rules, packs, inputs.</param>
public sealed record PastGate(
    Guid DecisionId, string Gate, string SubjectKind, Guid SubjectId, string Verdict, DateTime At, string? By, string? SignedBy, Guid? InstanceId, string? PackageHash,
    JsonElement Evidence, IReadOnlyList<string> Why);

/// <summary>A case at a moment.</summary>
/// <param name="At">The moment (UTC).</param>
/// <param name="State">not-started, running, suspended, faulted, finished, cancelled; unknown when its journal is in an archive.</param>
/// <param name="Effective">What new cases of this workflow ran under then.</param>
/// <param name="RanUnder">What this one ran under then.</param>
/// <param name="Unknown">What cannot be said of that moment, and why.</param>
public sealed record PastInstanceView(
    Guid InstanceId, string DefinitionId, string Title, Guid SiteId, string Site, DateTime At, string AtSite, string SiteTimeZone, string State, DateTime StartedAt,
    DateTime? FinishedAt, PastPackage? Effective, PastPackage? RanUnder, IReadOnlyList<PastOpenStep> Open, IReadOnlyList<PastOpenTask> Tasks,
    IReadOnlyList<JournalLine> Done, IReadOnlyList<PastGate> Gates, IReadOnlyList<PastRefusal> Refusals, IReadOnlyList<string> Unknown);

/// <summary>A bag at a moment.</summary>
/// <param name="State">Status of the bag then; empty when it was not there yet.</param>
/// <param name="Cases">The cases it went through up to then.</param>
public sealed record PastUnitView(
    Guid UnitId, Guid SiteId, string Site, DateTime At, string AtSite, string SiteTimeZone, bool IsMade, string State, DateTime? StateSince, bool IsExpired,
    DateTime ExpiresAt, IReadOnlyList<UnitNameRow> Labels, IReadOnlyList<PastPrint> Prints, IReadOnlyList<HoldRow> Holds, IReadOnlyList<PastResult> Results,
    IReadOnlyList<PastGate> Gates, IReadOnlyList<PastOpenTask> Tasks, IReadOnlyList<PastRefusal> Refusals, IReadOnlyList<Guid> Cases, IReadOnlyList<string> Unknown);

/// <summary>Something the time machine can show.</summary>
/// <param name="Url">Its page, to which <c>?time=</c> is added.</param>
public sealed record PastFound(string Kind, Guid Id, string Name, string Url);
