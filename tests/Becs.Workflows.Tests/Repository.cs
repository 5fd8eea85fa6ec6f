namespace Becs.Workflows.Tests;

/// <summary>Where the sources are.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Becs.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Becs.sln is nowhere above the tests.");
        }

        return folder;
    }
}
