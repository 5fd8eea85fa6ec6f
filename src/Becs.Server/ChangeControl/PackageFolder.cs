using System.Text.Json;
using Becs.Server.Hosting;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Errors;

namespace Becs.Server.ChangeControl;

/// <summary>A definition file that could not be made a package: the others go on without it.</summary>
/// <param name="File">The file, relative to the workflows folder.</param>
/// <param name="Problem">What is wrong, with its JSON path.</param>
public sealed record RefusedFile(string File, string Problem);

/// <summary>Makes packages of the files in <c>workflows/</c>: definition, forms and tables of each process, children before their parents.</summary>
public sealed class PackageFolder(PackageBuilder builder)
{
    public (IReadOnlyList<WorkflowPackage> Packages, IReadOnlyList<RefusedFile> Refused) Build(string folder)
    {
        var packages = new List<WorkflowPackage>();
        var refused = new List<RefusedFile>();
        var waiting = Files(folder);
        var children = new Dictionary<string, string>(StringComparer.Ordinal);
        while (waiting.Count > 0)
        {
            var left = waiting.Select(f => f.DefinitionId).ToHashSet(StringComparer.Ordinal);
            var ready = waiting.Where(f => !f.Children.Any(c => left.Contains(c) && c != f.DefinitionId)).ToList();
            foreach (var file in ready.Count > 0 ? ready : waiting.ToList())
            {
                waiting.Remove(file);
                try
                {
                    var package = file.Build(builder, children);
                    packages.Add(package);
                    children[package.DefinitionId] = package.PackageHash;
                }
                catch (Exception e) when (e is WorkflowEngineException or JsonException or IOException)
                {
                    refused.Add(new RefusedFile(Path.GetRelativePath(folder, file.Path), e.Message.ReplaceLineEndings(" ")));
                }
            }
        }

        return (packages, refused);
    }

    private static List<DefinitionFile> Files(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Where(d => Path.GetFileName(d) is not ("rules" or "samples"))
            .SelectMany(d => Directory.EnumerateFiles(d, "*.v*.json")).Order(StringComparer.Ordinal).Select(f => new DefinitionFile(f))]
        : [];
}
