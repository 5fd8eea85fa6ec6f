using System.Runtime.CompilerServices;
using Becs.Extensions;
using Becs.Workflows;
using Becs.Workflows.Activities.Flowchart.Attributes;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;
using Becs.Workflows.UIHints;

namespace Acme.Laboratory;

public record QuestionStimulus(string Question);

[Activity("Acme", "Laboratory", "Asks a laboratory and waits for its answer.", DisplayName = "Ask laboratory")]
[FlowNode("Answered", "Refused")]
public class AskLaboratory : Activity<string>
{
    public AskLaboratory([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    [Input(Description = "What to ask.", UIHint = InputUIHints.MultiLine)]
    public Input<string> Question { get; set; } = default!;

    [Input(Description = "How urgent it is.", Options = new[] { "routine", "urgent" }, UIHint = InputUIHints.DropDown)]
    public Input<string> Urgency { get; set; } = new("routine");

    [Output(Description = "When it was asked.")]
    public Output<DateTime> AskedAt { get; set; } = default!;

    protected override void Execute(ActivityExecutionContext context)
    {
        var question = Question.Get(context);
        context.SetProperty("Attempts", context.GetProperty<int>("Attempts") + 1);
        context.JournalData.Add("Urgency", Urgency.GetOrDefault(context, () => "routine"));
        context.Set(AskedAt, context.StartedAt);
        context.CreateBookmark(new QuestionStimulus(question), OnAnsweredAsync, includeActivityInstanceId: false);
    }

    private async ValueTask OnAnsweredAsync(ActivityExecutionContext context)
    {
        var answer = context.GetWorkflowInput<string>("Answer");
        context.Set(Result, answer);
        await context.CompleteActivityWithOutcomesAsync(string.IsNullOrEmpty(answer) ? "Refused" : "Answered");
    }
}
