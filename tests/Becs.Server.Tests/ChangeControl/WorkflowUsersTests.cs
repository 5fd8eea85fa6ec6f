using Becs.Server.ChangeControl;

namespace Becs.Server.Tests.ChangeControl;

public sealed class WorkflowUsersTests
{
    [Fact]
    public void Of_WhenStartedThroughOthers_ThenAllOfThemAreNamedOnce() =>
        Assert.Equal(["collection", "day", "testing"], WorkflowUsers.Of(
            [("testing", ["recheck"]), ("testing", ["recheck", "other"]), ("collection", ["testing"]), ("day", ["collection", "recheck"]), ("apart", ["other"])], "recheck"));

    [Fact]
    public void Of_WhenTheyStartEachOther_ThenItEndsWithoutItself() =>
        Assert.Equal(["b", "c"], WorkflowUsers.Of([("a", ["c"]), ("b", ["a"]), ("c", ["b"])], "a"));

    [Fact]
    public void Of_WhenNobodyStartsIt_ThenNone() =>
        Assert.Empty(WorkflowUsers.Of([("a", ["b"]), ("b", [])], "a"));
}
