namespace Becs.Server.Tests.Faults;

public class JudgementTests
{
    [Fact]
    public void Of_WhenEffectsDiffer_ThenSaysWhichAreLostDoubledOrNeverAskedFor()
    {
        var judgement = Judgement.Of(["a", "b", "c", "c"], ["b", "b", "c", "c", "d"]);

        Assert.Equal(["a"], judgement.Lost);
        Assert.Equal(["b"], judgement.Duplicated);
        Assert.Equal(["d"], judgement.Phantom);
        Assert.Equal(5, judgement.Effects);
        Assert.ThrowsAny<Exception>(judgement.AssertClean);
        Judgement.Of(["a"], ["a"]).AssertClean();
    }
}
