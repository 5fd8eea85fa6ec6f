namespace Becs.Workflows.Tests.Authoring;

/// <summary>
/// What activities are written against. A line of public-api.txt must go on existing; a new one is appended
/// (<c>BECS_TEST_ACCEPT=1 tests/run --filter PublicApi</c> does it), so that a review sees it before others rely on it.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly string Baseline =
        Path.Combine(Repository.Root, "tests", "Becs.Workflows.Tests", "Authoring", "public-api.txt");

    [Fact]
    public void PublicApi_WhenCompared_ThenIsTheBaseline()
    {
        var actual = PublicApi.Of(typeof(Activity).Assembly).ToHashSet(StringComparer.Ordinal);
        var frozen = File.Exists(Baseline) ? File.ReadAllLines(Baseline).Where(l => l.Length > 0).ToHashSet(StringComparer.Ordinal) : [];
        if (Environment.GetEnvironmentVariable("BECS_TEST_ACCEPT") == "1")
        {
            frozen.UnionWith(actual);
            File.WriteAllLines(Baseline, frozen.Order(new ByType()));
        }

        Assert.Empty(frozen.Except(actual).Select(l => $"is gone: {l.Trim()}")
            .Concat(actual.Except(frozen).Select(l => $"append: {l.Trim()}")).Order(StringComparer.Ordinal));
    }

    /// <summary>The names Elsa's authors use, from its published API; what is not here is in docs/porting.md.</summary>
    [Theory]
    [InlineData("Becs.Workflows.Activity", "Id NodeId Name Type Version CanStartWorkflow CustomProperties Metadata ExecuteAsync Execute CompleteAsync")]
    [InlineData("Becs.Workflows.Activity`1", "Result")]
    [InlineData("Becs.Workflows.CodeActivity", "")]
    [InlineData("Becs.Workflows.CodeActivity`1", "Result")]
    [InlineData("Becs.Workflows.Trigger", "GetTriggerPayloads GetTriggerPayload")]
    [InlineData("Becs.Workflows.Trigger`1", "Result")]
    [InlineData("Becs.Workflows.Activities.Container", "Activities Variables ScheduleChildrenAsync ScheduleChildren")]
    [InlineData("Becs.Workflows.Activities.Composite", "Variables Root Setup OnCompletedAsync OnCompleted")]
    [InlineData("Becs.Workflows.Activities.Composite`1", "Result")]
    [InlineData("Becs.Workflows.Models.Input`1", "")]
    [InlineData("Becs.Workflows.Models.Input", "Expression Type")]
    [InlineData("Becs.Workflows.Models.Output`1", "")]
    [InlineData("Becs.Workflows.Memory.Variable", "Id Name Value")]
    [InlineData("Becs.Workflows.Memory.Variable`1", "")]
    [InlineData("Becs.Workflows.ActivityExecutionContext", "Id StartedAt IsCompleted WorkflowExecutionContext "
        + "ParentActivityExecutionContext ExpressionExecutionContext Activity ActivityDescriptor CancellationToken Status Properties "
        + "TransientProperties NodeId Bookmarks WorkflowInput JournalData ScheduleActivityAsync ScheduleActivitiesAsync "
        + "ScheduleActivities CreateBookmarks CreateBookmark ClearBookmarks GetProperty SetProperty UpdateProperty RemoveProperty "
        + "GetRequiredService GetService GetServices Get Set CompleteActivityAsync CompleteActivityWithOutcomesAsync "
        + "CompleteCompositeAsync CancelActivityAsync GetWorkflowInput IsTriggerOfWorkflow GetInput")]
    [InlineData("Becs.Workflows.ActivityCompletedContext", "TargetContext ChildContext Result WorkflowExecutionContext "
        + "GetRequiredService CancellationToken CompleteActivityAsync CompleteActivityWithOutcomesAsync")]
    [InlineData("Becs.Workflows.TriggerIndexingContext", "TriggerName Get")]
    [InlineData("Becs.Workflows.Models.CreateBookmarkArgs",
        "BookmarkId Stimulus Callback BookmarkName AutoBurn IncludeActivityInstanceId AutoComplete Metadata")]
    [InlineData("Becs.Workflows.Attributes.ActivityAttribute", "Namespace Type Version Description DisplayName Category Kind")]
    [InlineData("Becs.Workflows.Attributes.InputAttribute", "Name UIHint DisplayName Description Category Options Order DefaultValue "
        + "DefaultSyntax SupportedSyntaxes IsReadOnly IsBrowsable AutoEvaluate CanContainSecrets")]
    [InlineData("Becs.Workflows.Attributes.OutputAttribute", "Name DisplayName Description IsBrowsable")]
    [InlineData("Becs.Workflows.Attributes.PortAttribute", "Name DisplayName")]
    [InlineData("Becs.Workflows.Activities.Flowchart.Attributes.FlowNodeAttribute", "Outcomes")]
    [InlineData("Becs.Workflows.Activities.Flowchart.Models.Outcomes", "Names Default Empty")]
    [InlineData("Becs.Workflows.UIHints.InputUIHints", "Checkbox CheckList CodeEditor Dictionary DateTimePicker DropDown DynamicOutcomes "
        + "ExpressionEditor JsonEditor MultiLine MultiText OutputPicker OutcomePicker RadioList SingleLine TypePicker VariablePicker "
        + "InputPicker WorkflowDefinitionPicker")]
    [InlineData("Becs.Extensions.ActivityExecutionContextExtensions", "Get GetOrDefault Set GetVariable SetVariable SetResult")]
    [InlineData("Becs.Expressions.Models.Expression", "Type Value")]
    public void ElsaNames_WhenLookedUp_ThenAreHere(string typeName, string members)
    {
        const System.Reflection.BindingFlags any = System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic
            | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.FlattenHierarchy;
        var type = typeof(Activity).Assembly.GetType(typeName);

        Assert.NotNull(type);
        Assert.True(type.IsPublic);
        Assert.All(members.Split(' ', StringSplitOptions.RemoveEmptyEntries), m => Assert.NotEmpty(type.GetMember(m, any)));
    }

    /// <summary>A type before its members, types by name.</summary>
    private sealed class ByType : IComparer<string>
    {
        public int Compare(string? x, string? y) => string.CompareOrdinal(Key(x!), Key(y!));

        private static string Key(string line) => line.StartsWith("  ", StringComparison.Ordinal)
            ? line.Trim()
            : line.Split(" : ")[0].Split(' ')[^1];
    }
}
