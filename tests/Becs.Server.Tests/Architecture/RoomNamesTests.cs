namespace Becs.Server.Tests.Architecture;

/// <summary>A folder is named for a process or a concept, never for a kind of code.</summary>
public class RoomNamesTests
{
    private static readonly string[] Kinds =
        ["Services", "Helpers", "Managers", "Common", "Utils", "Utilities", "Helper", "Misc", "Interfaces.Impl"];

    [Fact]
    public void Folders_WhenScanned_ThenNoneIsNamedForAKind() => Guard.None(Violations(Repository.Files));

    [Theory]
    [InlineData("src/Becs.Domain/Services/X.cs")]
    [InlineData("src/Becs.Server/Donors/Helpers/X.cs")]
    [InlineData("tests/Becs.Server.Tests/utils/X.cs")]
    public void Guard_WhenFolderIsNamedForAKind_ThenSpeaks(string path) => Guard.Speaks(Violations([new SourceFile(path, "")]), path);

    [Theory]
    [InlineData("src/Becs.Domain/Shared/Ids.cs")]
    [InlineData("src/Becs.Domain/Donors/Services.cs")]
    public void Guard_WhenFolderIsAProcess_ThenSilent(string path) => Assert.Empty(Violations([new SourceFile(path, "")]));

    private static IEnumerable<string> Violations(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Under("src") || file.Under("tests") || file.Under("workflows")
        where file.Folders.Any(f => Kinds.Contains(f, StringComparer.OrdinalIgnoreCase))
        select $"{file.Path}: name the folder for its process or concept";
}
