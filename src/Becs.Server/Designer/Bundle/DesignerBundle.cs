using System.Reflection;
using Becs.Server.Hosting;
using Microsoft.Extensions.FileProviders;

namespace Becs.Server.Designer.Bundle;

/// <summary>
/// Where Elsa Studio's files are: beside the published program, or, started from the sources, where npm put them. Without them the server
/// runs all the same, and /designer says what is missing.
/// </summary>
internal sealed class DesignerBundle
{
    private const string Package = "node_modules/@elsa-workflows/elsa-studio-wasm";

    public DesignerBundle()
        : this(ContentFolders.Designer, SourceFolder())
    {
    }

    internal DesignerBundle(string published, string? sources)
    {
        if (Directory.Exists(Path.Combine(published, "_framework")))
        {
            Files = new CompositeFileProvider(new PhysicalFileProvider(published));
        }
        else if (sources is not null && Directory.Exists(Path.Combine(sources, Package, "_framework")))
        {
            Files = new CompositeFileProvider(
                new PhysicalFileProvider(Path.Combine(sources, Package)), new HostFiles(Path.Combine(sources, "host")));
        }
    }

    /// <summary>Null when the build was made without them.</summary>
    public IFileProvider? Files { get; }

    private static string? SourceFolder() => Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(a => a.Key == "DesignerFolder")?.Value;

    /// <summary>Our own few files, under <c>host/</c> as the published folder has them.</summary>
    private sealed class HostFiles(string folder) : IFileProvider
    {
        private const string Prefix = "/host/";

        private readonly PhysicalFileProvider _files = new(folder);

        public IFileInfo GetFileInfo(string subpath) => subpath.StartsWith(Prefix, StringComparison.Ordinal)
            ? _files.GetFileInfo(subpath[Prefix.Length..])
            : new NotFoundFileInfo(subpath);

        public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

        public Microsoft.Extensions.Primitives.IChangeToken Watch(string filter) => NullChangeToken.Singleton;
    }
}
