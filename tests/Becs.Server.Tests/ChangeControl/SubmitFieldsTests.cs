using Becs.Domain.ChangeControl;
using Becs.Server.ChangeControl;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>What is wrong with a submission is said at its box, before anybody signs.</summary>
public class SubmitFieldsTests
{
    private static readonly ChangeDetails Good = new("Why", new ChangeRisk(1, 5, 3), [new string('U', 64)], [new("laboratory", "The label", "SOP-7 v3")]);

    [Fact]
    public void Check_WhenAllIsRight_ThenNothing() => Assert.Empty(SubmitFields.Check(Good));

    [Fact]
    public void Check_WhenSomethingIsWrong_ThenNamesItsBox()
    {
        Assert.Equal(["reason"], SubmitFields.Check(Good with { Reason = " " }).Keys);
        Assert.Equal(["requirements"], SubmitFields.Check(Good with { RequirementIds = [new string('U', 65)] }).Keys);
        Assert.Equal(["severity", "detectability"], SubmitFields.Check(Good with { Risk = new(0, 5, 6) }).Keys);
        var training = SubmitFields.Check(Good with { Trainings = [new("nurse", "The label", "SOP-7 v3"), new("laboratory", "", "SOP-7 v3")] });
        Assert.StartsWith("There is no such role.", Assert.Single(training).Value);
    }
}
