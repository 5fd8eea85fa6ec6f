using Becs.Domain.Shared;

namespace Becs.Activities.Tasks;

/// <summary>
/// A task of no particular kind: a review, a reminder, something overdue. It records nothing but who chose which outcome.
/// </summary>
[Activity("Becs", "Tasks", "Asks a person to look at something and choose how to go on.")]
public sealed class HumanTask : HumanTaskActivity
{
    [Input(Description = "Resource key of the title.", IsRequired = true)]
    public Input<string> TitleKey { get; set; } = new("");

    [Input(Description = "Key of the form.", DefaultValue = "review")]
    public Input<string> FormKey { get; set; } = new("review");

    [Input(Description = "Kind of the record it is about.", UIHint = "dropdown", Options = typeof(SubjectKinds))]
    public Input<string?> SubjectKind { get; set; } = new(default(string));

    [Input(Description = "Id of that record.")]
    public Input<string?> SubjectId { get; set; } = new(default(string));

    [Input(Description = "What staff call that record: a DIN, a donor or order number. Never a name.")]
    public Input<string?> SubjectDisplay { get; set; } = new(default(string));

    [Input(Description = "Permission a person needs.", UIHint = "dropdown", Options = typeof(Permissions))]
    public Input<string?> Permission { get; set; } = new(default(string));

    [Input(Description = "Roles any one of which suffices.", UIHint = "checklist", Options = typeof(Roles))]
    public Input<ICollection<string>?> Roles { get; set; } = new(default(ICollection<string>));

    [Input(Description = "Meanings of the signature to give; empty for none.", UIHint = "checklist", Options = typeof(Domain.Signatures.SignatureMeanings))]
    public Input<ICollection<string>?> SignatureMeanings { get; set; } = new(default(ICollection<string>));

    [Input(Description = "The outcomes to choose from.", UIHint = "dynamic-outcomes", IsRequired = true)]
    public Input<ICollection<string>> Outcomes { get; set; } = new(["Done"]);

    protected override ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var kind = context.Get(SubjectKind);
        var subject = kind is not null && Guid.TryParse(context.Get(SubjectId), out var id) ? new SubjectRef(kind, id) : (SubjectRef?)null;
        return ValueTask.FromResult(new TaskPlan
        {
            TitleKey = context.Get(TitleKey) ?? "",
            FormKey = context.Get(FormKey) ?? "review",
            Subject = subject,
            SubjectDisplay = context.Get(SubjectDisplay),
            Permission = context.Get(Permission),
            Roles = [.. context.Get(Roles) ?? []],
            SignatureMeanings = [.. context.Get(SignatureMeanings) ?? []],
            Outcomes = [.. context.Get(Outcomes) ?? []],
        });
    }

    protected override ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission) =>
        ValueTask.FromResult<string?>(submission.Outcome);
}
