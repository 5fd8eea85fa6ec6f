using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Scenarios;

/// <summary>
/// Rejection loops inside and around joins: elsa-core#7724 and #6725 lose the other branch's bookmarks here.
/// </summary>
public sealed class LoopTests
{
    [Fact]
    public async Task Rejection_WhenInOneParallelBranch_ThenTheOtherBranchKeepsItsBookmark()
    {
        var run = await new TestRun(
            Flow(Line("A"), Task("B"), Task("C"), Line("D")).Arrows("A-B A-C B:Rejected-B B-D C-D")).StartAsync();
        var bookmarkOfC = run.BookmarkOf("C");

        await run.ResumeAsync("B", "Rejected");
        await run.ResumeAsync("B", "Rejected");
        Assert.Equal(bookmarkOfC, run.BookmarkOf("C"));
        await run.ResumeAsync("B");
        Assert.Equal("Running/Suspended", run.Status);
        await run.ResumeAsync("C");

        Assert.Equal(("Finished/Finished", "A B C B B D"), (run.Status, run.Steps));
    }

    [Fact]
    public async Task Rejection_WhenAfterTheJoinIntoOneBranch_ThenTheJoinRunsOncePerWave()
    {
        var run = await new TestRun(
            Flow(Line("S"), Task("A"), Task("C"), Task("D"), Line("E"))
                .Arrows("S-A S-C A-D C-D D:Rejected-C D-E")).StartAsync();
        Assert.Single(run.BookmarksOf("C"));
        await run.ResumeAsync("A");
        Assert.Empty(run.BookmarksOf("D"));
        await run.ResumeAsync("C");
        await run.ResumeAsync("D", "Rejected");
        Assert.Single(run.BookmarksOf("C"));
        await run.ResumeAsync("C");
        await run.ResumeAsync("D");

        Assert.Equal(("Finished/Finished", "S A C D C D E"), (run.Status, run.Steps));
    }

    /// <summary>The rejected step has others before it in its branch; nothing tells D from C but that all ends lie behind D.</summary>
    [Fact]
    public async Task Rejection_WhenIntoTheMiddleOfABranch_ThenNeitherJoinComesEarly()
    {
        var run = await new TestRun(
            Flow(Line("S"), Task("A"), Task("A2"), Task("C"), Task("D"), Line("E"))
                .Arrows("S-A S-A2 A2-C A-D C-D D:Rejected-C D-E")).StartAsync();
        await run.ResumeAsync("A");
        Assert.Empty(run.BookmarksOf("D"));
        await run.ResumeAsync("A2");
        Assert.Empty(run.BookmarksOf("D"));
        await run.ResumeAsync("C");
        await run.ResumeAsync("D", "Rejected");
        await run.ResumeAsync("C");
        await run.ResumeAsync("D");

        Assert.Equal(("Finished/Finished", "S A A2 C D C D E"), (run.Status, run.Steps));
    }

    /// <summary>C also has a way out of its own, so only the drawn join says which of C and D waits for the other.</summary>
    [Fact]
    public async Task Rejection_WhenTheBranchHasItsOwnEnd_ThenTheDrawnJoinWaits()
    {
        var run = await new TestRun(
            Flow(Line("S"), Task("A"), Task("A2"), Task("C"), Join("J", "WaitAll"), Task("D"), Line("E"), Line("X"))
                .Arrows("S-A S-A2 A2-C A-J C-J C:Failed-X J-D D:Rejected-C D-E")).StartAsync();
        await run.ResumeAsync("A2");
        Assert.Single(run.BookmarksOf("C"));
        await run.ResumeAsync("A");
        Assert.Empty(run.BookmarksOf("D"));
        await run.ResumeAsync("C");
        await run.ResumeAsync("D", "Rejected");
        await run.ResumeAsync("C");
        await run.ResumeAsync("D");

        Assert.Equal(("Finished/Finished", "S A A2 C J D C J D E"), (run.Status, run.Steps));
    }

    /// <summary>A join inside a branch that the outer join's rejection leads into.</summary>
    [Fact]
    public async Task Rejection_WhenIntoANestedFork_ThenTheOuterJoinWaitsForTheInner()
    {
        var run = await new TestRun(
            Flow(Task("S"), Task("P"), Task("B"), Task("C"), Line("J"), Task("T"), Line("E"))
                .Arrows("S-P S-B S-C B-J C-J J-T P-T T:Rejected-B T-E")).StartAsync();
        await run.ResumeAsync("S");
        await run.ResumeAsync("P");
        Assert.Empty(run.BookmarksOf("T"));
        await run.ResumeAsync("B");
        Assert.Empty(run.BookmarksOf("T"));
        await run.ResumeAsync("C");
        await run.ResumeAsync("T", "Rejected");
        await run.ResumeAsync("B");
        await run.ResumeAsync("T");

        Assert.Equal(("Finished/Finished", "S P B C J T B J T E"), (run.Status, run.Steps));
    }

    [Fact]
    public async Task Rejection_WhenItRepeatsTheFork_ThenTheJoinWaitsForBothAgain()
    {
        var run = await new TestRun(
            Flow(Line("F"), Task("A"), Task("C"), Task("D"), Line("E"))
                .Arrows("F-A F-C A-D C-D D:Rejected-F D-E")).StartAsync();
        for (var wave = 0; wave < 2; wave++)
        {
            await run.ResumeAsync(wave == 0 ? "A" : "C");
            Assert.Empty(run.BookmarksOf("D"));
            await run.ResumeAsync(wave == 0 ? "C" : "A");
            await run.ResumeAsync("D", wave == 0 ? "Rejected" : "Done");
        }

        Assert.Equal(("Finished/Finished", "F A C D F A C D E"), (run.Status, run.Steps));
    }

    [Fact]
    public async Task Rejection_WhenBothBranchesRejectToTheSameStep_ThenItRunsOnce()
    {
        var run = await new TestRun(
            Flow(Line("F"), Task("A"), Task("C"), Line("E")).Arrows("F-A F-C A:Rejected-F C:Rejected-F A-E C-E")).StartAsync();
        await run.ResumeAsync("A", "Rejected");
        Assert.Single(run.BookmarksOf("C"));
        await run.ResumeAsync("C", "Rejected");
        Assert.Single(run.BookmarksOf("A"));
        Assert.Single(run.BookmarksOf("C"));
        await run.ResumeAsync("A");
        await run.ResumeAsync("C");

        Assert.Equal(("Finished/Finished", "F A C F A C E"), (run.Status, run.Steps));
    }

    [Fact]
    public async Task Fork_WhenInsideAnOuterLoop_ThenABranchWithItsOwnLoopDoesNotWaitForTheOther()
    {
        // C could come to B, but only by D, R and again A: that is the next wave, not this one.
        var run = await new TestRun(
            Flow(Line("A"), Task("B"), Task("C"), Line("D"), Task("R"), Line("E"))
                .Arrows("A-B A-C B:Rejected-B B-D C-D D-R R:Again-A R-E")).StartAsync();
        Assert.Single(run.BookmarksOf("B"));
        await run.ResumeAsync("B", "Rejected");
        Assert.Single(run.BookmarksOf("B"));
        await run.ResumeAsync("C");
        await run.ResumeAsync("B");
        await run.ResumeAsync("R", "Again");
        Assert.Single(run.BookmarksOf("B"));
        Assert.Single(run.BookmarksOf("C"));
        await run.ResumeAsync("B");
        Assert.Empty(run.BookmarksOf("R"));
        await run.ResumeAsync("C");
        await run.ResumeAsync("R");

        Assert.Equal(("Finished/Finished", "A B C B D R A B C D R E"), (run.Status, run.Steps));
    }

    [Fact]
    public async Task Loop_WhenInsideALoop_ThenBothGoRound()
    {
        var run = await new TestRun(
            Flow(Line("S"), Task("A"), Task("B"), Line("E")).Arrows("S-A A:Again-A A-B B:Back-A B:Again-B B-E")).StartAsync();
        await run.ResumeAsync("A", "Again");
        await run.ResumeAsync("A");
        await run.ResumeAsync("B", "Again");
        await run.ResumeAsync("B", "Back");
        await run.ResumeAsync("A");
        await run.ResumeAsync("B");

        Assert.Equal(("Finished/Finished", "S A A B B A B E"), (run.Status, run.Steps));
    }

    [Fact]
    public async Task Joins_WhenTheyCouldWaitForEachOther_ThenTheFirstGoesOn()
    {
        // D and E each could be reached from the other: nobody but them is left, so one must go on.
        var run = await new TestRun(
            Flow(Line("S"), Line("A"), Line("B"), Task("D"), Task("E")).Arrows("S-A S-B A-D B-E D-E E-D")).StartAsync();

        Assert.Equal("Running/Suspended", run.Status);
        Assert.Single(run.BookmarksOf("D"));
    }

    [Fact]
    public async Task Race_WhenInALoop_ThenEachRoundHasOneWinner()
    {
        var run = await new TestRun(
            Flow(Line("F"), Task("A"), Task("B"), Join("J", "WaitAny"), Task("K"), Line("E"))
                .Arrows("F-A F-B A-J B-J J-K K:Again-F K-E")).StartAsync();
        await run.ResumeAsync("A");
        Assert.Empty(run.BookmarksOf("B"));
        await run.ResumeAsync("K", "Again");
        await run.ResumeAsync("B");
        await run.ResumeAsync("K");

        Assert.Equal(
            ("Finished/Finished", "F A B:Canceled J K F A:Canceled B J K E"), (run.Status, run.Steps));
    }
}
