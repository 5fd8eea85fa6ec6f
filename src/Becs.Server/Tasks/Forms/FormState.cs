using System.Text.Json.Nodes;

namespace Becs.Server.Tasks.Forms;

/// <summary>A form being filled in: the answers so far and what is wrong with them.</summary>
public sealed class FormState(FormSchema schema, JsonObject data, Func<DateTime> nowAt, TimeZoneInfo zone, JsonObject given)
{
    private IReadOnlyList<FormError> _errors = [];

    public FormSchema Schema { get; } = schema;

    public JsonObject Data { get; } = data;

    public TimeZoneInfo Zone { get; } = zone;

    /// <summary>What was wrong at the last check; fields are marked from it.</summary>
    public IReadOnlyList<FormError> Errors => _errors;

    /// <summary>Shown values come from the workflow; the rest from the draft, if there is one.</summary>
    public static FormState Start(FormSchema schema, JsonObject given, JsonObject? draft, Func<DateTime> nowAt, TimeZoneInfo zone)
    {
        var data = (JsonObject)(draft ?? given).DeepClone();
        foreach (var field in schema.Fields.Where(f => f.Kind == FormFieldKind.Context))
        {
            data.Remove(field.Name);
            if (given[field.Name] is { } value)
            {
                data[field.Name] = value.DeepClone();
            }
        }

        // A draft of an older version of the form may hold fields this one does not ask.
        foreach (var name in data.Select(p => p.Key).Where(n => schema.Fields.All(f => f.Name != n)).ToList())
        {
            data.Remove(name);
        }

        return new(schema, data, nowAt, zone, given);
    }

    /// <summary>The first thing wrong with a field, or null.</summary>
    public FormError? ErrorOf(string path) => _errors.FirstOrDefault(e => e.Path == path);

    /// <summary>Checks everything; true when the answers may be sent.</summary>
    public bool Check()
    {
        _errors = Problems();
        return _errors.Count == 0;
    }

    /// <summary>
    /// Checks one field that the person has left: it is marked, or its mark is taken away, and marks of others it cured go, too. Fields not
    /// reached yet stay unmarked.
    /// </summary>
    public void CheckField(string path)
    {
        var now = Problems();
        _errors = [.. _errors.Where(e => e.Path != path && now.Contains(e)), .. now.Where(e => e.Path == path)];
    }

    public void ShowErrors(IReadOnlyList<FormError> errors) => _errors = errors;

    /// <summary>What is to be sent: answered and asked fields only.</summary>
    public JsonObject Submission() => FormData.Submission(Schema, Data);

    private IReadOnlyList<FormError> Problems() => Schema.Validate(Submission(), new FormContext(nowAt(), Zone, given));
}
