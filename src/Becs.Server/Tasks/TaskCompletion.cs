using System.Text.Json.Nodes;
using Becs.Server.Signatures;
using Becs.Server.Tasks.Forms;

namespace Becs.Server.Tasks;

/// <summary>A task's answers on their way. The same operation id is sent again on a retry, so nothing happens twice.</summary>
public sealed record TaskCompletion(
    Guid OperationId, Guid TaskId, long ExpectedRevision, string Outcome, JsonObject Data, SignatureRequest? Signature);

/// <summary>What became of a completion.</summary>
public enum CompletionState
{
    Completed,

    /// <summary>Somebody else was faster, or the record changed: read again.</summary>
    Conflict,

    /// <summary>The form's rules are not met.</summary>
    Invalid,

    /// <summary>A rule of the blood bank forbids it.</summary>
    Refused,

    /// <summary>The password, second factor or name of the signature is wrong.</summary>
    SignatureRefused,

    /// <summary>Stored, not yet applied: an incident is being looked at. Nobody types it again.</summary>
    Received,
}

/// <summary>Answer to a completion.</summary>
/// <param name="Message">Sentence for the person where the state does not say it all.</param>
/// <param name="Incident">Number of the incident when the submission is received but not applied.</param>
/// <param name="NextTask">Next task of the same case that this person may do, or null.</param>
public sealed record CompletionResult(
    CompletionState State,
    string Message = "",
    IReadOnlyList<FormError>? Errors = null,
    string? Incident = null,
    Guid? NextTask = null);
