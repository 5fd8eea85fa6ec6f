using System.Globalization;
using Becs.Extensions;
using Becs.Workflows;
using Becs.Workflows.Attributes;
using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;
using Becs.Workflows.Models;

namespace Becs.Http;

/// <summary>Sends an HTTP request; the status that comes back is the way out.</summary>
[Activity("Elsa", "HTTP", "Send an HTTP request.", DisplayName = "HTTP Request (flow)")]
public sealed class FlowSendHttpRequest : SendHttpRequestBase, IDynamicPorts
{
    private const string Unmatched = "Unmatched status code";
    private const string NotConnected = "Failed to connect";
    private const string TooLate = "Timeout";

    /// <summary>Each is an outcome.</summary>
    [Input(Description = "A list of expected status codes to handle.", UIHint = "multitext", DefaultValue = "[200]")]
    public Input<ICollection<int>>? ExpectedStatusCodes { get; set; }

    IReadOnlyList<string>? IDynamicPorts.Ports => ExpectedStatusCodes is not { IsConstant: true }
        ? null
        : [.. (ExpectedStatusCodes.Constant() ?? []).Select(OutcomeOf), Unmatched, NotConnected, TooLate, "Done"];

    private protected override ValueTask GoOnAsync(ActivityExecutionContext context, HttpAnswer answer)
    {
        if (answer.StatusCode is not { } status)
        {
            var outcome = answer.Failure == HttpAnswer.Timeout ? TooLate : NotConnected;
            return context.Node.HasArrow(outcome)
                ? context.CompleteActivityWithOutcomesAsync(outcome)
                : throw new WorkflowUsageException(
                    $"The request of '{context.Activity.Id}' was not answered ({outcome}) and no arrow says what then.");
        }

        var expected = ExpectedStatusCodes.Get(context) ?? [];
        return expected.Count == 0
            ? context.CompleteActivityAsync()
            : context.CompleteActivityWithOutcomesAsync(expected.Contains(status) ? OutcomeOf(status) : Unmatched, "Done");
    }

    private static string OutcomeOf(int status) => status.ToString(CultureInfo.InvariantCulture);
}
