using System.Text;
using Becs.Domain.Shared;
using Becs.Workflows.Errors;

namespace Becs.Server.Hosting;

/// <summary>
/// What is kept, shown and logged of a failure. The message of an exception may repeat what a person typed, so only messages of our own that
/// name codes and records are taken over; of all others the type and the place remain.
/// </summary>
internal static class FailureText
{
    /// <summary>A sentence for a record that stays, such as an incident.</summary>
    public static string Of(Exception failure) => failure switch
    {
        InputException input => $"{input.Code}: what was entered cannot be used.",
        BecsException refusal => refusal.Message,
        ExpressionException => "An expression of the workflow could not be evaluated.",
        WorkflowEngineException { InnerException: null } engine => engine.Message,
        WorkflowEngineException => "The workflow engine could not go on.",
        _ => "The step failed unexpectedly.",
    };

    /// <summary>Types, sentences and stacks of a failure and its causes, for the log.</summary>
    public static string Trace(Exception failure)
    {
        var text = new StringBuilder();
        for (Exception? e = failure; e is not null; e = e.InnerException)
        {
            text.Append(text.Length == 0 ? "" : "caused by ").Append(e.GetType().FullName).Append(": ").AppendLine(Of(e))
                .AppendLine(e.StackTrace);
        }

        return text.ToString();
    }
}
