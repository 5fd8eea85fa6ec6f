using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Tasks.Forms;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Errors;

namespace Becs.Server.ChangeControl;

/// <summary>One thing wrong with a form or a table.</summary>
/// <param name="Path">JSON path inside it, such as <c>$.properties.pulse.minimum</c>.</param>
/// <param name="Text">What is wrong.</param>
public sealed record PartProblem(string Path, string Text);

/// <summary>
/// What a form or table of a draft may be. What is no JSON, is too large or has no canonical form is never kept; what is merely no sound form yet is, as
/// a draft may be broken, and is named by its path until it is mended.
/// </summary>
internal static partial class PartFormat
{
    /// <summary>Canonical JSON of a content as somebody wrote it.</summary>
    /// <exception cref="InputException">The key is none, or the content has no canonical form.</exception>
    public static string Canonical(DraftPartKind kind, string key, string content)
    {
        if (!(kind == DraftPartKind.Form ? FormKey() : TableKey()).IsMatch(key) || key.Length > DraftPart.LongestKey)
        {
            throw new InputException("CHG-070", "key", kind == DraftPartKind.Form
                ? $"'{key}' is no key of a form: small letters, digits and hyphens, then .v and its version, such as questionnaire.v2."
                : $"'{key}' is no name of a table: at most {DraftPart.LongestKey} small letters, digits and hyphens.");
        }

        try
        {
            // Indented it may be longer than what is kept; nothing much longer is even read.
            var bytes = content.Length <= 4 * DraftPart.Longest ? CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(content)) : null;
            if (bytes is null || bytes.Length > DraftPart.Longest)
            {
                throw new InputException("CHG-071", "content", $"{key} is too large: at most {DraftPart.Longest} bytes of canonical JSON.");
            }

            return bytes[0] == (byte)'{' ? Encoding.UTF8.GetString(bytes)
                : throw new InputException("CHG-070", "content", $"{key}: a JSON object is needed.");
        }
        catch (CanonicalJsonException broken)
        {
            throw new InputException("CHG-070", "content", $"{key}: {broken.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>What keeps it from being used; empty when nothing does.</summary>
    public static IReadOnlyList<PartProblem> Problems(DraftPartKind kind, JsonElement content)
    {
        if (kind == DraftPartKind.Table)
        {
            return [.. WorkflowTable.Problems(content).Select(p => new PartProblem(p.Path, p.Text))];
        }

        try
        {
            FormSchema.Parse(content.GetRawText());
            return [];
        }
        catch (FormSchemaException broken)
        {
            return [.. broken.Problems.Select(p => p.Split(": ", 2)).Select(p => p.Length == 2 ? new PartProblem(p[0], p[1]) : new PartProblem("$", p[0]))];
        }
    }

    /// <summary>A content as a person reads it.</summary>
    public static string Indented(string content)
    {
        using var document = JsonDocument.Parse(content);
        return JsonSerializer.Serialize(document.RootElement, _indented);
    }

    private static readonly JsonSerializerOptions _indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]*\.v[1-9]\d{0,3}$")]
    private static partial Regex FormKey();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]*$")]
    private static partial Regex TableKey();
}
