namespace Becs.Server.Hosting;

/// <summary>
/// Where the files shipped with the server are. The build copies <c>workflows/</c> and <c>designer/</c> beside the program, so what
/// <c>dotnet publish</c> makes runs alone from any folder.
/// </summary>
public static class ContentFolders
{
    public static string Workflows => Path.Combine(AppContext.BaseDirectory, "workflows");

    public static string RulePacks => Path.Combine(Workflows, "rules");

    public static string Samples => Path.Combine(Workflows, "samples");

    public static string Designer => Path.Combine(AppContext.BaseDirectory, "designer");

    /// <summary>
    /// Under <c>dotnet run</c> the project's folder (pages and data stay with the sources); otherwise the program's own folder, whatever
    /// folder it is started from.
    /// </summary>
    public static string ContentRoot =>
        File.Exists(Path.Combine(Directory.GetCurrentDirectory(), "Becs.Server.csproj"))
            ? Directory.GetCurrentDirectory()
            : AppContext.BaseDirectory;
}
