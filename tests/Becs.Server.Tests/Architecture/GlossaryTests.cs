using System.Text.RegularExpressions;

namespace Becs.Server.Tests.Architecture;

/// <summary>The glossary speaks of names that exist: each name in its column Code is a word of src.</summary>
public partial class GlossaryTests
{
    private const string Glossary = "docs/GLOSSARY.md";

    [Fact]
    public void Glossary_WhenCompared_ThenEveryNameExists() => Guard.None(Violations(Repository.Files));

    [Fact]
    public void Guard_WhenANameDoesNotExist_ThenSpeaks() =>
        Guard.Speaks(Violations([Row("`Donor`, `DonorCard`"), new SourceFile("src/X/Donor.cs", "class Donor;")]), "DonorCard");

    [Fact]
    public void Guard_WhenEveryNameExists_ThenSilent() =>
        Assert.Empty(Violations([Row("`Donor`"), new SourceFile("src/X/Donor.cs", "class Donor;")]));

    private static SourceFile Row(string code) => new(Glossary, $"| Donor | A person. | {code} | `donorId` |");

    private static IEnumerable<string> Violations(IReadOnlyList<SourceFile> files)
    {
        var glossary = files.FirstOrDefault(f => f.Path == Glossary)?.Text ?? string.Empty;
        var words = files.Where(f => f.Under("src") && f.IsCode)
            .SelectMany(f => Word().Matches(f.Code).Select(m => m.Value)).ToHashSet(StringComparer.Ordinal);
        return glossary.Split('\n').Where(l => l.StartsWith('|')).Select(l => l.Split('|')).Where(c => c.Length == 6)
            .SelectMany(c => Quoted().Matches(c[3]).Select(m => (Term: c[1].Trim(), Name: m.Groups[1].Value)))
            .Where(n => !words.Contains(n.Name))
            .Select(n => $"{Glossary}: {n.Term}: {n.Name} is no name in src");
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
