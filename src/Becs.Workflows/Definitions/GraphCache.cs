using System.Collections.Concurrent;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Workflows.Definitions;

/// <summary>Compiled packages by hash. Bytes never change, so an entry never does.</summary>
/// <param name="registry">The activity types they may use.</param>
public sealed class GraphCache(ActivityRegistry registry)
{
    private const int Limit = 1000;

    private readonly ConcurrentDictionary<string, WorkflowGraph> _graphs = new(StringComparer.Ordinal);

    /// <summary>Finds a compiled package.</summary>
    /// <param name="packageHash">Its hash.</param>
    /// <returns>Null if it has to be loaded: then use <see cref="Add"/>.</returns>
    public WorkflowGraph? Find(string packageHash) => _graphs.GetValueOrDefault(packageHash);

    /// <summary>Compiles a package, checks its pins, and keeps the graph.</summary>
    /// <param name="package">The package; <see cref="WorkflowPackage.Open"/> has verified its bytes.</param>
    /// <exception cref="Errors.PackageException">This build's activities are not those the package pins.</exception>
    public WorkflowGraph Add(WorkflowPackage package)
    {
        if (_graphs.Count >= Limit)
        {
            _graphs.Clear();
        }

        return _graphs.GetOrAdd(package.PackageHash, _ => package.Compile(registry));
    }
}
