using Becs.Extensions;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows.Activities;

/// <summary>Writes a line into the journal.</summary>
[Activity("Elsa", "Console", "Write a line of text to the journal.")]
public sealed class WriteLine : CodeActivity
{
    /// <summary>The text. No personal data.</summary>
    [Input(Description = "The text to write.")]
    public Input<string>? Text { get; set; }

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) =>
        context.JournalData["Text"] = Text.Get(context);
}
