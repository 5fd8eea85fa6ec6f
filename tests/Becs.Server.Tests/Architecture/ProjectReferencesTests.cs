using System.Xml.Linq;

namespace Becs.Server.Tests.Architecture;

/// <summary>The six projects and who may know whom. A seventh, or another arrow, needs a decision record.</summary>
public class ProjectReferencesTests
{
    private static readonly Dictionary<string, string[]> MayReference = new(StringComparer.Ordinal)
    {
        ["Becs.Workflows"] = [],
        ["Becs.Contracts"] = [],
        ["Becs.Domain"] = ["Becs.Contracts"],
        ["Becs.Activities"] = ["Becs.Workflows", "Becs.Domain"],
        ["Becs.Persistence"] = ["Becs.Workflows", "Becs.Domain", "Becs.Contracts"],
        ["Becs.Server"] = ["Becs.Workflows", "Becs.Domain", "Becs.Contracts", "Becs.Activities", "Becs.Persistence"],
    };

    /// <summary>Packages a floor below the server may use; a floor not named here may use any.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Becs.Workflows"] = ["Cronos", "DotLiquid", "Jint", "Microsoft.Extensions.DependencyInjection.Abstractions",
            "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options"],
        ["Becs.Contracts"] = [],
        ["Becs.Domain"] = [],
        ["Becs.Activities"] = [],
    };

    [Fact]
    public void Projects_WhenScanned_ThenArrowsAreAllowed() => Guard.None(Violations(Repository.Files));

    [Fact]
    public void Projects_WhenCounted_ThenAllSixAreSeen() => Assert.Equal(MayReference.Count, Projects(Repository.Files).Count());

    [Theory]
    [InlineData("Becs.Domain", "<ProjectReference Include=\"../Becs.Persistence/Becs.Persistence.csproj\" />", "Becs.Persistence")]
    [InlineData("Becs.Workflows", "<ProjectReference Include=\"..\\Becs.Domain\\Becs.Domain.csproj\" />", "Becs.Domain")]
    [InlineData("Becs.Activities", "<ProjectReference Include=\"../Becs.Contracts/Becs.Contracts.csproj\" />", "Becs.Contracts")]
    [InlineData("Becs.Domain", "<PackageReference Include=\"Microsoft.EntityFrameworkCore\" />", "Microsoft.EntityFrameworkCore")]
    [InlineData("Becs.Domain", "<FrameworkReference Include=\"Microsoft.AspNetCore.App\" />", "Microsoft.AspNetCore.App")]
    [InlineData("Becs.Extra", "", "decision record")]
    public void Guard_WhenArrowIsForbidden_ThenSpeaks(string project, string item, string about) =>
        Guard.Speaks(Violations([Project(project, item)]), about);

    [Fact]
    public void Guard_WhenArrowIsAllowed_ThenSilent() =>
        Assert.Empty(Violations([Project("Becs.Domain", "<ProjectReference Include=\"../Becs.Contracts/Becs.Contracts.csproj\" />")]));

    private static SourceFile Project(string name, string item) =>
        new($"src/{name}/{name}.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup>{item}</ItemGroup></Project>");

    private static IEnumerable<SourceFile> Projects(IEnumerable<SourceFile> files) =>
        files.Where(f => f.Under("src") && f.Path.EndsWith(".csproj", StringComparison.Ordinal));

    private static IEnumerable<string> Violations(IEnumerable<SourceFile> files)
    {
        foreach (var file in Projects(files))
        {
            var name = Path.GetFileNameWithoutExtension(file.Name);
            var project = XDocument.Parse(file.Text);
            if (!MayReference.TryGetValue(name, out var allowed))
            {
                yield return $"{file.Path}: a seventh project needs a decision record";
                continue;
            }

            var references = Includes(project, "ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/')));
            foreach (var reference in references.Except(allowed))
            {
                yield return $"{file.Path}: {name} may not reference {reference}";
            }

            if (MayUse.TryGetValue(name, out var packages))
            {
                foreach (var package in Includes(project, "PackageReference").Concat(Includes(project, "FrameworkReference")).Except(packages))
                {
                    yield return $"{file.Path}: {name} may not use {package}";
                }
            }
        }
    }

    private static IEnumerable<string> Includes(XDocument project, string element) =>
        project.Descendants(element).Select(e => (string?)e.Attribute("Include")).OfType<string>();
}
