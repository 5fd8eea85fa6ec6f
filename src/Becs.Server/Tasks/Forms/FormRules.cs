using System.Globalization;
using System.Text.Json.Nodes;
using Becs.Domain.Shared;
using Becs.Server.Shell.Localisation;

namespace Becs.Server.Tasks.Forms;

/// <summary>The rules every submission meets, whichever door it comes through.</summary>
internal static class FormRules
{
    internal static IReadOnlyList<FormError> Check(FormSchema schema, JsonObject data, FormContext context)
    {
        var errors = new List<FormError>();
        CheckFields(schema.Fields, data, null, "", new Case(data, context, errors));
        return errors;
    }

    private sealed record Case(JsonObject Form, FormContext Context, List<FormError> Errors);

    private static void CheckFields(IReadOnlyList<FormField> fields, JsonObject holder, JsonObject? row, string prefix, Case now)
    {
        foreach (var (name, _) in holder.Where(p => fields.All(f => f.Name != p.Key)))
        {
            now.Errors.Add(new(prefix + name, "unknownField", name));
        }

        foreach (var field in fields)
        {
            var value = holder[field.Name];
            var path = prefix + field.Name;
            var code = (FormSchema.IsShown(field, now.Form, row), FormData.IsEmpty(value)) switch
            {
                (false, false) => "notAsked",
                (true, true) when field.Required => "required",
                _ => null,
            };
            if (code is not null)
            {
                now.Errors.Add(new(path, code, field.Title.ToString()));
            }
            else if (!FormData.IsEmpty(value))
            {
                CheckValue(field, value!, row, path, now);
            }
        }
    }

    private static void CheckValue(FormField field, JsonNode value, JsonObject? row, string path, Case now)
    {
        var (code, detail) = field.Kind switch
        {
            FormFieldKind.Integer or FormFieldKind.Number => CheckNumber(field, value),
            FormFieldKind.YesNo => (FormData.YesNo(value) is null ? "yesNo" : null, ""),
            FormFieldKind.Choice or FormFieldKind.Private => (field.Choices.Any(c => c.Value == FormData.Text(value)) ? null : "choice", ""),
            FormFieldKind.Date => CheckDate(field, value, now.Context),
            FormFieldKind.DateTime => CheckInstant(field, value, now.Context),
            FormFieldKind.Scan => CheckScan(field, value, FormData.Lookup(now.Form, row)),
            FormFieldKind.Context => (IsAsGiven(field, value, path, now.Context) ? null : "readOnlyChanged", ""),
            FormFieldKind.Rows => CheckRows(field, value, path, now),
            _ => CheckText(field, value),
        };
        code ??= field.Constant is { } only && !JsonNode.DeepEquals(only, value) ? "constant" : null;
        if (code is not null)
        {
            now.Errors.Add(new(path, code, field.Title.ToString(), detail));
        }
    }

    private static (string? Code, string Detail) CheckNumber(FormField field, JsonNode value)
    {
        if (FormData.Number(value) is not { } number)
        {
            return ("number", FormNumber.Show(0, field));
        }

        return field switch
        {
            { Kind: FormFieldKind.Integer } when decimal.Truncate(number) != number => ("integer", ""),
            { Kind: FormFieldKind.Number } when decimal.Round(number, field.Decimals) != number =>
                ("decimals", field.Decimals.ToString(CultureInfo.CurrentCulture)),
            { Minimum: { } low } when number < low => ("minimum", FormNumber.Show(low, field)),
            { Maximum: { } high } when number > high => ("maximum", FormNumber.Show(high, field)),
            _ => (null, ""),
        };
    }

    private static (string? Code, string Detail) CheckText(FormField field, JsonNode value)
    {
        if (FormData.Text(value) is not { } text)
        {
            return ("text", "");
        }

        return field switch
        {
            _ when text.Length > field.MaxLength => ("maxLength", field.MaxLength.ToString(CultureInfo.CurrentCulture)),
            { MinLength: { } least } when text.Trim().Length < least => ("minLength", least.ToString(CultureInfo.CurrentCulture)),
            { Pattern: { } pattern } when !pattern.IsMatch(text) => ("pattern", ""),
            _ => (null, ""),
        };
    }

    private static (string? Code, string Detail) CheckScan(FormField field, JsonNode value, Func<string, JsonNode?> lookup)
    {
        var (code, detail) = CheckText(field, value);
        if (code is not null)
        {
            return (code, detail);
        }

        var text = FormData.Text(value)!;
        if (FormScan.Refusal(field.Scan, text) is { } refusal)
        {
            return ("scan", refusal);
        }

        return field.SameAs is { } other && FormData.Text(lookup(other)) is { } before
            && FormScan.Meaning(field.Scan, before) != FormScan.Meaning(field.Scan, text)
            ? ("sameAs", FormScan.Meaning(field.Scan, before))
            : (null, "");
    }

    private static (string? Code, string Detail) CheckDate(FormField field, JsonNode value, FormContext context)
    {
        if (!DateOnly.TryParseExact(
            FormData.Text(value), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return ("date", "");
        }

        var today = context.NowAt.LocalDate(context.Zone);
        return field switch
        {
            { NotFuture: true } when day > today => ("future", SiteClock.ShowDay(today)),
            { NotPast: true } when day < today => ("past", SiteClock.ShowDay(today)),
            _ => (null, ""),
        };
    }

    private static (string? Code, string Detail) CheckInstant(FormField field, JsonNode value, FormContext context)
    {
        if (!FormInstant.TryRead(FormData.Text(value), out var instant))
        {
            return ("dateTime", "");
        }

        return field switch
        {
            { NotFuture: true } when instant > context.NowAt.AddMinutes(FormInstant.MinutesAhead) =>
                ("future", SiteClock.Show(context.NowAt, context.Zone)),
            { NotPast: true } when instant < context.NowAt => ("past", SiteClock.Show(context.NowAt, context.Zone)),
            _ => (null, ""),
        };
    }

    private static (string? Code, string Detail) CheckRows(FormField field, JsonNode value, string path, Case now)
    {
        if (value is not JsonArray rows)
        {
            return ("rows", "");
        }

        if (rows.Count > field.MaxItems)
        {
            return ("maxItems", field.MaxItems.ToString(CultureInfo.CurrentCulture));
        }

        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i] is not JsonObject row)
            {
                return ("rows", "");
            }

            CheckFields(field.Columns, row, row, $"{path}[{i}].", now);
        }

        return (rows.Count < field.MinItems ? "minItems" : null, field.MinItems.ToString(CultureInfo.CurrentCulture));
    }

    /// <summary>
    /// A shown value may be left out or sent back; it may not be changed. Values in rows are compared by the workflow's own facts, since rows
    /// can be added and removed.
    /// </summary>
    private static bool IsAsGiven(FormField field, JsonNode value, string path, FormContext context) =>
        context.Given is null || path.Contains('[') || !context.Given.ContainsKey(field.Name) || JsonNode.DeepEquals(context.Given[field.Name], value);
}
