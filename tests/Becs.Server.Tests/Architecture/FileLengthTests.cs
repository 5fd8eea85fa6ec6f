namespace Becs.Server.Tests.Architecture;

/// <summary>A file a person can read in one go. Over the limit it is two concepts: split it by concept.</summary>
public class FileLengthTests
{
    private const int MostLines = 400;

    [Fact]
    public void Code_WhenScanned_ThenNoFileIsTooLong() => Guard.None(Violations(Repository.Files));

    [Theory]
    [InlineData("src/Becs.Domain/Donors/Donor.cs", 401, true)]
    [InlineData("src/Becs.Server/Donors/DonorPage.razor", 401, true)]
    [InlineData("src/Becs.Domain/Donors/Donor.cs", 400, false)]
    [InlineData("src/Becs.Persistence/Migrations/Sqlite/0001_Start.cs", 5000, false)]
    public void Guard_WhenFileHasLines_ThenSpeaksOverTheLimit(string path, int lines, bool speaks)
    {
        var violations = Violations([new SourceFile(path, string.Concat(Enumerable.Repeat("x\n", lines)))]);

        Assert.Equal(speaks, violations.Any());
    }

    private static IEnumerable<string> Violations(IEnumerable<SourceFile> files) =>
        from file in files
        where file.IsCode && !file.IsGenerated
        let lines = file.Text.TrimEnd('\n').Split('\n').Length
        where lines > MostLines
        select $"{file.Path}: {lines} lines (at most {MostLines})";
}
