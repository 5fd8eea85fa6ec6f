using System.Collections.Concurrent;
using System.Text.Json;
using Becs.Server.Tasks.Forms;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Storage;

namespace Becs.Server.Tasks;

/// <summary>The forms of packages, by package hash: what a person fills in is part of what was signed.</summary>
public sealed class TaskForms
{
    /// <summary>Packages kept in memory; the memory is emptied when there are more.</summary>
    private const int MostPackages = 200;

    private const int MostSchemas = 2000;

    private readonly ConcurrentDictionary<string, FormSchema> _schemas = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, JsonElement>> _forms = new(StringComparer.Ordinal);

    /// <summary>A form of a package, ready to be shown and to judge answers; null when the package has none by that key and version.</summary>
    public async Task<FormSchema?> SchemaAsync(IPackages packages, string? packageHash, string formKey, int version, CancellationToken ct)
    {
        var key = $"{packageHash}/{formKey}.v{version}";
        if (_schemas.TryGetValue(key, out var known))
        {
            return known;
        }

        if (await FindAsync(packages, packageHash, formKey, version, ct) is not { } form)
        {
            return null;
        }

        return Keep(key, form);
    }

    /// <summary>A form of a version that runs or is tried out, ready to judge answers.</summary>
    /// <param name="graph">The version.</param>
    /// <param name="form">Key and version of the form: the package has it.</param>
    public FormSchema Schema(WorkflowGraph graph, string form)
    {
        var key = $"{graph.PackageHash}/{form}";
        return _schemas.TryGetValue(key, out var known) ? known : Keep(key, graph.Forms[form]);
    }

    private FormSchema Keep(string key, JsonElement form)
    {
        if (_schemas.Count >= MostSchemas)
        {
            _schemas.Clear();
        }

        return _schemas[key] = FormSchema.Parse(form.GetRawText());
    }

    /// <summary>A form of a package; null when the package has none by that key and version.</summary>
    public async Task<JsonElement?> FindAsync(IPackages packages, string? packageHash, string formKey, int version, CancellationToken ct)
    {
        if (packageHash is null)
        {
            return null;
        }

        if (!_forms.TryGetValue(packageHash, out var forms))
        {
            if (await packages.FindAsync(packageHash, ct) is not { } stored)
            {
                return null;
            }

            if (_forms.Count >= MostPackages)
            {
                _forms.Clear();
            }

            forms = _forms[packageHash] = WorkflowPackage.Open(stored.Bytes, packageHash).Forms;
        }

        return forms.TryGetValue($"{formKey}.v{version}", out var form) ? form : null;
    }
}
