using System.Text.Json.Nodes;
using Becs.Server.Shell.Localisation;

namespace Becs.Server.Tasks.Forms;

/// <summary>
/// A task form: what is asked, and the rules the answers must meet. The page and the API use this one class, so they cannot differ.
/// The format is in docs/forms.md.
/// </summary>
public sealed record FormSchema
{
    public required LanguageMap Title { get; init; }

    public LanguageMap Description { get; init; } = LanguageMap.Empty;

    public IReadOnlyList<FormGroup> Groups { get; init; } = [];

    /// <summary>The fields in the order they are asked.</summary>
    public required IReadOnlyList<FormField> Fields { get; init; }

    /// <summary>Outcomes that need no answers, such as "the donor left": what is required is not asked for them.</summary>
    public IReadOnlyList<string> SkipFor { get; init; } = [];

    /// <summary>True when the answers must be complete for this outcome.</summary>
    public bool IsNeededFor(string outcome) => !SkipFor.Contains(outcome, StringComparer.Ordinal);

    /// <summary>As <see cref="Validate(JsonObject, FormContext)"/>, for the outcome chosen: what it does not need may be left unanswered.</summary>
    public IReadOnlyList<FormError> Validate(JsonObject data, FormContext context, string outcome) => IsNeededFor(outcome)
        ? Validate(data, context)
        : [.. Validate(data, context).Where(e => e.Code is not ("required" or "minItems"))];

    /// <summary>Reads a form file. Throws <see cref="FormSchemaException"/> naming every place that is wrong.</summary>
    public static FormSchema Parse(string json) => FormReader.Read(json);

    /// <summary>Everything wrong with the answers; empty when they may be accepted. Fields not asked for are refused by name.</summary>
    public IReadOnlyList<FormError> Validate(JsonObject data, FormContext context) => FormRules.Check(this, data, context);

    /// <summary>True while the field is asked.</summary>
    public static bool IsShown(FormField field, JsonObject form, JsonObject? row = null) =>
        field.ShowIf is null || field.ShowIf.Holds(FormData.Lookup(form, row));
}

/// <summary>A form file is not in the format. Each problem begins with its JSON path.</summary>
public sealed class FormSchemaException(IReadOnlyList<string> problems)
    : Exception("The form cannot be used: " + string.Join("; ", problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
