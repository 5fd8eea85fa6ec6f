using System.Text.Json;
using System.Text.RegularExpressions;
using Acme.Laboratory;
using Becs.Workflows.Bookmarks;
using Becs.Workflows.Running;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Porting;

/// <summary>docs/porting.md: its example is what is compiled here, and it runs.</summary>
public sealed partial class PortingPageTests
{
    [Fact]
    public async Task Example_WhenTheRootOfItsUsingsIsReplaced_ThenIsTheFileThatIsCompiled()
    {
        var token = TestContext.Current.CancellationToken;
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "porting.md"), token);
        var file = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "tests", "Becs.Workflows.Tests", "Porting", "AskLaboratory.cs"), token);

        Assert.Equal(file, UsingElsa().Replace(Example().Match(page).Groups[1].Value, "using Becs."));
    }

    [Theory]
    [InlineData("{\"Answer\":\"positive\"}", "S Q A", "positive")]
    [InlineData("{}", "S Q B", null)]
    public async Task Example_WhenItRuns_ThenAsksAndAnswers(string answer, string steps, string? result)
    {
        var run = await new TestRun(Flow(Line("S"),
                Node("Acme.AskLaboratory", "Q", ("question", Literal("HIV?")), ("result", To("var-R")), ("askedAt", To("var-At"))),
                Line("A"), Line("B")).Variable("R").Variable("At").Arrows("S-Q Q:Answered-A Q:Refused-B")).StartAsync();
        var bookmark = Assert.Single(run.Last.BookmarksCreated);
        Assert.Equal(StimulusHasher.Hash("Acme.AskLaboratory", new QuestionStimulus("HIV?")), bookmark.Hash);
        Assert.Equal("{\"Urgency\":\"routine\"}", run.Journal.Single(r => r.Data is not null && r.ActivityId == "Q").Data!.Value.GetRawText());

        await run.SendAsync(new BurstStimulus.ResumeBookmark(bookmark.Id, JsonSerializer.Deserialize<JsonElement>(answer)));

        Assert.Equal(("Finished/Finished", steps, result), (run.Status, run.Steps, run.Variable("R")));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^using Elsa\.", RegexOptions.Multiline)]
    private static partial Regex UsingElsa();
}
