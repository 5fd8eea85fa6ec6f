using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Becs.Server.Tests.Architecture;

/// <summary>Versions stand in one file, exactly; MassTransit stays below 9, which needs a paid licence.</summary>
public partial class PackageVersionsTests
{
    private const string Versions = "Directory.Packages.props";

    [Fact]
    public void Packages_WhenScanned_ThenVersionsAreAllowed() => Guard.None(Violations(Repository.Files));

    [Theory]
    [InlineData("<PackageVersion Include=\"MassTransit\" Version=\"9.0.1\" />", "MassTransit")]
    [InlineData("<PackageVersion Include=\"MassTransit.RabbitMQ\" Version=\"[8.5.12,10.0)\" />", "MassTransit.RabbitMQ")]
    [InlineData("<PackageVersion Include=\"MassTransit\" Version=\"[8.5.12,)\" />", "MassTransit")]
    [InlineData("<PackageVersion Include=\"Jint\" Version=\"4.*\" />", "Jint")]
    public void Guard_WhenVersionIsForbidden_ThenSpeaks(string item, string about) => Guard.Speaks(Violations([Props(item)]), about);

    [Fact]
    public void Guard_WhenLockFileResolvesMassTransit9_ThenSpeaks() => Guard.Speaks(
        Violations([new SourceFile("src/X/packages.lock.json", "\"MassTransit.Abstractions\": {\n \"type\": \"Transitive\",\n \"resolved\": \"9.1.0\"")]),
        "src/X/packages.lock.json");

    [Fact]
    public void Guard_WhenProjectNamesAVersion_ThenSpeaks() => Guard.Speaks(
        Violations([new SourceFile("src/X/X.csproj", "<Project><ItemGroup><PackageReference Include=\"Jint\" Version=\"1.0.0\" /></ItemGroup></Project>")]),
        "src/X/X.csproj");

    [Theory]
    [InlineData("<PackageVersion Include=\"MassTransit\" Version=\"[8.5.12,9.0)\" />")]
    [InlineData("<PackageVersion Include=\"MassTransit\" Version=\"8.5.12\" />")]
    [InlineData("<PackageVersion Include=\"Jint\" Version=\"4.18.0\" />")]
    public void Guard_WhenVersionIsAllowed_ThenSilent(string item) => Assert.Empty(Violations([Props(item)]));

    private static SourceFile Props(string item) => new(Versions, $"<Project><ItemGroup>{item}</ItemGroup></Project>");

    private static IEnumerable<string> Violations(IEnumerable<SourceFile> files)
    {
        foreach (var file in files)
        {
            if (file.Path == Versions)
            {
                foreach (var item in XDocument.Parse(file.Text).Descendants("PackageVersion"))
                {
                    var name = (string)item.Attribute("Include")!;
                    var version = (string)item.Attribute("Version")!;
                    if (version.Contains('*', StringComparison.Ordinal))
                    {
                        yield return $"{file.Path}: {name} {version} floats";
                    }

                    if (name.StartsWith("MassTransit", StringComparison.Ordinal) && !Below9().IsMatch(version))
                    {
                        yield return $"{file.Path}: {name} {version} must stay below 9";
                    }
                }
            }
            else if (file.Name == "packages.lock.json" && Resolved9().IsMatch(file.Text))
            {
                yield return $"{file.Path}: MassTransit is resolved to 9 or later";
            }
            else if (file.Path.EndsWith(".csproj", StringComparison.Ordinal)
                && XDocument.Parse(file.Text).Descendants("PackageReference").Any(p => p.Attribute("Version") is not null))
            {
                yield return $"{file.Path}: versions belong to {Versions}";
            }
        }
    }

    [GeneratedRegex(@"^(8\.\d+\.\d+|\[8\.\d+\.\d+,\s*9\.0(\.0)?\))$")]
    private static partial Regex Below9();

    [GeneratedRegex(@"""MassTransit[\w.]*"": \{[^}]*?""resolved"": ""(9|[1-9]\d)\.")]
    private static partial Regex Resolved9();
}
