using Becs.Server.ChangeControl;
using Becs.Workflows.Replaying;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>What a later build ships is demanded of a submission made before.</summary>
public sealed class ScenarioShelfTests
{
    [Theory]
    [InlineData("usual", "h1", "")]
    [InlineData("usual", "h2", "usual")] // the build ships another file of this name
    [InlineData("new", "h1", "new")]
    [InlineData("ours", "h9", "")] // the site put its own in the place of the shipped one
    public void LaterThan_WhenTheBuildShipsWhatWasNotRun_ThenNamesIt(string name, string hash, string later) => Assert.Equal(
        later, string.Join(' ', ScenarioShelf.LaterThan([(name, hash)], [Ran("usual", ScenarioSource.Shipped, "h1"), Ran("ours", ScenarioSource.Site, "h3")])));

    [Fact]
    public void LaterThan_WhenNothingIsShipped_ThenNothingIsDemanded() => Assert.Empty(ScenarioShelf.LaterThan([], []));

    private static ScenarioResult Ran(string name, ScenarioSource source, string hash) =>
        new(name, "says", source, hash, true, [], [], null, ReplayEnd.Finished, ReplayEnd.Finished, [], null, null, null, "{}");
}
