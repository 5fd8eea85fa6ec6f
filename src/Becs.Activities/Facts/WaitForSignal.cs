using System.Text.Json;

namespace Becs.Activities.Facts;

/// <summary>
/// Waits until another system sends a signal about the case, or until a deadline. The only wait a message from outside can end. A signal is no
/// fact: it says that somebody claims something; whoever needs the fact records it by a task or an interface.
/// </summary>
[Activity("Becs", "Facts", "Waits for a signal of another system about a record, or for a deadline. A signal is no recorded fact.")]
[FlowNode("Arrived", "TimedOut")]
[Blocking]
public sealed class WaitForSignal : Activity
{
    /// <summary>Name under which a signal looks for these bookmarks; nothing else is looked up for one.</summary>
    public const string BookmarkName = "Becs.Signal";

    [Input(Description = "Signal to wait for, such as Transport.Delivered; the operator allows the names.", IsRequired = true)]
    public Input<string> SignalName { get; set; } = new("");

    [Input(Description = "Id of the record the signal must be about; what the case is about when empty.")]
    public Input<string?> SubjectId { get; set; } = new(default(string?));

    [Input(Description = "How long to wait before leaving by TimedOut; for ever when empty.")]
    public Input<TimeSpan?> Timeout { get; set; } = new(default(TimeSpan?));

    [Output(Description = "Code the signal came with.")]
    public Output<string> Code { get; set; } = new();

    /// <summary>What a bookmark waits for: hashed by the engine.</summary>
    public static IReadOnlyDictionary<string, string> Stimulus(string signalName, Guid subjectId) =>
        new SortedDictionary<string, string>(StringComparer.Ordinal) { ["signal"] = signalName, ["subject"] = subjectId.ToString("D") };

    /// <summary>What a bookmark of this kind waits for; null for another kind.</summary>
    public static (string Name, Guid SubjectId)? Awaited(string bookmarkName, JsonElement? payload) =>
        bookmarkName == BookmarkName && payload is { ValueKind: JsonValueKind.Object } wait
            && wait.TryGetProperty("signal", out var name) && wait.TryGetProperty("subject", out var subject)
            && subject.TryGetGuid(out var id) ? (name.GetString()!, id) : null;

    protected override void Execute(ActivityExecutionContext context)
    {
        var name = context.Get(SignalName);
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new Domain.Shared.InputException("WFS-001", "SignalName", "The signal to wait for has no name.");
        }

        var subject = context.Get(SubjectId) is { Length: > 0 } given ? given : context.WorkflowExecutionContext.CorrelationId;
        if (!Guid.TryParse(subject, out var id))
        {
            throw new Domain.Shared.InputException("WFS-002", "SubjectId", $"'{subject}' is no id of a record.");
        }

        context.CreateBookmark(new CreateBookmarkArgs
        {
            BookmarkName = BookmarkName,
            Stimulus = Stimulus(name, id),
            IncludeActivityInstanceId = false,
            Callback = OnArrivedAsync,
        });
        if (context.Get(Timeout) is { } wait)
        {
            context.CreateTimer(context.NowUtc + wait, OnTimedOutAsync);
        }
    }

    private async ValueTask OnArrivedAsync(ActivityExecutionContext context)
    {
        var code = context.ResumePayload is { ValueKind: JsonValueKind.Object } signal
            && signal.TryGetProperty("code", out var value) ? value.GetString() : null;
        context.Set(Code, code);
        context.JournalData["code"] = code;
        await context.CompleteActivityWithOutcomesAsync("Arrived");
    }

    private static async ValueTask OnTimedOutAsync(ActivityExecutionContext context) =>
        await context.CompleteActivityWithOutcomesAsync("TimedOut");
}
