using System.Text.RegularExpressions;

namespace Becs.Server.Tests.Architecture;

/// <summary>A file of the repository as the guards see it; their own tests hand them invented ones.</summary>
/// <param name="Path">Relative to the root, with forward slashes.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public string[] Folders => Path.Split('/')[..^1];

    public bool IsCode => Path.EndsWith(".cs", StringComparison.Ordinal) || Path.EndsWith(".razor", StringComparison.Ordinal);

    /// <summary>Code that tools write.</summary>
    public bool IsGenerated => Folders.Contains("Migrations") || Name.EndsWith(".g.cs", StringComparison.Ordinal)
        || Name.EndsWith(".Designer.cs", StringComparison.Ordinal);

    /// <summary>Without line and block comments. Crude (a // inside a string ends the line), which a guard may be.</summary>
    public string Code => Comments().Replace(Text, string.Empty);

    public bool Under(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/|@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comments();
}
