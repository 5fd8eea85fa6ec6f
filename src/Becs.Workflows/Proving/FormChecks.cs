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
                .Where(f => !required.Contains(f) || properties is not { } p || Json.Object(p, f) is null)
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

    private static List<string> Texts(JsonElement owner, string name) => [.. Json.Items(owner, name)
        .Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!)];
}
