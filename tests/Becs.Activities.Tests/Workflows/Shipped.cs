using System.Collections.Concurrent;
using System.Text.Json;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Activities.Tests.Workflows;

/// <summary>The workflows of the repository as the server loads them.</summary>
internal static class Shipped
{
    private static readonly ConcurrentDictionary<string, WorkflowGraph> _graphs = new(StringComparer.Ordinal);

    public static ActivityRegistry Registry { get; } = new(typeof(Becs.Activities.Facts.WaitForFact).Assembly);

    public static string Root { get; } = FindRoot();

    /// <summary>Every definition file, by process.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } = Directory
        .GetFiles(Path.Combine(Root, "workflows"), "*.v1.json", SearchOption.AllDirectories)
        .Where(p => Path.GetFileName(p) == Path.GetFileName(Path.GetDirectoryName(p)) + ".v1.json")
        .ToDictionary(p => Path.GetFileName(Path.GetDirectoryName(p))!, p => p, StringComparer.Ordinal);

    /// <summary>Compiled once; a graph is shared by all instances.</summary>
    public static WorkflowGraph Graph(string process) => _graphs.GetOrAdd(process, p => Package(p).Compile(Registry));

    public static WorkflowPackage Package(string process)
    {
        var file = Files[process];
        var forms = Directory.GetFiles(Path.Combine(Path.GetDirectoryName(file)!, "forms"), "*.json")
            .ToDictionary(p => Path.GetFileName(p), p => JsonDocument.Parse(File.ReadAllBytes(p)).RootElement, StringComparer.Ordinal);
        return new PackageBuilder(Registry).Build(File.ReadAllBytes(file), forms);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Becs.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The repository was not found above the tests.");
    }
}
