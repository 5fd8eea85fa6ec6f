using System.Text.Json.Nodes;
using Becs.Server.Resources;
using Becs.Server.Shell.Localisation;
using Becs.Server.Signatures;
using Becs.Server.Tasks.Forms;
using Microsoft.Extensions.Localization;

namespace Becs.Server.Tasks;

/// <summary>The answers of a form as lines to read before signing.</summary>
public static class AnswerLines
{
    public static IReadOnlyList<SignatureLine> Of(FormState state, IStringLocalizer<Text> texts)
    {
        var lines = new List<SignatureLine>();
        Add(state.Schema.Fields, state.Submission(), "", state.Zone, texts, lines);
        return lines;
    }

    /// <summary>One answer as people read it: number with unit, choice by its text, time in the site's zone.</summary>
    public static string Show(FormField field, JsonNode value, TimeZoneInfo zone, IStringLocalizer<Text> texts) => field.Kind switch
    {
        FormFieldKind.Integer or FormFieldKind.Number when FormData.Number(value) is { } number => FormNumber.Show(number, field),
        FormFieldKind.YesNo => texts[FormData.YesNo(value) == true ? "form.yes" : "form.no"],
        FormFieldKind.Private => texts["form.private.given"],
        FormFieldKind.Choice => field.Choices.FirstOrDefault(c => c.Value == FormData.Text(value))?.Title.ToString() ?? value.ToString(),
        FormFieldKind.DateTime when FormInstant.TryRead(FormData.Text(value), out var at) => SiteClock.Show(at, zone),
        FormFieldKind.Scan => ScanWords.Of(field.Scan, FormData.Text(value) ?? "", new Donations.RecordTexts(texts)).ToString(),
        _ => FormData.Text(value) ?? value.ToJsonString(),
    };

    private static void Add(
        IReadOnlyList<FormField> fields, JsonObject data, string prefix, TimeZoneInfo zone, IStringLocalizer<Text> texts,
        List<SignatureLine> lines)
    {
        foreach (var field in fields.Where(f => data[f.Name] is not null))
        {
            var value = data[field.Name]!;
            if (field.Kind != FormFieldKind.Rows || value is not JsonArray rows)
            {
                lines.Add(new(prefix + field.Title, Show(field, value, zone, texts)));
                continue;
            }

            foreach (var (row, index) in rows.OfType<JsonObject>().Select((r, i) => (r, i)))
            {
                Add(field.Columns, row, $"{prefix}{field.Title} {index + 1}: ", zone, texts, lines);
            }
        }
    }
}
