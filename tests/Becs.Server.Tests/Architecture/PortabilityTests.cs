using System.Text.RegularExpressions;

namespace Becs.Server.Tests.Architecture;

/// <summary>Nothing in the repository belongs to one machine or one package source.</summary>
public partial class PortabilityTests
{
    [Fact]
    public void Files_WhenScanned_ThenNoneNamesAMachinePathOrPackageSource() => Guard.None(Violations(Repository.Files));

    [Theory]
    [InlineData("see /{0}/main/docs", "work")]
    [InlineData("\"/{0}/.nuget\"", "root")]
    [InlineData("cd /{0}/jane/becs", "home")]
    [InlineData("\"resolved\": \"https://{0}.example.org/a.tgz\"", "registry")]
    [InlineData("<add key=\"x\" value=\"https://api.{0}.org/v3/index.json\" />", "nuget")]
    public void Guard_WhenFileNamesOne_ThenSpeaks(string text, string part) =>
        Guard.Speaks(Violations([new SourceFile("docs/x.md", text.Replace("{0}", part, StringComparison.Ordinal))]), "docs/x.md:1");

    [Theory]
    [InlineData("GET /api/workflows/")]
    [InlineData("/usr/lib/postgresql/15/bin")]
    [InlineData("src/Becs.Server/home/x")]
    [InlineData("https://www.ecfr.gov/current/title-21")]
    public void Guard_WhenFileIsPortable_ThenSilent(string text) => Assert.Empty(Violations([new SourceFile("docs/x.md", text)]));

    private static IEnumerable<string> Violations(IEnumerable<SourceFile> files) =>
        from file in files
        from line in file.Text.Split('\n').Select((text, index) => (text, number: index + 1))
        let match = Bound().Match(line.text)
        where match.Success
        select $"{file.Path}:{line.number}: {match.Value.Trim()}";

    [GeneratedRegex(@"(?<![A-Za-z0-9_.\-}])/(?:(?:work|farm|root)/|(?:home|Users)/\w+/)|https?://[\w.\-]*(?:registry|nuget|npmjs|artifactory|nexus)[\w.\-]*")]
    private static partial Regex Bound();
}
