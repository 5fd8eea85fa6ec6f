using System.Text.Json.Nodes;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Scenarios;

/// <summary>
/// The join scenarios recorded from Elsa 3.8 (token flowchart), with what this engine does. A name ending in
/// <c>DiffersFromElsa</c> marks where it is not what Elsa did; the comment says why ours is right. C is a task that waits
/// where Elsa's recording says so.
/// </summary>
public sealed class JoinTests
{
    private const string Fork = "A-B A-C B-D C-D";
    private const string Xor = "X:True-B X:False-C B-D C-D";

    [Fact]
    public Task ImplicitAnd() => RunsAsync(Flow(Line("A"), Line("B"), Line("C"), Line("D")).Arrows(Fork), "A B C D");

    [Fact]
    public Task ImplicitOneSlow() => WaitsAsync(
        Flow(Line("A"), Line("B"), Task("C"), Line("D")).Arrows(Fork), "A B C:Running", "A B C D");

    /// <summary>Elsa's token flowchart ran D twice (A B C D C2 C3 D): it looked one step back only.</summary>
    [Fact]
    public Task ImplicitUneven_DiffersFromElsa() => RunsAsync(
        Flow(Line("A"), Line("B"), Line("C"), Line("C2"), Line("C3"), Line("D")).Arrows("A-B A-C B-D C-C2 C2-C3 C3-D"),
        "A B C C2 C3 D");

    [Fact]
    public Task XorImplicit() => RunsAsync(
        Flow(Decision("X", "true"), Line("B"), Line("C"), Line("D")).Arrows(Xor), "X B D");

    [Theory]
    [InlineData("WaitAll")]
    [InlineData("WaitAllActive")]
    public Task AndJoin_WhenItWaits_ThenRunsOnce(string mode) => WaitsAsync(
        Flow(Line("A"), Line("B"), Task("C"), Join("D", mode), Line("E")).Arrows(Fork + " D-E"),
        "A B C:Running", "A B C D E");

    /// <summary>Elsa waited for ever for the branch the decision did not take.</summary>
    [Theory]
    [InlineData("WaitAll")]
    [InlineData("WaitAllActive")]
    public Task XorJoin_WhenItWaits_ThenDoesNotHang_DiffersFromElsa(string mode) => RunsAsync(
        Flow(Decision("X", "true"), Line("B"), Line("C"), Join("D", mode), Line("E")).Arrows(Xor + " D-E"), "X B D E");

    [Fact]
    public async Task AndJoin_WhenWaitAny_ThenCancelsTheOtherBranch()
    {
        var run = await RunsAsync(
            Flow(Line("A"), Line("B"), Task("C"), Join("D", "WaitAny"), Line("E")).Arrows(Fork + " D-E"),
            "A B C:Canceled D E");

        Assert.Empty(run.Last.BookmarksCreated);
        Assert.Equal(["withdrawn C"], run.World.Effects);
    }

    [Fact]
    public Task XorJoin_WhenWaitAny() => RunsAsync(
        Flow(Decision("X", "true"), Line("B"), Line("C"), Join("D", "WaitAny"), Line("E")).Arrows(Xor + " D-E"), "X B D E");

    [Theory]
    [InlineData("Stream")]
    [InlineData("Merge")]
    [InlineData("Converge")]
    public Task MergeModeAndSlow_WhenItWaits(string mode) => WaitsAsync(
        Flow(Line("A"), Line("B"), Task("C"), Merge(Line("D"), mode)).Arrows(Fork), "A B C:Running", "A B C D");

    /// <summary>Elsa let Merge and Converge wait for ever for the branch the decision did not take.</summary>
    [Theory]
    [InlineData("Stream")]
    [InlineData("Merge")]
    [InlineData("Converge")]
    [InlineData("Cascade")]
    [InlineData("Race")]
    public Task MergeModeXor_DiffersFromElsaForMergeAndConverge(string mode) => RunsAsync(
        Flow(Decision("X", "true"), Line("B"), Line("C"), Merge(Line("D"), mode)).Arrows(Xor), "X B D");

    /// <summary>
    /// Elsa ran D for B's token, never for C's, and then stayed Running/Suspended with nothing to wait for.
    /// </summary>
    [Fact]
    public Task MergeModeCascadeAndSlow_DiffersFromElsa() => WaitsAsync(
        Flow(Line("A"), Line("B"), Task("C"), Merge(Line("D"), "Cascade")).Arrows(Fork), "A B C:Running D", "A B C D D");

    /// <summary>
    /// Elsa did not cancel the loser C, and after C stayed Running/Suspended with nothing to wait for.
    /// </summary>
    [Fact]
    public async Task MergeModeRaceAndSlow_DiffersFromElsa()
    {
        var run = await RunsAsync(
            Flow(Line("A"), Line("B"), Task("C"), Merge(Line("D"), "Race")).Arrows(Fork), "A B C:Canceled D");

        Assert.Equal(["withdrawn C"], run.World.Effects);
    }

    [Fact]
    public Task LoopBackEdge() => RunsAsync(
        Flow(SetVariable("A", "N", "(getVariable('N')||0)+1"), Decision("X", "getVariable('N') < 3"), Line("B"))
            .Variable("N").Arrows("A-X X:True-A X:False-B"),
        "A X A X A X B");

    [Fact]
    public Task AndThenLoopToJoin() => RunsAsync(
        Flow(Line("S"), Line("A"), Decision("X", "false"), Line("B")).Arrows("S-A A-X X:True-A X:False-B"), "S A X B");

    /// <summary>
    /// Elsa and this engine run the first and finish. Ours is refused before that: the validator names the other as
    /// unreachable (DefinitionValidatorTests).
    /// </summary>
    [Fact]
    public Task TwoStarts() => RunsAsync(Flow(Line("A"), Line("B")), "A");

    [Fact]
    public Task Unreachable() => RunsAsync(Flow(Line("A"), Line("B"), Line("C")).Arrows("A-B"), "A B");

    internal static async Task<TestRun> RunsAsync(TestDefinition definition, string expected)
    {
        var run = await new TestRun(definition).StartAsync();
        Assert.Null(run.Last.Fault);
        Assert.Equal(("Finished/Finished", expected), (run.Status, run.Steps));
        return run;
    }

    private static async Task WaitsAsync(TestDefinition definition, string first, string afterC)
    {
        var run = await new TestRun(definition).StartAsync();
        Assert.Null(run.Last.Fault);
        Assert.Equal(("Running/Suspended", first), (run.Status, run.Steps));

        await run.ResumeAsync("C");

        Assert.Equal(("Finished/Finished", afterC), (run.Status, run.Steps));
    }
}
