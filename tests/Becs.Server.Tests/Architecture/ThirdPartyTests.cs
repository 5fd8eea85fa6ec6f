using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Becs.Server.Tests.Architecture;

/// <summary>docs/third-party.md names every package we name ourselves, with a licence we can live with, and no other.</summary>
public partial class ThirdPartyTests
{
    private static readonly string[] Allowed = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PostgreSQL"];

    [Fact]
    public void Packages_WhenCompared_ThenEachHasItsLicence() => Guard.None(Violations(
        Repository.Find("Directory.Packages.props")!.Text, Repository.Find("designer/package.json")!.Text, Repository.Find("docs/third-party.md")!.Text));

    [Theory]
    [InlineData("| Jint | MIT |", "Cronos is not in the list")]
    [InlineData("| Jint | MIT |\n| Cronos | MIT |\n| Gone | MIT |", "Gone is used no more")]
    [InlineData("| Jint | MIT |\n| Cronos | GPL-3.0 |", "Cronos: GPL-3.0")]
    public void Guard_WhenTheListIsWrong_ThenSpeaks(string list, string about) => Guard.Speaks(Violations(Props, "{}", list), about);

    [Fact]
    public void Guard_WhenTheListIsRight_ThenSilent() => Assert.Empty(Violations(Props, "{}", "| Jint | BSD-2-Clause |\n| Cronos | MIT or GPL-2.0 |"));

    private const string Props = """<P><PackageVersion Include="Jint" Version="1" /><PackageVersion Include="Cronos" Version="1" /></P>""";

    private static IEnumerable<string> Violations(string props, string designer, string page)
    {
        using var package = JsonDocument.Parse(designer);
        var used = XDocument.Parse(props).Descendants("PackageVersion").Select(p => (string)p.Attribute("Include")!)
            .Concat(package.RootElement.TryGetProperty("dependencies", out var all) ? all.EnumerateObject().Select(d => d.Name) : []).ToHashSet();
        var listed = Row().Matches(page).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value, StringComparer.Ordinal);
        return used.Where(u => !listed.ContainsKey(u)).Select(u => $"{u} is not in the list")
            .Concat(listed.Keys.Where(l => !used.Contains(l)).Select(l => $"{l} is used no more"))
            .Concat(listed.Where(l => !Allowed.Contains(l.Value.Split(' ')[0])).Select(l => $"{l.Key}: {l.Value} is not a licence we ship"));
    }

    [GeneratedRegex(@"^\| (?!package |-)(\S+) \| ([^|]+?) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
