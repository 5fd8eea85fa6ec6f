using System.Globalization;
using Becs.Domain.Shared;

namespace Becs.Server.Tasks.Forms;

/// <summary>The answers break rules of the form (HTTP 422). Names every field and rule; never repeats an answer.</summary>
public sealed class FormRefusedException(Guid task, IReadOnlyList<FormError> errors)
    : BecsException(
        "FRM-001",
        string.Create(CultureInfo.InvariantCulture, $"Task {task:D}: the answers break {errors.Count} rules of its form."),
        new Dictionary<string, string>
        {
            // A field the form does not know is not named here: its name is whatever was sent, and refusals are audited.
            ["fields"] = string.Join(", ", errors.Where(e => e.Code != "unknownField").Select(e => e.Path).Distinct(StringComparer.Ordinal)),
        })
{
    public IReadOnlyList<FormError> FormErrors { get; } = errors;

    public override int Status => StatusCodes.Status422UnprocessableEntity;

    /// <summary>Rules broken by field, such as <c>data.pulseBpm</c>: <c>maximum 100</c>. The codes are those of docs/forms.md.</summary>
    public Dictionary<string, string[]> ByField => FormErrors.GroupBy(e => e.Path, StringComparer.Ordinal)
        .ToDictionary(g => "data." + g.Key, g => g.Select(e => $"{e.Code} {e.Detail}".TrimEnd()).ToArray(), StringComparer.Ordinal);
}
