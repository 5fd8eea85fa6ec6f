using System.Text.Json.Nodes;
using Becs.Domain.Tasks;
using Becs.Server.ChangeControl;
using Becs.Server.Quarantine;
using Becs.Server.Tasks.Forms;

namespace Becs.Server.Tasks;

/// <summary>Which tasks to list: mine, what I may take, or all I may see.</summary>
public enum TaskScope
{
    Mine,
    Available,
    All,
}

/// <summary>Which due dates to list.</summary>
public enum TaskDue
{
    Any,
    Overdue,
    Today,
}

/// <summary>What the person filters the worklist by.</summary>
/// <param name="Process">Definition id of the workflow; empty for every process.</param>
/// <param name="Search">Donation number (with or without check character) or subject id; empty for no search.</param>
/// <param name="State">Null: not yet finished.</param>
public sealed record TaskFilter(
    TaskScope Scope = TaskScope.Available,
    string Process = "",
    string Search = "",
    TaskDue Due = TaskDue.Any,
    TaskState? State = null,
    int Page = 1,
    int PageSize = 25);

/// <summary>One line of the worklist. Ids and codes only: a worklist hangs where everybody can read it.</summary>
/// <param name="Subject">What the task is about, as people name it: a donation number, an order number.</param>
/// <param name="SubjectUrl">Page of the subject, or null.</param>
/// <param name="Assignee">User name of who has claimed it.</param>
/// <param name="MayClaim">The person may take it: role, site and separation of duties allow.</param>
/// <param name="BarredReason">Why not, when somebody else must do it.</param>
public sealed record TaskRow(
    Guid Id,
    string Title,
    string Process,
    string ProcessTitle,
    string Subject,
    string? SubjectUrl,
    TaskState State,
    string? Assignee,
    bool IsMine,
    bool MayClaim,
    DateTime? DueAt,
    DateTime CreatedAt,
    int Priority,
    long Revision,
    string? BarredReason = null);

/// <summary>A process to filter by.</summary>
public sealed record ProcessChoice(string Id, string Title);

/// <summary>One way to finish a task.</summary>
/// <param name="Name">Outcome as the workflow names it.</param>
/// <param name="SignatureMeanings">Meanings to choose from when this outcome must be signed; empty: no signature.</param>
/// <param name="Tone">How it should look; a destructive outcome never looks like the usual one.</param>
/// <param name="NeedsForm">False when the form may stay unanswered, as for "send back".</param>
public sealed record TaskOutcome(
    string Name,
    string Title,
    IReadOnlyList<string> SignatureMeanings,
    Shell.Lists.Tone Tone = Shell.Lists.Tone.Neutral,
    bool NeedsForm = true);

/// <summary>A task as its page shows it.</summary>
/// <param name="Form">Null when nothing is asked but the outcome.</param>
/// <param name="Given">Values the workflow filled in.</param>
/// <param name="SignedHash">Hash of the task as shown; a signature carries it back.</param>
/// <param name="NeedsUserName">First signature of this session: the user name is asked again, too.</param>
/// <param name="Vector">What blocks, or what the checks say, at this moment; null for a task that decides on no bag.</param>
/// <param name="Hold">The hold the task judges, or null.</param>
/// <param name="Training">What training this person lacks for it, or null.</param>
/// <param name="BarredReason">Why this person must not do the task (separation of duties, role), or null.</param>
public sealed record TaskDetail(
    TaskRow Row,
    string Instructions,
    FormSchema? Form,
    JsonObject Given,
    IReadOnlyList<TaskOutcome> Outcomes,
    Guid InstanceId,
    string WorkflowTitle,
    string ActivityId,
    string SignedHash,
    bool NeedsUserName,
    string? BarredReason = null,
    BlockerVectorView? Vector = null,
    HoldView? Hold = null,
    TaskTrainingView? Training = null);
