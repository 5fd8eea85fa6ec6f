using System.Text.RegularExpressions;

namespace Becs.Server.Tests.Architecture;

/// <summary>The palette is read like an index: one activity per file, named for it.</summary>
public partial class ActivityClassesTests
{
    [Fact]
    public void Activities_WhenScanned_ThenStandOnePerFile() => Guard.None(Violations(Repository.Files));

    [Theory]
    [InlineData("A.cs", "[Activity(\"Becs\")]\npublic class A : Activity { }\n[Activity(\"Becs\")]\npublic sealed class B : Activity { }")]
    [InlineData("Other.cs", "[Activity(\"Becs\")]\npublic class A : Activity { }")]
    public void Guard_WhenFileIsNotItsActivity_ThenSpeaks(string name, string text) =>
        Guard.Speaks(Violations([new SourceFile("src/Becs.Activities/Donors/" + name, text)]), name);

    [Theory]
    [InlineData("A.cs", "[Activity(\"Becs\", \"Donors\", \"x\")]\npublic sealed class A : Activity { }")]
    [InlineData("Palette.cs", "public static class Palette { }")]
    public void Guard_WhenFileIsItsActivity_ThenSilent(string name, string text) =>
        Assert.Empty(Violations([new SourceFile("src/Becs.Activities/Donors/" + name, text)]));

    private static IEnumerable<string> Violations(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Under("src/Becs.Activities") && file.Path.EndsWith(".cs", StringComparison.Ordinal)
        let activities = Activity().Matches(file.Code).Select(m => m.Groups[1].Value).ToList()
        where activities.Count > 1 || (activities.Count == 1 && file.Name != activities[0] + ".cs")
        select $"{file.Path}: holds {string.Join(", ", activities)}; one activity per file, named for it";

    [GeneratedRegex(@"\[Activity\([^\]]*\][^{;]*?\bclass\s+(\w+)", RegexOptions.Singleline)]
    private static partial Regex Activity();
}
