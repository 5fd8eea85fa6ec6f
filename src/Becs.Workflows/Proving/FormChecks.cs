using System.Text.Json;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Workflows.Proving;

/// <summary>Whether a package's forms still ask for what they must.</summary>
internal static class FormChecks
{
    /// <summary>Looks at one obligation; null if it is none of this package's.</summary>
    public static ObligationResult? Check(Obligation obligation, WorkflowPackage package, string? child, List<Violation> violations)
    {
        var count = violations.Count;
        var forms = package.Forms.Where(f => f.Key == obligation.Form || f.Key.StartsWith(obligation.Form + ".v", StringComparison.Ordinal)).ToList();
        if (forms.Count == 0 && !obligation.PresentIn.Contains(package.DefinitionId))
        {
            return null;
        }

        if (forms.Count == 0)
        {
            violations.Add(Weak(ViolationKind.Missing, obligation.Form!, null));
        }

        foreach (var (key, form) in forms)
        {
            var properties = Json.Object(form, "properties");
            var required = Texts(form, "required");
            violations.AddRange(obligation.Required
                .Where(f => !required.Contains(f) || properties is not { } p || Json.Object(p, f) is not { } field || !IsAsked(obligation, f, field))
                .Select(f => Weak(ViolationKind.WeakForm, key, f)));
            violations.AddRange(Texts(form, "x-skipFor").Where(a => !obligation.SkipFor.Contains(a)).Select(a => Weak(ViolationKind.WeakForm, key, a)));
        }

        return new ObligationResult(obligation, forms.Count, violations.Count == count);

        Violation Weak(ViolationKind kind, string key, string? field) => new()
        {
            Kind = kind,
            Path = $"$.forms['{key}']",
            Obligation = obligation,
            Name = field,
            Expected = key,
            Child = child,
        };
    }

    /// <summary>
    /// Whether a person really answers it: a field that is hidden, given by the workflow, or has its answer written into the form counts as required, and
    /// asks nothing. What is only confirmed has the one answer yes; what is measured takes every value that can be measured, what is scanned is scanned.
    /// </summary>
    private static bool IsAsked(Obligation obligation, string name, JsonElement field)
    {
        var shownIf = field.TryGetProperty("x-showIf", out var condition);
        var mayHide = obligation.ShownIf.TryGetValue(name, out var allowed);
        var values = Texts(field, "enum");
        return !(shownIf && !(mayHide && JsonElement.DeepEquals(condition, allowed)))
            && !(field.TryGetProperty("readOnly", out var readOnly) && readOnly.ValueKind != JsonValueKind.False)
            && Json.Text(field, "x-widget") != "context"
            && !(field.TryGetProperty("const", out var constant) && !(constant.ValueKind == JsonValueKind.True && obligation.Confirms.Contains(name)))
            && !(obligation.Spans.TryGetValue(name, out var span) && (Bound(field, "minimum") > span[0] || Bound(field, "maximum") < span[^1]))
            && !(obligation.Scans.TryGetValue(name, out var scan)
                && (Json.Text(field, "x-widget") != "scan" || !string.Equals(Json.Text(field, "x-isbt") ?? "", scan, StringComparison.OrdinalIgnoreCase)))
            && !(obligation.Offers.TryGetValue(name, out var offers) && offers.Any(o => !values.Contains(o)))
            && !(Json.Text(field, "type") == "array" && !(field.TryGetProperty("minItems", out var least) && least.TryGetInt32(out var rows) && rows > 0));
    }

    private static double? Bound(JsonElement field, string name) =>
        field.TryGetProperty(name, out var bound) && bound.ValueKind == JsonValueKind.Number ? bound.GetDouble() : null;

    private static List<string> Texts(JsonElement owner, string name) => [.. Json.Items(owner, name)
        .Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!)];
}
