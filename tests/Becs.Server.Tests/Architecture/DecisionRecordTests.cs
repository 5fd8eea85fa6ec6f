using System.Text.RegularExpressions;

namespace Becs.Server.Tests.Architecture;

/// <summary>Decision records have one form, one number each, a status from the list, and a place in the index.</summary>
public partial class DecisionRecordTests
{
    private const string Folder = "docs/adr";
    private static readonly string[] Headings = ["Status", "Context", "Decision", "Consequences"];

    [Fact]
    public void Records_WhenScanned_ThenHaveTheForm() => Guard.None(Violations(Repository.Files));

    [Theory]
    [InlineData("## Status\nAccepted\n## Context\nx\n## Decision\nx\n", "headings")]
    [InlineData("## Status\nAccepted\n## Context\nx\n## Decision\nx\n## Consequences\nx\n## Notes\n", "headings")]
    [InlineData("## Status\nAproved\n## Context\nx\n## Decision\nx\n## Consequences\nx\n", "status")]
    public void Guard_WhenFormIsBroken_ThenSpeaks(string text, string about) =>
        Guard.Speaks(Violations([Index("0001-x.md"), new SourceFile($"{Folder}/0001-x.md", "# 0001. X\n\n" + text)]), about);

    [Theory]
    [InlineData("0001-x.md", "0001-y.md", "number")]
    [InlineData("0001-x.md", "Second.md", "NNNN")]
    [InlineData("0001-x.md", "0002-y.md", "index")]
    public void Guard_WhenNameIsBroken_ThenSpeaks(string first, string second, string about) =>
        Guard.Speaks(Violations([Index(first), Good(first), Good(second)]), about);

    [Fact]
    public void Guard_WhenFormIsKept_ThenSilent() => Assert.Empty(Violations([Index("0001-x.md"), Good("0001-x.md")]));

    private static SourceFile Index(string name) => new($"{Folder}/README.md", $"- [x]({name})");

    private static SourceFile Good(string name) => new($"{Folder}/{name}",
        "# 0001. X\n\n## Status\n\nSuperseded by 0007\n\n## Context\nx\n### Options\n## Decision\nx\n## Consequences\nx\n");

    private static IEnumerable<string> Violations(IReadOnlyList<SourceFile> files)
    {
        var index = files.FirstOrDefault(f => f.Path == $"{Folder}/README.md")?.Text ?? string.Empty;
        var records = files.Where(f => f.Under(Folder) && f.Name != "README.md").ToList();
        foreach (var same in records.GroupBy(r => r.Name[..Math.Min(4, r.Name.Length)]).Where(g => g.Count() > 1))
        {
            yield return $"{Folder}: the number {same.Key} is used {same.Count()} times";
        }

        foreach (var record in records)
        {
            if (!FileName().IsMatch(record.Name))
            {
                yield return $"{record.Path}: the name must read NNNN-short-title.md";
            }

            if (!index.Contains($"({record.Name})", StringComparison.Ordinal))
            {
                yield return $"{record.Path}: missing in the index, {Folder}/README.md";
            }

            if (!Heading().Matches(record.Text).Select(m => m.Groups[1].Value.Trim()).SequenceEqual(Headings))
            {
                yield return $"{record.Path}: the headings must be {string.Join(", ", Headings)}";
            }
            else if (!Status().IsMatch(record.Text))
            {
                yield return $"{record.Path}: the status must be Proposed, Accepted, Rejected or Superseded by NNNN";
            }
        }
    }

    [GeneratedRegex(@"^\d{4}-[a-z0-9\-]+\.md$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"^## (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^## Status\s+(Proposed|Accepted|Rejected|Superseded by \d{4})(, \d{4}-\d\d-\d\d)?\.?\s*\n\s*## ", RegexOptions.Multiline)]
    private static partial Regex Status();
}
