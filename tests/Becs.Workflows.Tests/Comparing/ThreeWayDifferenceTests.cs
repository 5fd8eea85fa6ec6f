using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Workflows.Comparing;
using Becs.Workflows.Definitions.Packages;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Comparing;

public sealed class ThreeWayDifferenceTests
{
    private static readonly PackageBuilder Builder = new(TestRun.Registry);

    [Theory]
    [InlineData("a", "b", 0, 0)]
    [InlineData("a", "z", 1, 0)]
    [InlineData("z", "z", 1, 1)]
    [InlineData("z", "a", 1, 0)]
    public void Between_WhenBothEditASentence_ThenOnlyTheSameStepIsToDecideAndTheSameEditIsNot(string vendorEdit, string siteEdit, int both, int same)
    {
        var difference = ThreeWayDifference.Between(Edited(""), Edited(siteEdit), Edited(vendorEdit));

        Assert.Equal((1, 1, both, same), (difference.Vendor.Count, difference.Site.Count, difference.Both.Count, difference.Both.Count(b => b.IsSame)));
    }

    [Fact]
    public void Between_WhenBothChangeTheSameForm_ThenItIsToDecide()
    {
        var difference = ThreeWayDifference.Between(WithForm("1"), WithForm("2"), WithForm("3"));

        var touched = Assert.Single(difference.Both);
        Assert.Equal(("\"2\"", "\"3\"", false), (touched.Site.Single().After, touched.Vendor.Single().After, touched.IsSame));
        Assert.Empty(ThreeWayDifference.Between(WithForm("1"), WithForm("1"), WithForm("3")).Both);
    }

    [Fact]
    public void Between_WhenThereIsNoAncestor_ThenEverythingIsTheVendors()
    {
        var difference = ThreeWayDifference.Between(null, Edited("a"), Edited("b"));

        Assert.Equal(2, difference.Vendor.Count);
        Assert.Empty(difference.Site);
        Assert.Empty(difference.Both);
    }

    [Fact]
    public void Between_WhenTheSiteChangedNothing_ThenOnlyTheVendorsIsTold()
    {
        var difference = ThreeWayDifference.Between(Edited(""), Edited(""), Edited("a"));

        Assert.Single(difference.Vendor);
        Assert.Empty(difference.Site);
    }

    /// <summary>Line A edited in one way (a) or another (z), line B in one (b).</summary>
    private static WorkflowPackage Edited(string edit)
    {
        var document = Flow(Line("A"), Task("T"), Line("B")).Arrows("A-T T-B").Document();
        if (edit.Length > 0)
        {
            Text(document, edit == "b" ? 2 : 0)["value"] = edit;
        }

        return Builder.Build(JsonSerializer.SerializeToUtf8Bytes(document));
    }

    private static WorkflowPackage WithForm(string title) => Builder.Build(
        JsonSerializer.SerializeToUtf8Bytes(Flow(Line("A"), Task("T")).Arrows("A-T").Document()),
        new Dictionary<string, JsonElement> { ["ask.v1"] = JsonSerializer.SerializeToElement(new { title }) });

    private static JsonObject Text(JsonObject document, int step) => document["root"]!["activities"]![step]!["text"]!["expression"]!.AsObject();
}
