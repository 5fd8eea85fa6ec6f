using Becs.Activities.Tasks;
using Becs.Domain.Shared;
using Becs.Workflows;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Benchmarks.Postgres;

/// <summary>A task about a donor with a form to fill in: what a step of a shipped process asks, without what its domain would read.</summary>
[Activity("Bench", "Benchmarks", "Asks a person to fill in a form about a donor.")]
public sealed class AnswerTask : HumanTaskActivity
{
    public const string Outcome = "Record";
    public const string Form = "examine-donor";

    [Input(Description = "Id of the donor.", IsRequired = true)]
    public Input<string> DonorId { get; set; } = new("");

    protected override ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var donor = new DonorId(Guid.Parse(context.Get(DonorId)!));
        return ValueTask.FromResult(new TaskPlan
        {
            TitleKey = "Task.ExamineDonor",
            FormKey = Form,
            Subject = donor.Subject,
            SubjectDisplay = "D123456",
            Person = PersonRef.Of(donor),
            Permission = Permissions.DonorsScreen,
            Outcomes = [Outcome, "Stop"],
        });
    }

    protected override ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission) =>
        ValueTask.FromResult<string?>("Done");
}
