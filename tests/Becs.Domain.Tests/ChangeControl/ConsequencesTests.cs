using System.Text;
using Becs.Domain.ChangeControl;

namespace Becs.Domain.Tests.ChangeControl;

public sealed class ConsequencesTests
{
    private static readonly Consequences Release = Consequences.Read("""
        {"workflow": "w", "decisive": [{"is": "release", "step": "Gate", "outcome": "Released", "because": "x"},
         {"is": "release", "end": "InStock", "because": "x"}], "otherwise": {"is": "block", "because": "x"}}
        """u8);

    [Theory]
    [InlineData("Check:Clear Gate:Released", "Other", null, "release")]
    [InlineData("Check:Clear Gate:Rejected", "Discarded", null, "block")]
    [InlineData("Check:Clear", "InStock", null, "release")]
    [InlineData("Check:Clear", null, null, null)]
    [InlineData("Check:Clear", null, "Second", null)]
    [InlineData("Check:Clear", null, "Gate", "release")]
    public void Of_SaysWhatAWayHasComeTo(string way, string? end, string? asks, string? expected) =>
        Assert.Equal(expected, Release.Of(way.Split(' ').Select(s => (s.Split(':')[0], s.Split(':')[1])), end, asks));

    [Theory]
    [InlineData("block", "release", true, false, ReplayClass.BlockToRelease)]
    [InlineData("block", "release", false, false, ReplayClass.BlockToRelease)]
    [InlineData("release", "block", true, false, ReplayClass.ReleaseToBlock)]
    [InlineData("release", null, false, false, ReplayClass.Undecided)]
    [InlineData("accept", "defer", true, false, ReplayClass.AcceptToDefer)]
    [InlineData("defer", "accept", true, false, ReplayClass.DeferToAccept)]
    [InlineData("block", "block", true, false, ReplayClass.Other)]
    [InlineData("block", "block", true, true, ReplayClass.Same)]
    [InlineData(null, null, true, true, ReplayClass.Same)]
    [InlineData(null, null, true, false, ReplayClass.Other)]
    [InlineData(null, null, false, false, ReplayClass.Undecided)]
    public void ClassOf_ByWhatItCameToAndWouldComeTo(string? before, string? after, bool isDecided, bool isSameWay, ReplayClass expected) =>
        Assert.Equal(expected, Consequences.ClassOf(before, after, isDecided, isSameWay));

    [Theory]
    [InlineData("\"is\": \"release\"", "\"is\": \"maybe\"")]
    [InlineData("\"outcome\": \"Released\"", "\"end\": \"E\"")]
    [InlineData("\"end\": \"InStock\"", "\"ends\": \"InStock\"")]
    [InlineData("\"because\": \"x\"", "\"because\": \"\"")]
    public void Read_WhenItSaysNothing_ThenIsRefused(string right, string wrong)
    {
        const string Good = """
            {"workflow": "w", "decisive": [{"is": "release", "step": "Gate", "outcome": "Released", "because": "x"},
             {"is": "release", "end": "InStock", "because": "x"}], "otherwise": {"is": "block", "because": "x"}}
            """;
        Assert.Contains(right, Good, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Consequences.Read(Encoding.UTF8.GetBytes(Good.Replace(right, wrong, StringComparison.Ordinal))));
    }
}
