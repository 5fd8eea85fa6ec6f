using Becs.Workflows;
using Becs.Workflows.Attributes;
using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;

namespace Becs.Http;

/// <summary>Sends an HTTP request; what follows is drawn inside it.</summary>
[Activity("Elsa", "HTTP", "Send an HTTP request.", DisplayName = "HTTP Request")]
public sealed class SendHttpRequest : SendHttpRequestBase, ICaseActivity
{
    /// <summary>What to do for each expected status.</summary>
    [Input(
        Description = "A list of expected status codes to handle and the corresponding activity to execute.",
        UIHint = "http-status-codes")]
    public ICollection<HttpStatusCodeCase> ExpectedStatusCodes { get; set; } = new List<HttpStatusCodeCase>();

    /// <summary>Runs for every other status.</summary>
    [Port]
    public IActivity? UnmatchedStatusCode { get; set; }

    /// <summary>Runs when nobody answers there.</summary>
    [Port]
    public IActivity? FailedToConnect { get; set; }

    /// <summary>Runs when the answer takes too long.</summary>
    [Port]
    public IActivity? Timeout { get; set; }

    string ICaseActivity.JsonName => "expectedStatusCodes";

    IActivity? ICaseActivity.this[int index]
    {
        get => ExpectedStatusCodes.ElementAtOrDefault(index)?.Activity;
        set => ExpectedStatusCodes.ElementAt(index).Activity = value;
    }

    int ICaseActivity.Count => ExpectedStatusCodes.Count;

    private protected override ValueTask GoOnAsync(ActivityExecutionContext context, HttpAnswer answer)
    {
        var next = answer.StatusCode is null
            ? (answer.Failure == HttpAnswer.Timeout ? Timeout : FailedToConnect)
                ?? throw new WorkflowUsageException(
                    $"The request of '{context.Activity.Id}' was not answered ({answer.Failure}) and nothing says what then.")
            : ExpectedStatusCodes.FirstOrDefault(c => c.StatusCode == answer.StatusCode)?.Activity ?? UnmatchedStatusCode;
        return next is null
            ? context.CompleteActivityAsync()
            : context.ScheduleActivityAsync(next, OnChildCompletedAsync);
    }

    private static ValueTask OnChildCompletedAsync(ActivityCompletedContext completed) =>
        completed.TargetContext.CompleteActivityAsync();
}
